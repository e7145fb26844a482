import sanitizeHtml from 'sanitize-html';
import { fileIdOf } from './body';

const TAGS = [
  ...['h2', 'h3', 'h4', 'p', 'ul', 'ol', 'li', 'a', 'img', 'blockquote', 'figure', 'figcaption', 'br', 'hr'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...['strong', 'em', 'u', 'sub', 'sup'],
];

/** A path of this site, not of another host: `//host` and backslashes are none. */
const OWN_PATH = /^\/(?![/\\])[^\s\\]*$/;
const OUTSIDE = /^(https?:\/\/[^\s\\]+|mailto:[^\s]+|tel:[+\d() -]+)$/i;

function span(value: string | undefined): string | undefined {
  return value && /^\d{1,2}$/.test(value) && Number(value) > 1 ? String(Number(value)) : undefined;
}

function kept(attributes: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const cell: sanitizeHtml.Transformer = (tagName, attributes) => ({
  tagName,
  attribs: kept({
    scope: /^(col|row|colgroup|rowgroup)$/.test(attributes.scope ?? '') ? attributes.scope : undefined,
    colspan: span(attributes.colspan),
    rowspan: span(attributes.rowspan),
  }),
});

const options: sanitizeHtml.IOptions = {
  allowedTags: TAGS,
  allowedAttributes: {
    a: ['href', 'title'],
    img: ['src', 'alt', 'width', 'height'],
    th: ['scope', 'colspan', 'rowspan'],
    td: ['scope', 'colspan', 'rowspan'],
    ol: ['start'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: [] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  // Their text is code or a whole other document, never words of the article.
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'iframe',
    'object',
    'embed',
    'svg',
    'math',
    'title',
  ],
  transformTags: {
    h1: 'h2',
    h5: 'h4',
    h6: 'h4',
    b: 'strong',
    i: 'em',
    div: 'p',
    section: 'p',
    article: 'p',
    center: 'p',
    a: (_, attributes) => {
      const href = (attributes.href ?? '').trim();
      const title = attributes.title?.slice(0, 200);
      return { tagName: 'a', attribs: OWN_PATH.test(href) || OUTSIDE.test(href) ? kept({ href, title }) : {} };
    },
    img: (_, attributes) => {
      const src = (attributes.src ?? '').trim();
      const size = (value: string | undefined) => (value && /^[1-9]\d{0,3}$/.test(value) ? value : undefined);
      return {
        tagName: 'img',
        attribs: kept({
          src: fileIdOf(src) ? src : '',
          alt: (attributes.alt ?? '').trim().slice(0, 200),
          width: size(attributes.width),
          height: size(attributes.height),
        }),
      };
    },
    th: cell,
    td: cell,
    ol: (_, attributes) => ({
      tagName: 'ol',
      attribs: kept({ start: /^[1-9]\d{0,3}$/.test(attributes.start ?? '') ? attributes.start : undefined }),
    }),
  },
  // A picture from elsewhere is not kept as an empty shell.
  exclusiveFilter: (frame) => frame.tag === 'img' && !frame.attribs.src,
};

const EMPTY = /<(p|figcaption)>(?:\s|<br \/>)*<\/\1>/g;

/**
 * The body as it is kept and shown: headings 2 to 4, lists, tables, links and the site's own pictures; no scripts,
 * styles, classes or foreign pictures. Sanitising twice changes nothing.
 */
export function sanitiseBody(html: string): string {
  // A block around paragraphs became a paragraph around paragraphs; the second reading takes it apart.
  return sanitizeHtml(sanitizeHtml(html, options), options).replace(EMPTY, '').trim();
}
