import type { LoaderFunctionArgs } from '@remix-run/node';
import { shownPicture } from '@zhanqun/media/server';
import { fileNotFound, findVisitorsFile, sendBytes } from './visitors-file.server';

/** Shown in the page; everything else is offered for download. */
const SHOWN = /^(image\/(jpeg|png|webp|gif)|application\/pdf|audio\/mpeg|video\/mp4)$/;

/** A file under its own address and this site's own host. Of a picture nothing goes out that its camera wrote into it. */
export async function loader({ context, params, request }: LoaderFunctionArgs): Promise<Response> {
  const { app } = context;
  const file = await findVisitorsFile(context, params.id ?? '');
  if (!file) return fileNotFound();
  const picture = await shownPicture(app.files, file).catch((error: unknown) => {
    app.log.error({ err: error, file: file.id, site: file.siteId, requestId: context.requestId }, 'picture not made');
    return fileNotFound();
  });
  if (picture instanceof Response) return picture;
  const answer = await sendBytes(request, {
    path: picture ?? app.files.pathOf(file.siteId, file.sha256),
    mime: file.mime,
    etag: `"${file.sha256.slice(0, 32)}${picture ? '-w' : ''}"`,
    disposition: `${SHOWN.test(file.mime) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
  if (answer) return answer;
  app.log.error({ file: file.id, site: file.siteId, requestId: context.requestId }, 'stored file is missing');
  return fileNotFound();
}
