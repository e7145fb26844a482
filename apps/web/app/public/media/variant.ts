import type { LoaderFunctionArgs } from '@remix-run/node';
import { formatsOf, readVariant, VARIANT_MIME } from '@zhanqun/media/picture-sizes';
import { makeVariants } from '@zhanqun/media/server';
import { fileNotFound, findVisitorsFile, sendBytes } from './visitors-file.server';

/** A picture in one of the sizes that were made of it, where and while the picture itself is public. */
export async function loader({ context, params, request }: LoaderFunctionArgs): Promise<Response> {
  const { app } = context;
  const variant = readVariant(params.variant ?? '');
  const file = variant ? await findVisitorsFile(context, params.id ?? '') : undefined;
  if (!variant || !file?.widths.includes(variant.width) || !formatsOf(file.mime).includes(variant.format)) {
    return fileNotFound();
  }
  const { width, format } = variant;
  const sent = {
    path: app.files.variantPathOf(file.siteId, file.sha256, width, format),
    mime: VARIANT_MIME[format],
    etag: `"${file.sha256.slice(0, 32)}-${width}-${format}"`,
    disposition: 'inline',
  };
  const answer = await sendBytes(request, sent);
  if (answer) return answer;
  // The picture itself is what is kept; a size that got lost is made again.
  await makeVariants(app.files, file).catch((error: unknown) =>
    app.log.error({ err: error, file: file.id, site: file.siteId, requestId: context.requestId }, 'picture not made'),
  );
  return (await sendBytes(request, sent)) ?? fileNotFound();
}
