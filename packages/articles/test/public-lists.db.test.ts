import { getColumn } from '@zhanqun/columns/server';
import { dropReviewChain, setReviewChain } from '@zhanqun/review/server';
import { asVisitor, atSite, readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import {
  countPublicItems,
  createArticle,
  createArticlesInBulk,
  findPublicArchivePage,
  getPublicArticle,
  listNewsAround,
  listPublicItems,
  listPublicItemsOfColumns,
  moveArticle,
  publishArticle,
  withdrawArticle,
} from '../src/server';
import { makePublished } from '../src/testing';

const group = useGroup();
const context = (code: SiteCode, now?: Date) => group().contextAt(code, 'system', now);
/** The fixture's sites are real ones; bulk with historical times is for demonstration sites. */
const demonstration = (code: SiteCode, now?: Date): SiteContext =>
  atSite(context(code, now), { ...group().site(code), isDemonstration: true });

function many(columnId: string, count: number, from = Date.UTC(2026, 0, 1)) {
  return Array.from({ length: count }, (_, i) => ({
    columnId,
    title: `第 ${i + 1} 篇`,
    body: '<p>正文。</p>',
    firstPublishedAt: new Date(from + i * 86_400_000),
  }));
}

describe('an archive', () => {
  it('is numbered from the oldest, so that a full page never changes', async () => {
    const columnId = group().columnId('east', 'huiyi');
    const siteId = group().site('east').id;
    await createArticlesInBulk(demonstration('east'), { articles: many(columnId, 41) });
    const column = await getColumn(context('east'), columnId);
    const counted = await asVisitor(group(), async (tx) => countPublicItems(tx, siteId, column));
    expect(counted).toEqual({ items: 41, pages: 3 });
    const titles = (n: number) =>
      asVisitor(group(), async (tx) =>
        (await findPublicArchivePage(tx, siteId, column, n))?.items.map((item) => item.title),
      );
    const first = await titles(1);
    expect([first?.length, first?.[0], first?.[19]]).toEqual([20, '第 20 篇', '第 1 篇']);
    expect(await titles(3)).toEqual(['第 41 篇']);
    await makePublished(context('east'), { columnId, title: '新来的一篇' });
    expect(await titles(1)).toEqual(first);
    expect(await titles(3)).toEqual(['新来的一篇', '第 41 篇']);
    const list = await asVisitor(group(), (tx) => listPublicItems(tx, siteId, columnId, { limit: 3 }));
    expect(list.map((item) => item.title)).toEqual(['新来的一篇', '第 41 篇', '第 40 篇']);
  });

  it('leads from an item to the older and the newer one, past what is withdrawn', async () => {
    const columnId = group().columnId('east', 'minsheng');
    const ids = await createArticlesInBulk(demonstration('east'), { articles: many(columnId, 4) });
    const [a = '', b = '', c = '', d = ''] = ids;
    await withdrawArticle(context('east'), { articleId: b, reason: '测试' });
    const seen = await asVisitor(group(), (tx) => getPublicArticle(tx, group().site('east').id, c));
    expect([seen.previous?.id, seen.next?.id]).toEqual([a, d]);
  });
});

describe('items that staff publish in bulk', () => {
  it('pass neither the levels of a column nor the checks', async () => {
    const columnId = group().columnId('bureau', 'xinwen');
    const bulk = (body: string, columnIdOf = columnId) =>
      createArticlesInBulk(context('bureau'), { articles: [{ columnId: columnIdOf, title: '成批发布', body }] });
    await expect(bulk('<p>证件号 11010519491231002X。</p>')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('发布前检查'),
    });
    const chain = {
      columnId: group().columnId('bureau', 'tongzhi'),
      levels: [{ name: '局审', place: 'ABOVE' as const }],
    };
    await setReviewChain(context('bureau'), { ...chain, version: 0 });
    await expect(bulk('<p>正文。</p>', chain.columnId)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await bulk('<p>正文。</p>')).toHaveLength(1);
    await dropReviewChain(context('bureau'), { columnId: chain.columnId });
  });
});

describe('the lists of a home page', () => {
  it('are one statement for all columns', async () => {
    const siteId = group().site('bureau').id;
    const [one, two] = [group().columnId('bureau', 'xinwen'), group().columnId('bureau', 'tongzhi')];
    await createArticlesInBulk(demonstration('bureau'), { articles: [...many(one, 5), ...many(two, 2)] });
    const { items, statements } = await asVisitor(group(), async (tx) => {
      const before = group().db.statements();
      const wishes = [
        { columnId: one, limit: 3 },
        { columnId: two, limit: 4 },
        { columnId: one, limit: 1 },
      ];
      return {
        items: await listPublicItemsOfColumns(tx, siteId, wishes),
        statements: group().db.statements() - before,
      };
    });
    expect(items.filter((item) => item.columnId === one).map((item) => item.title)).toEqual([
      '第 5 篇',
      '第 4 篇',
      '第 3 篇',
    ]);
    expect(items.filter((item) => item.columnId === two)).toHaveLength(2);
    expect(statements).toBe(1);
  });
});

describe('news of other sites', () => {
  it('are the newest of the sites below, of the site above, and the notices of the portal', async () => {
    await createArticlesInBulk(demonstration('east-town'), {
      articles: many(group().columnId('east-town', 'xinwen'), 3, Date.UTC(2025, 5, 1)),
    });
    await createArticlesInBulk(demonstration('east-town'), {
      articles: many(group().columnId('east-town', 'wenda'), 3, Date.UTC(2027, 5, 1)),
    });
    await makePublished(context('east-hill'), {
      columnId: group().columnId('east-hill', 'xinwen'),
      title: '未开通站点',
    });
    await makePublished(context('city'), { columnId: group().columnId('city', 'tonggao'), title: '门户通知' });
    await makePublished(context('city'), { columnId: group().columnId('city', 'yaowen'), title: '门户要闻' });
    const news = await asVisitor(group(), async (tx) => ({
      belowEast: await listNewsAround(tx, group().site('east'), 'children', 2),
      aboveEast: await listNewsAround(tx, group().site('east'), 'parent', 5),
      belowCity: await listNewsAround(tx, group().site('city'), 'children', 100),
      aboveCity: await listNewsAround(tx, group().site('city'), 'parent', 5),
      ofPortal: await listNewsAround(tx, group().site('city'), 'portal', 5),
      overTown: await listNewsAround(tx, group().site('east-town'), 'portal', 5),
      belowTown: await listNewsAround(tx, group().site('east-town'), 'children', 5),
    }));
    expect(news.belowEast.map((item) => [item.siteName, item.title, item.columnCode])).toEqual([
      ['东镇', '第 3 篇', 'xinwen'],
      ['东镇', '第 2 篇', 'xinwen'],
    ]);
    expect(news.belowCity.map((item) => item.siteName)).not.toContain('东镇');
    expect(news.belowEast.map((item) => item.title)).not.toContain('未开通站点');
    expect(news.aboveEast.map((item) => item.title)).toEqual(['门户要闻']);
    expect(news.overTown.map((item) => item.title)).toEqual(['门户通知']);
    expect([...news.aboveCity, ...news.ofPortal]).toEqual([]);
    expect(news.belowTown).toEqual([]);
  });

  it('stand in the order of their publication, also where an older one was moved in last', async () => {
    const published = (code: string, day: number, title: string) =>
      makePublished(context('east-town', new Date(Date.UTC(2028, 0, day))), {
        columnId: group().columnId('east-town', code),
        title,
      });
    const older = await published('tongzhi', 1, '早先的一篇');
    await published('xinwen', 2, '后来的一篇');
    await moveArticle(context('east-town'), { articleId: older, columnId: group().columnId('east-town', 'xinwen') });
    const news = (limit: number) =>
      asVisitor(group(), (tx) => listNewsAround(tx, group().site('east'), 'children', limit)).then((news) =>
        news.map((item) => item.title),
      );
    expect(await news(1)).toEqual(['后来的一篇']);
    expect(await news(2)).toEqual(['后来的一篇', '早先的一篇']);
  });
});

describe('articles in bulk', () => {
  const now = new Date('2026-04-01T02:03:04.005Z');

  async function traces(code: SiteCode, columnId: string) {
    const { db, site } = group();
    const siteId = site(code).id;
    const rows = await readSite(context(code), async (tx) => {
      const articles = await tx.article.findMany({
        where: { siteId, columnId },
        include: { revisions: { include: { files: true } }, placements: true },
        orderBy: { title: 'asc' },
      });
      const subjectId = { in: articles.map((article) => article.id) };
      const audit = await tx.auditLine.findMany({
        where: { siteId, subjectId },
        orderBy: [{ summary: 'asc' }, { action: 'asc' }],
      });
      return { articles, audit };
    });
    const tags = await db.scope({ role: 'platform', name: 'test' }, (tx) =>
      tx.publicChange.findMany({ where: { siteId, tags: { hasSome: [`column:${siteId}/${columnId}`] } } }),
    );
    const named = (text: string) =>
      rows.articles.reduce((done, one) => done.replace(one.id, one.title), text).replaceAll(columnId, 'column');
    return {
      articles: rows.articles.map(({ id: _, columnId: __, latestRevisionId, publishedRevisionId, ...article }) => ({
        ...article,
        latest: article.revisions.findIndex((revision) => revision.id === latestRevisionId),
        published: article.revisions.findIndex((revision) => revision.id === publishedRevisionId),
        revisions: article.revisions.map(({ id: _id, articleId: _article, ...revision }) => revision),
        placements: article.placements.map(({ id: _id, articleId: _article, columnId: _column, ...place }) => place),
      })),
      audit: rows.audit.map(({ id: _, subjectId, ...line }) => ({ ...line, subject: named(subjectId) })),
      changes: tags.map((change) => change.tags.map(named)),
      column: await getColumn(context(code), columnId).then(({ lastOrdinal, itemCount }) => [lastOrdinal, itemCount]),
    };
  }

  it('leave exactly what the single commands leave', async () => {
    const [single, bulk] = [group().columnId('west', 'yaowen'), group().columnId('west', 'huiyi')];
    const texts = ['甲', '乙'].map((name) => ({
      title: `对照${name}`,
      body: '<h2>一</h2><p>正文。</p>',
      summary: '摘要',
      author: '作者',
      keywords: '词',
    }));
    for (const text of texts) {
      const { articleId } = await createArticle(context('west', now), { columnId: single, ...text });
      await publishArticle(context('west', now), { articleId });
    }
    await createArticlesInBulk(context('west', now), { articles: texts.map((text) => ({ ...text, columnId: bulk })) });
    expect(await traces('west', bulk)).toEqual(await traces('west', single));
  });

  it('take a time of the past only from the operator and only on a demonstration site', async () => {
    const articles = many(group().columnId('west', 'yaowen'), 1);
    const real = createArticlesInBulk(context('west'), { articles });
    await expect(real).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const person = { ...demonstration('west'), actor: group().actor('westAdmin') };
    await expect(createArticlesInBulk(person, { articles })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('are refused whole when one names a column of another site', async () => {
    const articles = [
      { columnId: group().columnId('west', 'yaowen'), title: '好的一篇', body: '<p>文</p>' },
      { columnId: group().columnId('east', 'yaowen'), title: '别处一篇', body: '<p>文</p>' },
    ];
    await expect(createArticlesInBulk(context('west'), { articles })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
