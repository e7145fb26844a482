import { DomUtils, parseDocument } from 'htmlparser2';

type Node = ReturnType<typeof parseDocument>['children'][number];
interface Tag {
  name: string;
  attribs: Record<string, string>;
  children: Node[];
}
const isTag = (node: unknown): node is Node & Tag => typeof (node as Tag | undefined)?.attribs === 'object';

export interface BodyLinks {
  /** The address under which a picture of the body will stand; undefined when it is not there. */
  picture(src: string): Promise<string | undefined>;
  /** The address under which a file that the body links to will stand; undefined for what is no file of the source. */
  file(href: string): Promise<string | undefined>;
  /** Words for a picture that has none. */
  alternative(src: string): string;
  /** The old site's own address without a slash at its end; links to it become paths. */
  base: string;
}

export interface RewrittenBody {
  html: string;
  /** Pictures without words of their own. */
  withoutWords: number;
}

/** Systems that load pictures late keep the address elsewhere. */
const SOURCES = ['data-original', 'data-src', 'data-lazy-src', '_src', 'src'];

const PICTURE = /\.(jpe?g|png|gif|webp)([?#]|$)/i;
const FILE = /\.(pdf|docx?|xlsx?|pptx?|wps|et|txt|csv|zip|mp3|mp4)([?#]|$)/i;

/** Leads the pictures and files of a body to where they will stand. What comes out is still to be cleaned. */
export async function rewriteBody(html: string, links: BodyLinks): Promise<RewrittenBody> {
  const document = parseDocument(html);
  let withoutWords = 0;
  for (const image of DomUtils.findAll((node) => node.name === 'img', document.children) as (Node & Tag)[]) {
    const src = SOURCES.map((name) => image.attribs[name]).find(Boolean) ?? '';
    const target = await links.picture(src);
    if (target === undefined) {
      DomUtils.removeElement(image);
      continue;
    }
    image.attribs.src = target;
    if (!image.attribs.alt?.trim()) {
      image.attribs.alt = image.attribs.title?.trim() || captionOf(image) || links.alternative(src);
      withoutWords += 1;
    }
  }
  for (const link of DomUtils.findAll((node) => node.name === 'a', document.children) as (Node & Tag)[]) {
    const href = (link.attribs.href ?? '').trim();
    const inside = link.children.filter((node) => isTag(node));
    // A picture that leads to itself, larger.
    if (PICTURE.test(href) && inside.some((node) => isTag(node) && node.name === 'img')) {
      delete link.attribs.href;
      continue;
    }
    const file = FILE.test(href) || PICTURE.test(href) ? await links.file(href) : undefined;
    if (file !== undefined) link.attribs.href = file;
    else if (links.base && (href === links.base || href.startsWith(`${links.base}/`))) {
      link.attribs.href = href.slice(links.base.length) || '/';
    }
  }
  return { html: DomUtils.getOuterHTML(document.children, { encodeEntities: 'utf8' }), withoutWords };
}

function captionOf(image: Node & Tag): string {
  let node = image.parent as (Node & Tag) | null;
  while (node && node.name !== 'figure') node = node.parent as (Node & Tag) | null;
  const caption = node && DomUtils.findOne((one) => one.name === 'figcaption', node.children as Node[]);
  return caption ? DomUtils.textContent(caption).replace(/\s+/g, ' ').trim().slice(0, 200) : '';
}
