import { MAX_UPLOAD_BYTES } from '@zhanqun/imports/schema';
import { beginImport, ImportSources } from '@zhanqun/imports/server';
import { type SiteArgs, siteUpload } from '../guard.server';
import { consolePath } from '../paths';
import { plainly } from '../plain-action.server';

/** The body is the file of the old site itself; its name stands in the address. `href` is where to go on. */
async function upload({ context, app, request, bytes }: SiteArgs & { bytes: AsyncIterable<Uint8Array> }) {
  const name = new URL(request.url).searchParams.get('name') ?? '';
  const sources = new ImportSources(app.deployment.settings.dataDir);
  const { importId } = await beginImport(context, { name }, bytes, { sources, maxBytes: MAX_UPLOAD_BYTES });
  const href = consolePath.import(context.site.code, importId);
  return Response.json({ id: importId, href }, { status: 201 });
}

export const action = plainly(siteUpload({ 'import:run': upload }));
