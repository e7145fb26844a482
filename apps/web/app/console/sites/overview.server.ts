import { can } from '@zhanqun/access';
import { countArticlesByState } from '@zhanqun/articles/server';
import { countColumnDuties, listColumns } from '@zhanqun/columns/server';
import { formatDateTime } from '@zhanqun/kit';
import { FACTS_NEEDED_ONLINE, missingFacts } from '@zhanqun/sites/schema';
import { getSiteForDesk, listSiteAdministrators, type SiteForDesk } from '@zhanqun/sites/server';
import { makePreviewToken, PREVIEW_MINUTES } from '../../../server/preview-link.server';
import type { SiteArgs } from '../guard.server';
import { hintOf } from '../site-names.server';

/** What stands between a new site and its opening; `isDone` steps stay in sight. */
export interface OpeningStep {
  key: 'administrator' | 'facts' | 'content' | 'preview' | 'online';
  isDone: boolean;
  /** What is still missing, in words. */
  note?: string;
  mayDo: boolean;
}

function openingSteps(
  { context }: SiteArgs,
  site: SiteForDesk,
  facts: { ownAdministrators: number; articles: number },
): OpeningStep[] {
  const may = (permission: Parameters<typeof can>[1]) => can(context.actor, permission, context.site);
  const empty = missingFacts({ ...site, isDemonstration: false }).map((fact) => FACTS_NEEDED_ONLINE[fact]);
  const mayWait = site.isDemonstration ? '演示站点可以先不填，页脚写“待办理”。' : '';
  return [
    { key: 'administrator', isDone: facts.ownAdministrators > 0, mayDo: may('account:manage') },
    {
      key: 'facts',
      isDone: empty.length === 0,
      mayDo: may('site:edit'),
      ...(empty.length > 0 ? { note: mayWait || `还缺：${empty.join('、')}。` } : {}),
    },
    { key: 'content', isDone: facts.articles > 0, mayDo: may('article:write') },
    { key: 'preview', isDone: false, mayDo: true },
    { key: 'online', isDone: false, mayDo: may('site:transition') && missingFacts(site).length === 0 },
  ];
}

export async function overviewData(args: SiteArgs) {
  const { context, app } = args;
  const { actor, directory } = context;
  const site = await getSiteForDesk(context);
  const counts = await countArticlesByState(context);
  const columns = await listColumns(context);
  const administrators = can(actor, 'account:view', context.site)
    ? await listSiteAdministrators(context, context.site.id)
    : undefined;
  const isPreparing = site.state === 'PREPARING';
  const ownAdministrators = administrators?.filter((one) => !one.isInherited).length ?? 0;
  const token = isPreparing && makePreviewToken(app.deployment.settings.secretKey, { siteId: site.id }, context.now);
  return {
    site,
    hint: hintOf(directory, context.site),
    parent: site.level === 'CITY' ? undefined : parentOf(context),
    changedAt: formatDateTime(site.stateChangedAt),
    createdAt: formatDateTime(site.createdAt),
    counts: { draft: counts.DRAFT, published: counts.PUBLISHED, withdrawn: counts.WITHDRAWN, columns: columns.length },
    // Before the opening all columns are empty, and the steps say what to do.
    duties: site.state === 'ONLINE' ? await countColumnDuties(context) : undefined,
    administrators,
    children: directory.children(site.id).length,
    steps: isPreparing
      ? openingSteps(args, site, { ownAdministrators, articles: counts.DRAFT + counts.PUBLISHED })
      : undefined,
    preview: token ? { url: directory.urlOf(context.site, `/preview/${token}/`), minutes: PREVIEW_MINUTES } : undefined,
    may: {
      edit: can(actor, 'site:edit', context.site),
      address: can(actor, 'site:address', context.site),
      transition: can(actor, 'site:transition', context.site),
      theme: can(actor, 'site:theme', context.site),
      columns: can(actor, 'column:edit', context.site),
    },
  };
}

function parentOf({ site, directory, actor }: SiteArgs['context']): { name: string; code?: string } | undefined {
  const parent = site.parentId ? directory.find(site.parentId) : undefined;
  if (!parent) return undefined;
  return can(actor, 'site:view', parent) ? { name: parent.name, code: parent.code } : { name: parent.name };
}
