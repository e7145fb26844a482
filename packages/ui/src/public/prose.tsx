/** Wide tables scroll by themselves, by keyboard too, so that the page never does. */
function scrollTables(html: string): string {
  return html
    .replace(/<table\b/g, '<div class="table-scroll" role="region" aria-label="表格" tabindex="0"><table')
    .replace(/<\/table>/g, '</table></div>');
}

/** Text written in the editor. The markup was sanitised when it was saved and is never taken from a request. */
export function Prose({ html, indent = false, main = false }: { html: string; indent?: boolean; main?: boolean }) {
  return (
    <div
      className={indent ? 'prose prose-indent' : 'prose'}
      data-reading-body={main ? '' : undefined}
      dangerouslySetInnerHTML={{ __html: scrollTables(html) }}
    />
  );
}
