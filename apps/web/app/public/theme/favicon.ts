import type { LoaderFunctionArgs } from '@remix-run/node';
import { themeColours } from '@zhanqun/templates/theme';
import { xml } from '../xml';
import { publicTheme } from './theme.server';

/** A seal with the first character of the place. */
export function loader({ context }: LoaderFunctionArgs): Response {
  const { site, settings } = publicTheme(context);
  const { brand, onBrand } = themeColours(settings);
  const sign = [...site.shortName][0] ?? '站';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="${brand}"/><text x="32" y="45" font-family="Songti SC,Noto Serif CJK SC,serif" font-size="38" text-anchor="middle" fill="${onBrand}">${xml(sign)}</text></svg>`;
  if (context.recorder) context.recorder.isComplete = true;
  return new Response(svg, {
    headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' },
  });
}
