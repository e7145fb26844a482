import { can, reachOf } from '@zhanqun/access';
import { countArticlesByState } from '@zhanqun/articles/server';
import { listAuditLinesAcrossSites } from '@zhanqun/audit/server';
import { formatDateTime } from '@zhanqun/kit';
import { SITE_STATES, type SiteState } from '@zhanqun/sites/schema';
import { atSite, type Context, type SiteRecord } from '@zhanqun/tenancy/server';
import type { SelfArgs } from '../guard.server';
import { enterableSites, hintOf } from '../site-names.server';

/** Of more sites than this a person sees counts and the register instead of a card each. */
const CARDS = 6;
const LOG_LINES = 8;

export interface SiteCard {
  code: string;
  name: string;
  hint: string;
  state: SiteState;
  url: string;
  mayWrite: boolean;
  /** Absent for those who only read. */
  articles?: { draft: number; published: number; withdrawn: number };
}

async function cardOf(context: Context, site: SiteRecord): Promise<SiteCard> {
  const mayWrite = can(context.actor, 'article:write', site);
  const counts = mayWrite ? await countArticlesByState(atSite(context, site)) : undefined;
  return {
    code: site.code,
    name: site.name,
    hint: hintOf(context.directory, site),
    state: site.state,
    url: context.directory.urlOf(site),
    mayWrite,
    ...(counts ? { articles: { draft: counts.DRAFT, published: counts.PUBLISHED, withdrawn: counts.WITHDRAWN } } : {}),
  };
}

async function newestLines(context: Context) {
  const reach = reachOf(context.actor, 'audit:view', context.directory.root()?.id ?? '');
  if (reach.roots.length + reach.sites.length === 0) return undefined;
  const { items } = await listAuditLinesAcrossSites(context, reach, {});
  return items.slice(0, LOG_LINES).map((line) => ({
    id: line.id,
    at: line.at,
    time: formatDateTime(line.at),
    actorName: line.actorName,
    summary: line.summary,
    siteName: context.directory.find(line.siteId)?.shortName ?? '',
  }));
}

/** Own site first, then what was granted directly, in the order of the tree. */
function nearest(context: Context, sites: SiteRecord[]): SiteRecord[] {
  const granted = new Set(context.actor.grants.map((grant) => grant.siteId));
  const rank = (site: SiteRecord) => (site.id === context.actor.homeSiteId ? 0 : granted.has(site.id) ? 1 : 2);
  return [...sites].sort((a, b) => rank(a) - rank(b));
}

export async function homeData({ context, app }: SelfArgs) {
  const sites = enterableSites(context);
  const isWide = sites.length > CARDS;
  const chosen = nearest(context, sites).slice(0, isWide ? 1 : CARDS);
  const cards: SiteCard[] = [];
  for (const site of chosen) cards.push(await cardOf(context, site));
  const root = context.directory.root();
  const isOffice = root !== undefined && can(context.actor, 'site:create', root);
  return {
    name: context.actor.name,
    cards,
    total: sites.length,
    byState: isWide
      ? SITE_STATES.map((state) => ({ state, count: sites.filter((site) => site.state === state).length }))
      : undefined,
    mayOpenSites: isOffice,
    isEmbedded: isOffice && app.deployment.db.kind === 'embedded',
    lines: await newestLines(context),
  };
}
