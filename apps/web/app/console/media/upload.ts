import { storeFile } from '@zhanqun/media/server';
import { type SiteArgs, siteUpload } from '../guard.server';
import { plainly } from '../plain-action.server';

/** What the editor needs of a file that was just kept. `href` is its address in a text. */
export interface UploadedFile {
  id: string;
  name: string;
  size: number;
  mime: string;
  href: string;
}

/** The body is the file itself; its name stands in the address. */
async function upload({ context, app, request, bytes }: SiteArgs & { bytes: AsyncIterable<Uint8Array> }) {
  const given = new URL(request.url).searchParams.get('name') ?? '';
  const { id, name, size, mime } = await storeFile(context, { name: given }, bytes, app.files);
  const answer: UploadedFile = { id, name, size, mime, href: `/f/${id}/${name}` };
  return Response.json(answer, { status: 201 });
}

export const action = plainly(siteUpload({ 'article:write': upload }));
