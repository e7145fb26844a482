import type { LoaderFunctionArgs } from '@remix-run/node';
import { isId } from '@zhanqun/kit';
import { placeholderSvg } from '@zhanqun/templates/landscape';
import { publicTheme } from './theme.server';

/** A view of the site's country for an item that has no photograph. */
export function loader({ context, params }: LoaderFunctionArgs): Response {
  const { site, palette } = publicTheme(context);
  const seed = /^([0-9a-z]+)\.svg$/.exec(params.file ?? '')?.[1] ?? '';
  if (!isId(seed)) return new Response('没有找到这个文件。', { status: 404 });
  return new Response(placeholderSvg({ seed, siteName: site.name, palette }), {
    headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' },
  });
}
