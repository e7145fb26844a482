import { fileIdOf } from '@zhanqun/articles/body';
import { consolePath } from '../paths';

/** Pictures of a saved text at the desk's own addresses. */
function withDeskFiles(html: string, siteCode: string): string {
  return html.replace(/ src="([^"]*)"/g, (whole, address: string) => {
    const id = fileIdOf(address);
    return id ? ` src="${consolePath.file(siteCode, id)}"` : whole;
  });
}

/** A saved text as it reads. The markup was sanitised when it was saved and is never taken from a request. */
export function DeskProse({ html, siteCode }: { html: string; siteCode: string }) {
  return (
    <div className="zc-prose zc-card p-4 sm:p-5" dangerouslySetInnerHTML={{ __html: withDeskFiles(html, siteCode) }} />
  );
}
