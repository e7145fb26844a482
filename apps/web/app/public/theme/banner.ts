import type { LoaderFunctionArgs } from '@remix-run/node';
import { duskPalette, landscapeSvg } from '@zhanqun/templates/landscape';
import { publicTheme, sceneOf } from './theme.server';

/** The site's own landscape, drawn from its name, level and theme. `?shape=card` is the small one for directories. */
export function loader({ context, request }: LoaderFunctionArgs): Response {
  const { site, settings, palette: daylight } = publicTheme(context);
  const shape = new URL(request.url).searchParams.get('shape') === 'card' ? 'card' : 'banner';
  const palette = shape === 'banner' && settings.headerStyle === 'band' ? duskPalette(settings) : daylight;
  const svg = landscapeSvg({ name: site.name, level: site.level, kind: sceneOf(site), palette, shape });
  return new Response(svg, {
    headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' },
  });
}
