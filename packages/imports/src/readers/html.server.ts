import { DomUtils, parseDocument } from 'htmlparser2';
import { decodePage } from './decode';
import { readOriginalDate } from './original-date';
import { emptyItem, type SourceItem } from './source-item';

type Document = ReturnType<typeof parseDocument>;
type Element = Parameters<typeof DomUtils.getInnerHTML>[0] & { attribs: Record<string, string>; name: string };

/** Where the systems that offices used put the text, the most certain first. */
const PLACES: ((element: Element) => boolean)[] = [
  ({ attribs }) =>
    /^(zoom|zoomcon|ucap-content|vsb_content.*|js_content|articlecontent|artibody)$/i.test(attribs.id ?? ''),
  ({ attribs }) =>
    /(^|\s)(trs_editor|trs_ueditor|view|pages_content|article-content|article_content|entry-content|post-content|v_news_content|content-body|news_content)(\s|$)/i.test(
      attribs.class ?? '',
    ),
  ({ attribs }) => attribs.itemprop === 'articleBody',
  ({ name }) => name === 'article',
  ({ name, attribs }) => name === 'main' || attribs.role === 'main',
  ({ attribs }) => /^(content|main|article)$/i.test(attribs.id ?? ''),
];
/** What stands around a text on every page. */
const AROUND = new Set(['header', 'footer', 'nav', 'aside', 'form', 'script', 'style', 'noscript', 'iframe', 'button']);
/** Fewer characters are a frame that only looks like the place of the text. */
const LEAST_TEXT = 20;

/** Chinese text stays text. */
const PLAIN = { encodeEntities: 'utf8' } as const;

const isElement = (node: unknown): node is Element => typeof (node as Element)?.attribs === 'object';
const wordsOf = (node: Element) => DomUtils.textContent(node).replace(/\s+/g, ' ').trim();

function find(document: Document, test: (element: Element) => boolean): Element | undefined {
  return (
    (DomUtils.findOne((node) => isElement(node) && test(node), document.children, true) as Element | null) ?? undefined
  );
}

/** META tags by their names; the Guideline's `ArticleTitle`, `PubDate`, `ContentSource` … among them. */
function metaOf(document: Document): Map<string, string> {
  const tags = DomUtils.getElementsByTagName('meta', document) as Element[];
  return new Map(
    tags
      .map(
        ({ attribs }) =>
          [(attribs.name ?? attribs.property ?? '').toLowerCase(), (attribs.content ?? '').trim()] as const,
      )
      .filter(([name, content]) => name && content),
  );
}

function placeOf(document: Document): Element | undefined {
  for (const test of PLACES) {
    const found = find(document, test);
    if (found && (wordsOf(found).length >= LEAST_TEXT || find(found as never, ({ name }) => name === 'img')))
      return found;
  }
  return find(document, ({ name }) => name === 'body');
}

/** Whole pages name their encoding and their text; a piece of markup is its own text. */
export function readHtmlPage(bytes: Uint8Array, at: { path: string; key: string }, now: Date): SourceItem {
  const document = parseDocument(decodePage(bytes));
  const meta = metaOf(document);
  const first = (...names: string[]) => names.map((name) => meta.get(name)).find(Boolean) ?? '';
  const place = placeOf(document);
  for (const node of DomUtils.filter(
    (one) => isElement(one) && AROUND.has(one.name),
    place ?? document.children,
    true,
  )) {
    DomUtils.removeElement(node);
  }
  const heading = find(document, ({ name }) => name === 'h1');
  const titleTag = find(document, ({ name }) => name === 'title');
  const title =
    first('articletitle', 'og:title') || (heading && wordsOf(heading)) || (titleTag ? wordsOf(titleTag) : '');
  // The heading of the page is the title of the item, not a part of its text.
  if (heading && wordsOf(heading) === title) DomUtils.removeElement(heading);
  const canonical = find(document, ({ name, attribs }) => name === 'link' && attribs.rel === 'canonical')?.attribs.href;
  const address = canonical || first('og:url', 'url');
  const isWhole = /^https?:\/\//.test(address);
  return {
    // A page that names its address is the same page in a later copy, whatever its counters say.
    ...emptyItem(isWhole ? `page ${address}` : at.key),
    title: title || nameOf(at.path),
    body: place ? DomUtils.getInnerHTML(place, PLAIN) : DomUtils.getOuterHTML(document.children, PLAIN),
    summary: first('description', 'og:description'),
    source: first('contentsource'),
    author: first('author'),
    keywords: first('keywords'),
    column: first('columnname', 'article:section') || folderOf(at.path),
    originalAt: readOriginalDate(first('pubdate', 'article:published_time', 'publishdate'), now),
    originalUrl: isWhole ? address : `/${at.path}`,
  };
}

export function nameOf(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.[a-z0-9]{1,5}$/i, '');
}

/** The folder a file lies in, which in a copy of an old site is its column. */
export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).at(-1) ?? '';
}
