import { replaceFile } from '@zhanqun/media/server';
import { type SiteArgs, siteUpload } from '../guard.server';
import { plainly } from '../plain-action.server';
import { chosenFile } from './chosen-file';

/** The body is the file that takes the other one's place. */
async function replace({ context, app, params, request, bytes }: SiteArgs & { bytes: AsyncIterable<Uint8Array> }) {
  const asked = new URL(request.url).searchParams;
  const input = {
    fileId: params.file ?? '',
    version: Number(asked.get('version')),
    name: asked.get('name') ?? '',
  };
  return Response.json(chosenFile(await replaceFile(context, input, bytes, app.files)));
}

export const action = plainly(siteUpload({ 'article:write': replace }));
