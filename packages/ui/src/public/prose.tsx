/** Wide tables scroll by themselves, by keyboard too, so that the page never does. */
function scrollTables(html: string): string {
  return html
    .replace(/<table\b/g, '<div class="table-scroll" role="region" aria-label="表格" tabindex="0"><table')
    .replace(/<\/table>/g, '</table></div>');
}

/** Several pictures under one caption are a strip to scroll along, by keyboard too. */
function stripGalleries(html: string): string {
  return html.replace(/<figure>((?:\s*<img\b[^>]*>){2,})/g, (_, pictures: string) => {
    const count = pictures.split('<img').length - 1;
    const strip = `<div class="strip-pictures" role="region" aria-label="图集，共 ${count} 张" tabindex="0">`;
    return `<figure class="strip">${strip}${pictures}</div>`;
  });
}

/** Numbers of notes lead to their notes at the foot of the text, and back. */
function linkNotes(html: string): string {
  const notes = new Set([...html.matchAll(/<p><sup>\[(\d{1,3})\]<\/sup>/g)].map(([, number]) => number));
  const referred = new Set<string>();
  return html.replace(/(<p>)?<sup>\[(\d{1,3})\]<\/sup>/g, (whole, begins: string | undefined, number: string) => {
    if (!notes.has(number)) return whole;
    if (begins) {
      return `<p id="note-${number}" class="note"><sup><a href="#ref-${number}" aria-label="回到正文第 ${number} 处">[${number}]</a></sup>`;
    }
    const id = referred.has(number) ? '' : ` id="ref-${number}"`;
    referred.add(number);
    return `<sup><a href="#note-${number}"${id} aria-label="脚注 ${number}">[${number}]</a></sup>`;
  });
}

/** Text written in the editor. The markup was sanitised when it was saved and is never taken from a request. */
export function Prose({ html, indent = false, main = false }: { html: string; indent?: boolean; main?: boolean }) {
  return (
    <div
      className={indent ? 'prose prose-indent' : 'prose'}
      data-reading-body={main ? '' : undefined}
      dangerouslySetInnerHTML={{ __html: linkNotes(stripGalleries(scrollTables(html))) }}
    />
  );
}
