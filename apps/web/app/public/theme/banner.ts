import type { LoaderFunctionArgs } from '@remix-run/node';
import { duskPalette, landscapeSvg } from '@zhanqun/templates/landscape';
import { publicTheme, sceneOf } from './theme.server';

/** The site's own landscape, drawn from its name, level and theme. */
export function loader({ context }: LoaderFunctionArgs): Response {
  const { site, settings, palette: daylight } = publicTheme(context);
  const palette = settings.headerStyle === 'band' ? duskPalette(settings) : daylight;
  const svg = landscapeSvg({ name: site.name, level: site.level, kind: sceneOf(site), palette, shape: 'banner' });
  if (context.recorder) context.recorder.isComplete = true;
  return new Response(svg, {
    headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' },
  });
}
