import { DomUtils, parseDocument } from 'htmlparser2';

type Document = ReturnType<typeof parseDocument>;
type ChildNode = Document['children'][number];
type Element = Extract<ChildNode, { attribs: Record<string, string> }>;

/** Put where a picture of the clipboard stood: it lies on the other machine, and is not sent with the text. */
const PICTURE_LEFT_OUT = '［此处有图片，请用“图片”按钮上传］';

const DROPPED = /^(?:style|script|meta|link|title|xml|o:p|v:.+|w:.+|m:.+)$/;
/** Marks that a span of Word or WPS writes as a style. */
const STYLE_MARKS: [tag: string, style: RegExp][] = [
  ['strong', /font-weight:\s*(?:bold|[6-9]00)/i],
  ['em', /font-style:\s*italic/i],
  ['u', /text-decoration:[^;]*underline/i],
  ['sup', /vertical-align:\s*super/i],
  ['sub', /vertical-align:\s*sub(?!e)/i],
];
const HEADINGS: Record<string, string> = { h1: 'h2', h5: 'h4', h6: 'h4' };

const isElement = (node: ChildNode): node is Element => 'attribs' in node;
const styleOf = (node: Element) => node.attribs.style ?? '';
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A paragraph that Word draws as an item of a list: how deep it stands, and of which list. */
function listPlace(node: ChildNode): { level: number; list: string } | undefined {
  if (!isElement(node) || node.name !== 'p') return undefined;
  const [, list = '', level = '1'] = /mso-list:\s*(l\d+)\s+level(\d)/i.exec(styleOf(node)) ?? [];
  return list ? { level: Number(level), list } : undefined;
}

function isMarker(node: ChildNode): boolean {
  return isElement(node) && /mso-list:\s*ignore/i.test(styleOf(node));
}

/** What Word drew before the item: a number or a letter makes it a numbered list. */
function markerOf(node: Element): string {
  const marker = DomUtils.findOne((one) => isMarker(one as ChildNode), node.children, true);
  return marker ? DomUtils.textContent(marker).trim() : '';
}

/** "一、" and "（一）" are how a document numbers its headings: they stay as they were written. */
const isChineseNumber = (marker: string) => /^[（(]?[一二三四五六七八九十百]+[）)、.]/.test(marker);
const isNumber = (marker: string) => /^[（(]?(?:\d+|[a-z]|[ivx]+)[.)）、]/i.test(marker);

function inner(node: Element): string {
  return node.children.map((child) => htmlOf(child)).join('');
}

function htmlOf(node: ChildNode): string {
  if ('data' in node) return node.type === 'text' ? escaped(node.data) : '';
  if (!isElement(node) || DROPPED.test(node.name) || isMarker(node)) return '';
  const { name, attribs } = node;
  if (name === 'img') return attribs.src?.startsWith('/f/') ? ownPicture(attribs) : PICTURE_LEFT_OUT;
  if (name === 'br' || name === 'hr') return name === 'hr' ? '' : '<br>';
  if (/mso-footnote-id|mso-endnote-id/i.test(styleOf(node)))
    return `<sup>${escaped(DomUtils.textContent(node).trim())}</sup>`;
  const content = childrenOf(node);
  if (name === 'span' || name === 'font') return withMarks(styleOf(node), content);
  if (name === 'a') return linkOf(attribs.href, content);
  if (name === 'td' || name === 'th') return cellOf(name, attribs, content);
  if (/^(?:html|body|div|section|article|center|ins)$/.test(name)) return content;
  if (name === 'p' && content.replace(/&nbsp;|\u00a0|\s/g, '') === '') return '';
  const tag = HEADINGS[name] ?? name;
  return `<${tag}>${content}</${tag}>`;
}

function ownPicture({ src = '', alt = '' }: Record<string, string>): string {
  return `<img src="${escaped(src)}" alt="${escaped(alt).replace(/"/g, '&quot;')}">`;
}

function withMarks(style: string, content: string): string {
  if (content.trim() === '') return content;
  return STYLE_MARKS.reduce(
    (html, [tag, pattern]) => (pattern.test(style) ? `<${tag}>${html}</${tag}>` : html),
    content,
  );
}

/** Links inside the other document lead nowhere here. */
function linkOf(href: string | undefined, content: string): string {
  if (!href || /^(?:#|file:|javascript:)/i.test(href)) return content;
  return `<a href="${escaped(href).replace(/"/g, '&quot;')}">${content}</a>`;
}

function cellOf(name: string, attribs: Record<string, string>, content: string): string {
  const spans = ['colspan', 'rowspan']
    .filter((key) => /^[1-9]\d?$/.test(attribs[key] ?? '') && attribs[key] !== '1')
    .map((key) => ` ${key}="${attribs[key]}"`);
  return `<${name}${spans.join('')}>${content || '<p></p>'}</${name}>`;
}

interface OpenList {
  tag: 'ul' | 'ol';
  level: number;
  list: string;
}

/** The children in their order, with paragraphs that are drawn as items put into lists. */
function childrenOf(node: { children: ChildNode[] }): string {
  const open: OpenList[] = [];
  let html = '';
  const closeTo = (level: number) => {
    while ((open.at(-1)?.level ?? 0) > level) html += `</li></${open.pop()?.tag}>`;
  };
  for (const child of node.children) {
    const place = listPlace(child);
    if (!place || !isElement(child)) {
      // What Word puts between two items, white space and comments, ends no list.
      const part = htmlOf(child);
      if (part.trim() !== '') closeTo(0);
      html += part;
      continue;
    }
    const marker = markerOf(child);
    if (isChineseNumber(marker)) {
      closeTo(0);
      html += `<p>${escaped(marker)}${inner(child)}</p>`;
      continue;
    }
    const tag = isNumber(marker) ? 'ol' : 'ul';
    closeTo(place.level);
    const here = open.at(-1);
    if (here && here.level === place.level && here.list === place.list && here.tag === tag) html += '</li>';
    else {
      if (here && here.level === place.level) closeTo(place.level - 1);
      html += `<${tag}>`;
      open.push({ tag, ...place });
    }
    html += `<li><p>${inner(child)}</p>`;
  }
  closeTo(0);
  return html;
}

/** Whether the clipboard was filled by Word, WPS or another office program. */
export function isFromOffice(html: string): boolean {
  return /urn:schemas-microsoft-com:office|class="?Mso|mso-|WPS Office|LibreOffice/i.test(html);
}

/**
 * What Word or WPS put on the clipboard, as the text it means: headings, lists, tables with their joined cells, notes as
 * raised numbers. Styles, pictures of the other machine and marks of the program are left out.
 */
export function cleanPaste(html: string): string {
  const fragment = /<!--StartFragment-->([\s\S]*?)<!--EndFragment-->/i.exec(html)?.[1] ?? html;
  // Conditional marks that browsers take for directives; the comments with other conditions hold doubles of what follows.
  const plain = fragment.replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, '').replace(/<!\[(?:if[^\]]*|endif)\]>/gi, '');
  return childrenOf(parseDocument(plain))
    .replace(/\s*\n\s*/g, '')
    .trim();
}
