import type { AppLoadContext } from '@remix-run/node';
import { type LandscapePalette, landscapePalette } from '@zhanqun/templates/landscape';
import { type ThemeSettings, themeSettings } from '@zhanqun/templates/schema';
import type { SiteRecord } from '@zhanqun/tenancy/server';
import { visitOf } from '../page.server';

export interface PublicTheme {
  site: SiteRecord;
  settings: ThemeSettings;
  palette: LandscapePalette;
}

/** The look of the visited site. A site that is not online has one too: its notice page is drawn with it. */
export function publicTheme(context: AppLoadContext): PublicTheme {
  const { site } = visitOf(context);
  const settings = themeSettings.parse(site.theme);
  return { site, settings, palette: landscapePalette(settings) };
}

/** Which of the five scenes a site is drawn as. */
export function sceneOf(site: SiteRecord): string {
  if (site.kind === 'DEPARTMENT' || site.kind === 'ZONE') return site.kind;
  return site.level === 'CITY' ? 'PORTAL' : site.level;
}
