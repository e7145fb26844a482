import { MOST_UNREAD_COUNTED } from '@zhanqun/notices/schema';
import { countUnreadNotices } from '@zhanqun/notices/server';
import type { ConsoleShellProps, PaletteItem } from '@zhanqun/ui/console';
import type { SelfArgs } from './guard.server';
import { navigationOf, roleLabelOf } from './navigation.server';
import { CARRIED_SITES, enterableSites, hintOf, paletteItemOf } from './site-names.server';

export const PLAIN_TRIAL_WARNING = {
  id: 'plain-trial',
  text: '现在是明文 http 试用：密码和内容在网络上不加密。请只用于试用，正式使用前先配置 https。',
};

export type ShellData = Pick<ConsoleShellProps, 'actor' | 'here' | 'nav' | 'warnings'> & {
  current: { name: string; hint?: string };
  sites: PaletteItem[];
  /** There are more sites than the page carries: typing asks the server. */
  hasMore: boolean;
  unread: string;
};

/** The frame of one page: beside the number of unread notices nothing here asks the database. */
export async function shellData({ context, params, app }: SelfArgs): Promise<ShellData> {
  const { actor, directory } = context;
  const sites = enterableSites(context);
  const site = params.site ? sites.find(({ code }) => code === params.site) : sites.length === 1 ? sites[0] : undefined;
  const home = directory.find(actor.homeSiteId);
  const unread = await countUnreadNotices(context);
  return {
    actor: { name: actor.name, unit: home?.shortName, role: roleLabelOf(actor) },
    here: site ? { name: site.name, publicHref: publicHref(directory, site) } : { name: '站群管理平台' },
    nav: navigationOf(context, site),
    warnings: app.isPlainTrial ? [PLAIN_TRIAL_WARNING] : [],
    current: site
      ? { name: site.name, hint: hintOf(directory, site) }
      : { name: '全部站点', hint: `可进入 ${sites.length} 个站点` },
    sites: sites.slice(0, CARRIED_SITES).map((one) => paletteItemOf(directory, one, sites.length <= CARRIED_SITES)),
    hasMore: sites.length > CARRIED_SITES,
    unread: unread < MOST_UNREAD_COUNTED ? String(unread) : `${MOST_UNREAD_COUNTED - 1}+`,
  };
}

/** Visitors see nothing of a site in preparation, so there is nothing to open. */
function publicHref(
  directory: SelfArgs['context']['directory'],
  site: Parameters<typeof directory.urlOf>[0],
): string | undefined {
  return site.state === 'PREPARING' ? undefined : directory.urlOf(site);
}
