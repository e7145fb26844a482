import type { LoaderFunctionArgs } from '@remix-run/node';
import { isId } from '@zhanqun/kit';
import { bandSvg, placeholderSvg } from '@zhanqun/templates/landscape';
import { publicTheme, sceneOf } from './theme.server';

/** A view of the site's country: for an item that has no photograph by its id, for a picture band as `band`. */
export function loader({ context, params }: LoaderFunctionArgs): Response {
  const { site, palette } = publicTheme(context);
  const seed = /^([0-9a-z]+)\.svg$/.exec(params.file ?? '')?.[1] ?? '';
  if (seed !== 'band' && !isId(seed)) return new Response('没有找到这个文件。', { status: 404 });
  const svg =
    seed === 'band'
      ? bandSvg({ name: site.name, kind: sceneOf(site), palette })
      : placeholderSvg({ seed, siteName: site.name, palette });
  return new Response(svg, {
    headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' },
  });
}
