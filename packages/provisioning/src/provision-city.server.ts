import { createAccountsInBulk } from '@zhanqun/accounts/server';
import { type NewPublished, prepareRevision, writeArticles } from '@zhanqun/articles/server';
import { hashPassword } from '@zhanqun/auth/server';
import { analyse } from '@zhanqun/db';
import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { DomainError } from '@zhanqun/kit';
import { type BulkSite, createSitesInBulk } from '@zhanqun/sites/server';
import { BUILT_IN_BLUEPRINTS, flattenColumns } from '@zhanqun/templates/blueprints';
import { seedLibrary } from '@zhanqun/templates/server';
import { withPlatform } from '@zhanqun/tenancy/server';
import { type CityPlan, type PlannedSite, planCity } from './city-plan';
import {
  type DemoArticle,
  type DemoColumn,
  demonstrationArticles,
  demonstrationContacts,
  demonstrationPeople,
  demonstrationTheme,
} from './demonstration';

/** The password of every demonstration account; such accounts are refused in production. */
export const DEMONSTRATION_PASSWORD = 'Zhanqun-2026';

export interface ProvisionProgress {
  done: number;
  total: number;
  name: string;
}

export interface ProvisionReport {
  cityName: string;
  sites: number;
  created: number;
  accounts: number;
}

/** More than 30,000 articles for a city of 370 sites; a portal has many columns to fill. */
const ARTICLES = { CITY: 220, COUNTY: 220, TOWN: 75 };
/** Items of the first news column: a list of three pages on every site. */
const LONG_LIST = 45;

const COLUMNS = new Map(
  BUILT_IN_BLUEPRINTS.map((blueprint) => [blueprint.code as string, flattenColumns(blueprint.content.columns)]),
);

/** How a planned demonstration site is asked for. */
export function wishFor(site: PlannedSite, plan: CityPlan): BulkSite {
  const contacts = demonstrationContacts(site, plan);
  return {
    code: site.code,
    parentCode: site.parentCode,
    name: site.name,
    shortName: site.shortName,
    label: site.label,
    divisionCode: site.divisionCode,
    level: site.level,
    kind: site.kind,
    blueprintCode: site.blueprintCode,
    themeCode: demonstrationTheme(site),
    primaryAddress: site.address,
    ownDomain: site.ownDomainAlias,
    isDemonstration: true,
    facts: {
      sponsor: site.name,
      contactAddress: contacts.address,
      contactPhone: contacts.phone,
      officeHours: contacts.officeHours,
    },
    state: 'ONLINE',
  };
}

/** A demonstration site's articles, composed and checked before its transaction is opened. */
function articlesFor(site: PlannedSite, plan: CityPlan, now: Date): (columnIds: Map<string, string>) => NewPublished[] {
  const articles = demonstrationArticles(site, columnsOf(site), plan, {
    now,
    perSite: site.kind === 'DEPARTMENT' || site.kind === 'ZONE' ? ARTICLES.TOWN : ARTICLES[site.level],
    longList: LONG_LIST,
  });
  return prepareArticles(site, articles);
}

export function columnsOf(site: PlannedSite): DemoColumn[] {
  return COLUMNS.get(site.blueprintCode) ?? [];
}

/** Composed texts as rows to be; what it returns finds their columns among those of the written site. */
export function prepareArticles(
  site: PlannedSite,
  articles: DemoArticle[],
): (columnIds: Map<string, string>) => NewPublished[] {
  const prepared = articles.map((article) => ({
    columnCode: article.columnCode,
    firstPublishedAt: article.publishedAt,
    prepared: prepareRevision(site, {
      title: article.title,
      summary: article.summary,
      body: article.bodyHtml,
      source: article.source.slice(0, 60),
      author: article.author,
      keywords: '',
      attachments: [],
    }),
  }));
  return (columnIds) =>
    prepared.flatMap(({ columnCode, ...item }) => {
      const columnId = columnIds.get(columnCode);
      return columnId ? [{ columnId, ...item }] : [];
    });
}

/** Demonstrations are for trials, and the portal must be the one of this plan. Throws FORBIDDEN or CONFLICT. */
export function demandOwnTrial({ settings, directory }: Deployment, rootCode: string | undefined): void {
  if (settings.isProduction) {
    throw new DomainError('FORBIDDEN', '生产环境不写入演示数据。请用 pnpm zhanqun init 建立门户和第一个管理员。');
  }
  const root = directory.root();
  if (root && root.code !== rootCode) {
    throw new DomainError('CONFLICT', `这里已经是“${root.name}”的站群，一个部署只服务一个站群。请换一个数据文件夹。`);
  }
}

/**
 * Makes the whole site group of a city as a demonstration: sites with columns, articles and people. A second run
 * changes nothing, and a run that was cut off is taken up where it was: each site is there whole or not at all.
 */
export async function provisionCity(
  deployment: Deployment,
  cityCode: string,
  onProgress: (progress: ProvisionProgress) => void,
): Promise<ProvisionReport> {
  const plan = planCity(cityCode);
  demandOwnTrial(deployment, plan.sites[0]?.code);
  const context = operatorContext(deployment);
  await seedLibrary(context);
  const planned = new Map(plan.sites.map((site) => [site.code, site]));
  let done = 0;
  const { created } = await createSitesInBulk(
    context,
    plan.sites.map((site) => wishFor(site, plan)),
    {
      content: (wish) => {
        const site = planned.get(wish.code) as PlannedSite;
        const articlesOf = articlesFor(site, plan, context.now);
        return async (tx, record, written) => {
          await writeArticles(tx, { ...context, site: record }, articlesOf(written.columnIds));
        };
      },
      onSite: ({ site }) => {
        done += 1;
        onProgress({ done, total: plan.sites.length, name: site.name });
      },
    },
  );
  const accounts = await createPeople(deployment, plan.sites);
  if (created > 0) await analyse(deployment.db);
  return { cityName: plan.cityName, sites: plan.sites.length, created, accounts };
}

/** The accounts of these sites, which are there. */
export async function createPeople(deployment: Deployment, sites: PlannedSite[]): Promise<number> {
  const context = operatorContext(deployment);
  const { directory } = deployment;
  // All share one password, so one hash: hashing it for each would take minutes and protect nothing.
  const passwordHash = await hashPassword(DEMONSTRATION_PASSWORD);
  const people = sites.flatMap((site) => {
    const home = directory.findByCode(site.code);
    return home
      ? demonstrationPeople(site).map(({ username, displayName, role, subtree }) => ({
          username,
          displayName,
          unit: site.name,
          homeSiteId: home.id,
          grants: [{ siteId: home.id, role, subtree }],
        }))
      : [];
  });
  const { created } = await createAccountsInBulk(context, people, {
    passwordHash,
    passwordState: 'CHOSEN',
    isDemonstration: true,
  });
  return created;
}

/** True when this deployment holds demonstration accounts. */
export async function hasDemonstrationAccounts(deployment: Deployment): Promise<boolean> {
  const found = await withPlatform({ db: deployment.db }, (tx) =>
    tx.account.findFirst({ where: { isDemonstration: true }, select: { id: true } }),
  );
  return found !== null;
}
