import { BUILT_IN_BLUEPRINTS, flattenColumns } from '@zhanqun/templates/blueprints';
import { findBuiltInTheme } from '@zhanqun/templates/theme';
import { describe, expect, it } from 'vitest';
import { type PlannedSite, planCity } from '../city-plan';
import {
  type DemoArticle,
  type DemoColumn,
  demonstrationArticles,
  demonstrationContacts,
  demonstrationPeople,
  demonstrationTheme,
} from './index';

const now = new Date('2026-11-22T06:30:00Z');
const DAY = 86_400_000;
const plan = planCity('3607');
const columnsOf = new Map<string, DemoColumn[]>(
  BUILT_IN_BLUEPRINTS.map(({ code, content }) => [code, flattenColumns(content.columns)]),
);

function articlesOf(site: PlannedSite, options: { perSite?: number; longList?: number } = {}): DemoArticle[] {
  return demonstrationArticles(site, columnsOf.get(site.blueprintCode) ?? [], plan, { now, ...options });
}
function siteOf(code: string): PlannedSite {
  const site = plan.sites.find((each) => each.code === code);
  if (!site) throw new Error(`no site ${code}`);
  return site;
}

const started = performance.now();
const everything = plan.sites.map((site) => ({ site, articles: articlesOf(site) }));
const took = performance.now() - started;
const all = everything.flatMap(({ articles }) => articles);

describe('the demonstration content of Ganzhou', () => {
  it('has more than ten thousand articles and is written quickly', () => {
    expect(all.length).toBeGreaterThan(10_000);
    expect(took).toBeLessThan(8_000);
  });

  it('leaves no column empty and keeps pages single', () => {
    for (const { site, articles } of everything) {
      for (const column of columnsOf.get(site.blueprintCode) ?? []) {
        const count = articles.filter((article) => article.columnCode === column.code).length;
        if (column.kind === 'GROUP') expect(count).toBe(0);
        else if (column.kind === 'PAGE') expect(count).toBe(1);
        else if (column.kind === 'NEWS') expect(count).toBeGreaterThanOrEqual(3);
        else expect(count).toBeGreaterThanOrEqual(1);
      }
    }
  });

  it('gives titles of 12 to 38 characters, each once on its site', () => {
    const wrong = all.filter(({ title }) => title.length < 12 || title.length > 38).map(({ title }) => title);
    expect(wrong).toEqual([]);
    for (const { articles } of everything) expect(new Set(articles.map((a) => a.title)).size).toBe(articles.length);
  });

  it('publishes within the last twelve months, never in the future, news within days', () => {
    const times = all.map((article) => article.publishedAt.getTime());
    expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime());
    expect(Math.min(...times)).toBeGreaterThan(now.getTime() - 366 * DAY);
    for (const { site, articles } of everything) {
      for (const column of columnsOf.get(site.blueprintCode) ?? []) {
        if (column.kind !== 'NEWS') continue;
        const newest = Math.max(
          ...articles.filter((a) => a.columnCode === column.code).map((a) => a.publishedAt.getTime()),
        );
        expect(newest).toBeGreaterThan(now.getTime() - 5 * DAY);
      }
    }
  });

  it('is plain text in a few harmless elements, without open marks or exclamation marks', () => {
    const allowed = /<\/?(?:p|h2|ul|li|table|thead|tbody|tr|th|td)>/g;
    for (const article of all) {
      expect(article.bodyHtml.replace(allowed, '')).not.toMatch(/[<>{}！!]|undefined|NaN/);
      expect(`${article.title}${article.summary}${article.source}${article.author}`).not.toMatch(
        /[<>{}！!&]|undefined/,
      );
      expect(article.summary.length).toBeGreaterThan(5);
    }
  });

  it('names no person except ones who are plainly nobody', () => {
    const leaders = all.filter((article) => article.columnCode === 'lingdao');
    expect(leaders).toHaveLength(plan.sites.length);
    for (const { bodyHtml } of leaders) expect(bodyHtml).toMatch(/<td>.某某<\/td>/);
  });

  it('is the same each time', () => {
    const site = siteOf('zhanggong-shashi');
    expect(articlesOf(site)).toEqual(articlesOf(site));
  });

  it('differs between towns', () => {
    const one = new Set(articlesOf(siteOf('zhanggong-shashi')).map((article) => article.title));
    const other = articlesOf(siteOf('zhanggong-shuidong')).map((article) => article.title);
    expect(other.filter((title) => one.has(title)).length).toBeLessThan(6);
  });

  it('can fill a list of several pages and a site of eighty articles', () => {
    const articles = articlesOf(siteOf('zhanggong-shashi'), { perSite: 80, longList: 45 });
    expect(articles.length).toBeGreaterThanOrEqual(80);
    expect(articles.filter((article) => article.columnCode === 'xinwen')).toHaveLength(45);
    expect(articles.filter((article) => article.title.includes('期）'))).toEqual([]);
  });

  it('copes with columns that no built-in blueprint has', () => {
    const columns: DemoColumn[] = (['NEWS', 'NOTICE', 'POLICY', 'LIST', 'PAGE'] as const).map((kind) => ({
      code: `zidingyi-${kind.toLowerCase()}`,
      name: '自定栏目',
      kind,
    }));
    const articles = demonstrationArticles(siteOf('zhanggong-shashi'), columns, plan, { now });
    expect(new Set(articles.map((article) => article.columnCode)).size).toBe(5);
  });
});

describe('sites of other cities', () => {
  it.each(['50', '4419', '1522', '6531'])('can be filled as well (%s)', (code) => {
    const other = planCity(code);
    for (const site of other.sites.slice(0, 120)) {
      const columns = columnsOf.get(site.blueprintCode) ?? [];
      expect(demonstrationArticles(site, columns, other, { now }).length).toBeGreaterThan(20);
    }
  });
});

describe('contacts, people and themes', () => {
  it('gives telephone numbers that cannot be dialled', () => {
    for (const site of plan.sites) {
      const contacts = demonstrationContacts(site, plan);
      expect(contacts.phone).toMatch(/^0797-00\d{5}$/);
      expect(contacts.address).toContain('（演示地址）');
    }
    expect(demonstrationContacts(siteOf('zhanggong-shashi'), plan).address).toContain('赣州市章贡区沙石镇');
  });

  it('gives every site an administrator and the portal the office and the auditor', () => {
    const people = plan.sites.flatMap((site) => demonstrationPeople(site));
    expect(new Set(people.map((person) => person.username)).size).toBe(people.length);
    expect(people.filter((person) => person.role === 'SITE_ADMIN')).toHaveLength(plan.sites.length);
    expect(demonstrationPeople(siteOf('ganzhou')).map((person) => person.username)).toEqual(
      expect.arrayContaining(['office', 'auditor', 'ganzhou-admin']),
    );
    expect(demonstrationPeople(siteOf('zhanggong'))[0]).toMatchObject({
      username: 'zhanggong-admin',
      displayName: '章贡区站点管理员',
      subtree: true,
    });
  });

  it('dresses the sites in built-in themes, neighbours differently', () => {
    for (const site of plan.sites) expect(findBuiltInTheme(demonstrationTheme(site))).toBeDefined();
    const towns = plan.sites.filter((site) => site.parentCode === 'ganxian' && site.kind === 'CHANNEL').slice(0, 8);
    expect(new Set(towns.map(demonstrationTheme)).size).toBeGreaterThanOrEqual(6);
  });
});
