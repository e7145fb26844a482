import { forceArticle, publishArticle, shareArticle, withdrawArticle } from '@zhanqun/articles/server';
import { makeDraft, makePublished } from '@zhanqun/articles/testing';
import { setReviewChain } from '@zhanqun/review/server';
import { carryItem } from '@zhanqun/sharing/server';
import { withSite } from '@zhanqun/tenancy/server';
import { type ActorName, type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { USUAL_RULES } from '../src/points';
import {
  getOutput,
  getOutputAcrossSites,
  getStatement,
  listSettledMonths,
  setPointsTable,
  settleMonth,
} from '../src/server';

const group = useGroup();
const OCTOBER = new Date('2026-10-20T02:00:00Z');
/** The first minute of November in Shanghai. */
const NOVEMBER = new Date('2026-10-31T16:00:30Z');
const DECEMBER = new Date('2026-12-03T02:00:00Z');

const at = (site: SiteCode, actor: ActorName, now: Date) => group().contextAt(site, actor, now);
const town = (now: Date, actor: ActorName = 'townAdmin') => at('east-town', actor, now);
const column = (site: SiteCode, code: string) => group().columnId(site, code);
const office = () => group().context('office', DECEMBER);
const everywhere = () => ({ roots: [group().site('city').id], sites: [] });

let carried = '';

beforeAll(async () => {
  const xinwen = column('east-town', 'xinwen');
  await makePublished(town(OCTOBER), { columnId: xinwen, title: '十月的' });
  carried = await makePublished(town(NOVEMBER, 'townReviewer'), { columnId: xinwen, title: '月初的' });
  await makePublished(town(NOVEMBER, 'townReviewer'), {
    columnId: xinwen,
    title: '转来的',
    source: '别的网站',
    body: `<p>${'长'.repeat(1_200)}</p>`,
  });
  const gone = await makePublished(town(NOVEMBER, 'townReviewer'), { columnId: xinwen, title: '撤回的' });
  await withdrawArticle(town(NOVEMBER, 'townReviewer'), { articleId: gone, reason: '有误', kind: 'ERROR' });
  const west = at('west-town', 'system', NOVEMBER);
  await withSite(west, (tx) =>
    tx.column.updateMany({ where: { id: column('west-town', 'xinwen') }, data: { responsibleUnit: '' } }),
  );
  await makePublished(at('west-town', 'system', NOVEMBER), {
    columnId: column('west-town', 'xinwen'),
    title: '西镇的',
  });
  await shareArticle(town(NOVEMBER, 'townReviewer'), { articleId: carried });
  const source = { sourceSiteId: group().site('east-town').id, sourceArticleId: carried };
  // A neighbour's carrying is no adoption.
  await carryItem(at('west-town', 'system', NOVEMBER), { ...source, columnId: column('west-town', 'tongzhi') });
  await carryItem(at('east', 'eastAdmin', NOVEMBER), { ...source, columnId: column('east', 'yaowen') });
  await carryItem(at('city', 'office', DECEMBER), { ...source, columnId: column('city', 'yaowen') });
});

const november = { by: 'person', month: '2026-11' } as const;

describe('output', () => {
  it('counts first publications by person in months of Shanghai, with what became of them', async () => {
    const rows = await getOutput(town(DECEMBER), november);
    expect(rows).toHaveLength(1);
    // 1; 30 % of 1.5, rounded, for the long reprint; 0 for the withdrawn one; 5 for the county's portal.
    expect(rows[0]).toMatchObject({ label: '东镇审核员', items: 3, reprints: 1, withdrawn: 1, adopted: 1, points: 65 });
    expect(rows[0]?.fee).toBe(65 * 50);
  });

  it('counts a second publication no more', async () => {
    const articleId = await makeDraft(town(NOVEMBER, 'townReviewer'), {
      columnId: column('east-town', 'tongzhi'),
      title: '再发的',
    });
    const publish = (now: Date) => publishArticle(town(now, 'townAdmin'), { articleId });
    await publish(OCTOBER);
    await withdrawArticle(town(OCTOBER), { articleId, reason: '先撤', kind: 'OTHER' });
    await publish(NOVEMBER);
    const byColumn = await getOutput(town(DECEMBER), { by: 'column', month: '2026-11' });
    expect(byColumn.map(({ items }) => items)).toEqual([3]);
    const months = await getOutput(town(DECEMBER), { by: 'month', month: '2026-12' });
    expect(months.map(({ key, items, adopted }) => [key, items, adopted])).toEqual([
      ['2026-12', 0, 1],
      ['2026-11', 3, 1],
      ['2026-10', 2, 0],
    ]);
  });

  it('is shown over the sites in reach and no others, in as many statements for one site as for all', async () => {
    const { db } = group();
    const counted = async (reach: { roots: string[]; sites: string[] }) => {
      const before = db.statements();
      const rows = await getOutputAcrossSites(office(), reach, { by: 'site', month: '2026-11' });
      return { labels: rows.map((row) => row.label).sort(), statements: db.statements() - before };
    };
    const all = await counted(everywhere());
    const east = await counted({ roots: [group().site('east').id], sites: [] });
    expect(all.labels).toEqual(['东镇', '西镇']);
    expect(east.labels).toEqual(['东镇']);
    expect(all.statements).toBe(east.statements);
  });

  it('names the unit of the column, else the site, and keeps units of one name at two sites apart', async () => {
    const rows = await getOutputAcrossSites(office(), everywhere(), { by: 'unit', month: '2026-11' });
    expect(rows.map((row) => [row.label, row.siteId])).toEqual([
      ['党政综合办公室', group().site('east-town').id],
      ['西镇', group().site('west-town').id],
    ]);
  });
});

describe('a settled month', () => {
  it('cannot be the one that runs, nor settled by who may not', async () => {
    await expect(settleMonth(town(NOVEMBER), { month: '2026-11' })).rejects.toMatchObject({ code: 'CONFLICT' });
    const reviewer = town(DECEMBER, 'townReviewer');
    await expect(settleMonth(reviewer, { month: '2026-11' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('goes by the table that holds in it, and stays when tables, items and columns change', async () => {
    const dear = { ...USUAL_RULES, rate: 1_000 };
    await setPointsTable(town(DECEMBER), { month: '2026-11', rules: dear, version: 0 });
    await settleMonth(town(DECEMBER), { month: '2026-11' });
    const before = await getStatement(town(DECEMBER), '2026-11');
    expect(before).toMatchObject({ points: 65, fee: 6_500, settled: { byName: '东镇管理员' } });
    expect(before.lines).toHaveLength(4);
    await expect(
      setPointsTable(town(DECEMBER), { month: '2026-11', rules: { ...dear, rate: 1 }, version: 1 }),
    ).rejects.toMatchObject({ code: 'INVALID', fields: { month: [expect.stringContaining('2026 年 11 月已经结算')] } });
    await setPointsTable(town(DECEMBER), { month: '2026-12', rules: { ...dear, rate: 1 }, version: 0 });
    await withdrawArticle(town(DECEMBER), { articleId: carried, reason: '过期', kind: 'EXPIRED' });
    expect(await getStatement(town(DECEMBER), '2026-11')).toEqual(before);
    const [person] = await getOutput(town(DECEMBER), november);
    expect(person).toMatchObject({ items: 3, withdrawn: 1, adopted: 1, points: 65, fee: 6_500 });
    expect(await listSettledMonths(town(DECEMBER))).toEqual(['2026-11']);
    await expect(settleMonth(town(DECEMBER), { month: '2026-11' })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('keeps a table from being overwritten unseen', async () => {
    const set = () => setPointsTable(town(DECEMBER), { month: '2027-01', rules: USUAL_RULES, version: 0 });
    await set();
    await expect(set()).rejects.toMatchObject({ code: 'STALE' });
  });
});

describe('what was forced', () => {
  it('is marked', async () => {
    const context = at('east', 'eastAdmin', DECEMBER);
    const articleId = await makeDraft(context, { columnId: column('east', 'yaowen'), title: '急的' });
    const rows = () => getOutput(at('east', 'eastAdmin', DECEMBER), { by: 'person', month: '2026-12' });
    expect(await rows()).toEqual([]);
    await setReviewChain(context, { levels: [{ name: '审核', place: 'SITE' }], version: 0 });
    await forceArticle(context, { articleId, revisionNumber: 1, reason: '防汛紧急通知，先发后看' });
    expect(await rows()).toMatchObject([{ items: 1, forced: 1 }]);
  });
});
