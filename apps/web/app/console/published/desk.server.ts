import { can } from '@zhanqun/access';
import { listArticles } from '@zhanqun/articles/server';
import { listColumns } from '@zhanqun/columns/server';
import { formatDateTime } from '@zhanqun/kit';
import { listRenewals, type PageFacts, TAGS } from '@zhanqun/publishing/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { Application } from '../../context.server';
import { publicPaths } from '../../public/paths';
import { readAddress } from './address.server';
import { causeInOtherWords, dependencies } from './describe.server';
import { namesFor } from './names.server';

const MOST_COLUMNS = 12;
const MOST_ITEMS = 8;

export interface Choice {
  label: string;
  /** Within the site. */
  rest: string;
}

const isTop = ({ parentId }: { parentId: string | null }) => parentId === null;

/** Pages of the site to choose from: the entrance, the columns, what was worked on last. */
async function choicesOf(context: SiteContext): Promise<{ title: string; choices: Choice[] }[]> {
  const paths = publicPaths('');
  const shown = (await listColumns(context)).filter((column) => !column.isHidden);
  // Those of the first level first: the menu leads to them.
  const columns = [...shown.filter(isTop), ...shown.filter((column) => !isTop(column))].slice(0, MOST_COLUMNS);
  const { items } = await listArticles(context, { state: 'PUBLISHED' });
  return [
    {
      title: '常用页面',
      choices: [
        { label: '首页', rest: paths.home() },
        { label: '站点地图', rest: paths.sitemap() },
        { label: 'RSS 订阅', rest: '/rss.xml' },
        { label: '搜索引擎地图', rest: '/sitemap.xml' },
      ],
    },
    { title: '栏目', choices: columns.map(({ name, code }) => ({ label: name, rest: paths.column(code) })) },
    {
      title: '最近的内容',
      choices: items.slice(0, MOST_ITEMS).map(({ id, title }) => ({ label: title, rest: paths.article(id) })),
    },
  ].filter(({ choices }) => choices.length > 0);
}

/** Why a page is never kept; undefined for one that is kept once somebody has opened it. */
function neverKept(context: SiteContext, rest: string): string | undefined {
  if (/^\/(search|api|f)(?=\/|$)/.test(rest)) return '搜索、接口和附件的地址每次都现查现答，从不留存。';
  if (context.site.state !== 'ONLINE') return '站点现在没有对外开放，页面不留存。';
  return undefined;
}

async function whatIsKept(context: SiteContext, app: Application, facts: PageFacts) {
  const inMemory = app.pages.find(facts.host, facts.path);
  const names = await namesFor(context, facts.tags);
  return {
    renderedAt: formatDateTime(new Date(facts.renderedAt)),
    holdsUntil: facts.expires === undefined ? undefined : formatDateTime(new Date(facts.expires)),
    sizes: inMemory && {
      plain: inMemory.bodies.identity.bytes.length,
      gzip: inMemory.bodies.gzip.bytes.length,
      brotli: inMemory.bodies.br.bytes.length,
    },
    groups: dependencies(facts.tags, context.site.id, names),
    count: facts.tags.length,
  };
}

async function renewalsOf(context: SiteContext, tags: string[]) {
  const found = await listRenewals(context, { siteId: context.site.id, tags });
  const names = await namesFor(
    context,
    found.filter(({ cause }) => cause === undefined).flatMap((renewal) => renewal.tags),
  );
  return found.map((renewal) => ({
    id: renewal.seq,
    time: formatDateTime(renewal.at),
    dateTime: renewal.at.toISOString(),
    who: names.site(renewal.siteId) ?? '其他站点',
    what: renewal.cause ?? causeInOtherWords(renewal, context.site.id, names),
  }));
}

/** What the desk shows of one address of the site. */
export async function loadPublished(context: SiteContext, app: Application, typed: string) {
  const { site, directory } = context;
  const subtree = directory.subtree(site.id).length;
  const desk = {
    site: { code: site.code, shortName: site.shortName },
    typed,
    choices: await choicesOf(context),
    mayRenew: can(context.actor, 'publishing:renew', site),
    subtree: can(context.actor, 'publishing:tree', site) && subtree > 1 ? subtree : 0,
  };
  const { rest, wrong } = readAddress(directory, site, typed);
  if (rest === undefined) return { ...desk, wrong, page: undefined };
  const { host, base } = directory.placeOf(site);
  const facts = await app.pages.factsOf({ host, path: base + rest });
  // Of a page that is not kept nobody knows what it would show; its site and its address it would.
  const tags = facts?.tags ?? [TAGS.site(site.id), TAGS.page(site.id, rest)];
  return {
    ...desk,
    wrong: undefined,
    page: {
      rest,
      url: directory.urlOf(site, rest),
      never: neverKept(context, rest),
      kept: facts && (await whatIsKept(context, app, facts)),
      renewals: await renewalsOf(context, tags),
    },
  };
}
