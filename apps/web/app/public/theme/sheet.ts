import type { LoaderFunctionArgs } from '@remix-run/node';
import { themeCss } from '@zhanqun/templates/theme';
import { publicTheme } from './theme.server';

/** The theme's style sheet, addressed by its hash: the current one never changes under its address. */
export function loader({ context, params }: LoaderFunctionArgs): Response {
  const { site, settings } = publicTheme(context);
  const isCurrent = params.file === `${site.themeHash}.css`;
  if (isCurrent && context.recorder) context.recorder.isComplete = true;
  return new Response(themeCss(settings), {
    headers: {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  });
}
