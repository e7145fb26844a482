/** Elements that stand by themselves and need no paragraph around them. */
const BLOCK =
  /^<\/?(?:address|article|aside|blockquote|caption|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|script|section|style|table|tbody|td|tfoot|th|thead|tr|ul|video)\b/i;

export interface GalleryPicture {
  url: string;
  title: string;
}

export interface WordPressBody {
  html: string;
  /** Short codes that no reader but their own plug-in understands. */
  unknownCodes: string[];
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))/g)].map(
      ([, name = '', a, b, c]) => [name.toLowerCase(), a ?? b ?? c ?? ''] as const,
    ),
  );
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const picture = ({ url, title }: GalleryPicture) =>
  `<figure><img src="${escaped(url)}" alt="${escaped(title)}"></figure>`;

/** Lines of text become paragraphs; blocks of markup stay as they are. */
function withParagraphs(text: string): string {
  const kept: string[] = [];
  // What stands in `pre` keeps its lines.
  const safe = text.replace(/<pre\b[\s\S]*?<\/pre>/gi, (block) => `\n\n<pre data-kept="${kept.push(block) - 1}">\n\n`);
  const html = safe
    // A line of text under a block begins a paragraph of its own.
    .replace(/(<\/(?:h[1-6]|ul|ol|table|blockquote|figure|div|p)>)\s*\n(?=[^\s<])/gi, '$1\n\n')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => (BLOCK.test(part) ? part : `<p>${part.replace(/\s*\n\s*/g, '<br>')}</p>`))
    .join('\n');
  return html.replace(/<pre data-kept="(\d+)">/g, (_, index: string) => kept[Number(index)] ?? '');
}

/**
 * The body of a WordPress entry as markup: its short codes for captions and galleries as figures, the marks of its block
 * editor dropped, and lines of text as the paragraphs that WordPress shows.
 */
export function readWordPressBody(
  content: string,
  gallery: { byId(id: string): GalleryPicture | undefined; ofEntry: GalleryPicture[] },
): WordPressBody {
  const unknown = new Set<string>();
  const text = content
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\[caption\b[^\]]*\]([\s\S]*?)\[\/caption\]/gi, (_, inside: string) => {
      const [image = ''] = /(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?/i.exec(inside) ?? [];
      const words = inside.replace(image, '').trim();
      return `\n\n<figure>${image}${words ? `<figcaption>${words}</figcaption>` : ''}</figure>\n\n`;
    })
    .replace(/\[gallery\b([^\]]*)\]/gi, (_, inside: string) => {
      const { ids } = attributesOf(inside);
      const pictures = ids ? ids.split(',').flatMap((one) => gallery.byId(one.trim()) ?? []) : gallery.ofEntry;
      return `\n\n${pictures.map(picture).join('')}\n\n`;
    })
    .replace(/\[(audio|video|playlist|embed)\b([^\]]*)\](?:([^[]*)\[\/\1\])?/gi, (_, name: string, inside, url) => {
      const { src, mp3, mp4 } = attributesOf(String(inside));
      const href = src ?? mp3 ?? mp4 ?? String(url ?? '').trim();
      unknown.add(name.toLowerCase());
      return href ? `\n\n<p><a href="${escaped(href)}">${escaped(href)}</a></p>\n\n` : '';
    })
    // Words in brackets are words: only what looks like a code goes, its inside stays.
    .replace(/\[\/?([a-z][a-z0-9_-]{2,40})(?:\s+[\w-]+\s*=[^\]]*)?\/?\]/g, (_, name: string) => {
      unknown.add(name);
      return '';
    });
  return { html: withParagraphs(text), unknownCodes: [...unknown] };
}
