import { storeFile } from '@zhanqun/media/server';
import { type SiteArgs, siteUpload } from '../guard.server';
import { plainly } from '../plain-action.server';
import { chosenFile } from './chosen-file';

/** The body is the file itself; its name stands in the address. */
async function upload({ context, app, request, bytes }: SiteArgs & { bytes: AsyncIterable<Uint8Array> }) {
  const params = new URL(request.url).searchParams;
  const input = { name: params.get('name') ?? '', folderId: params.get('folder') || null };
  return Response.json(chosenFile(await storeFile(context, input, bytes, app.files)), { status: 201 });
}

export const action = plainly(siteUpload({ 'article:write': upload }));
