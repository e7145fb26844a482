import { findPublicArchivePage, findPublicArticle, listPublicItems, publishArticle } from '@zhanqun/articles/server';
import { makeDraft, makePublished, makeShared } from '@zhanqun/articles/testing';
import {
  COLUMN_MERGE,
  createColumn,
  deleteColumn,
  editColumn,
  getColumn,
  getColumnContract,
  mergeColumn,
  mergeSlice,
  recodeColumn,
} from '@zhanqun/columns/server';
import { findLatestJob, JobRunner } from '@zhanqun/jobs/server';
import { getHomePage, saveHomePage } from '@zhanqun/pages/server';
import { demandMergeKeepsLevels, setReviewChain } from '@zhanqun/review/server';
import { carryItem } from '@zhanqun/sharing/server';
import { asVisitor, readSite, withSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { loader as archive } from '../app/public/columns/archive';
import { loader as columnPage } from '../app/public/columns/column';
import { loader as feed } from '../app/public/feeds/column-rss';
import { askLoader } from './visitor';

const group = useGroup();
const NOW = new Date();
const at = (daysAgo = 0) => group().contextAt('east-town', 'townAdmin', new Date(NOW.getTime() - daysAgo * 86_400_000));
const site = () => group().site('east-town');

async function made(code: string): Promise<string> {
  return (await createColumn(at(), { code, name: `合并${code}`, kind: 'NEWS' })).columnId;
}
const published = (columnId: string, daysAgo: number) =>
  makePublished(at(daysAgo), { columnId, title: `第 ${daysAgo} 天前` });

async function runJobs(): Promise<void> {
  const faults: unknown[] = [];
  const { db, directory } = group();
  const runner = new JobRunner({
    db,
    directory,
    jobs: [COLUMN_MERGE],
    now: () => new Date(),
    onFault: (error) => faults.push(error),
  });
  await runner.look();
  await expect.poll(async () => (await findLatestJob(at(), COLUMN_MERGE))?.state, { timeout: 10_000 }).toBe('DONE');
  await runner.stop();
  expect(faults).toEqual([]);
}

const visit = <T>(work: Parameters<typeof asVisitor<T>>[1]) => asVisitor(group(), work);
const titlesOf = (columnId: string) =>
  visit(async (tx) => (await listPublicItems(tx, site().id, columnId, { limit: 20 })).map((item) => item.title));

/** The answer's status and where it leads, of a column's page, feed or archive page. */
async function leads(code: string, rest = ''): Promise<[number, string | null]> {
  const loader = rest === 'rss.xml' ? feed : rest === '' ? columnPage : archive;
  const ask = { site: site(), path: `/c/${code}/${rest}`, params: { code, ...(rest ? { page: rest } : {}) } };
  const answer = await askLoader(group(), loader as never, ask).catch((thrown) => thrown);
  return [answer.status ?? answer.init?.status ?? 200, answer.headers?.get('Location') ?? null];
}

describe('a column that is merged into another', () => {
  it('brings its items over by their time, in steps between which it may be cut off', async () => {
    const [from, into] = [await made('mg-from'), await made('mg-into')];
    for (const days of [9, 7, 2]) await published(into, days);
    for (const days of [8, 4, 3]) await published(from, days);
    const draft = await makeDraft(at(), { columnId: from, title: '还没有发布' });
    await mergeColumn(at(), { columnId: from, intoId: into }, demandMergeKeepsLevels);
    await expect(publishArticle(at(), { articleId: draft })).rejects.toMatchObject({ code: 'INVALID' });
    await withSite(at(), (tx) => mergeSlice(tx, at(), from, 2));
    // Published meanwhile, it stands above all that comes.
    await published(into, 0);
    await withSite(at(), (tx) => mergeSlice(tx, at(), from, 2));
    expect(await titlesOf(into)).toEqual([
      '第 0 天前',
      '第 2 天前',
      '第 3 天前',
      '第 4 天前',
      '第 7 天前',
      '第 9 天前',
    ]);
    await runJobs();
    expect(await titlesOf(into)).toEqual([0, 2, 3, 4, 7, 8, 9].map((days) => `第 ${days} 天前`));
    const column = await getColumn(at(), into);
    expect(column).toMatchObject({ itemCount: 7, lastOrdinal: 7 });
    const page = await visit((tx) => findPublicArchivePage(tx, site().id, column, 1));
    expect(page?.items.map((item) => item.ordinal)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    await expect(getColumn(at(), from)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await publishArticle(at(), { articleId: draft });
    expect((await titlesOf(into))[0]).toBe('还没有发布');
    expect(await visit(async (tx) => (await findPublicArticle(tx, site().id, draft))?.columnCode)).toBe('mg-into');
    // A second run of the same work finds nothing to do.
    expect(await withSite(at(), (tx) => mergeSlice(tx, at(), from))).toEqual({ moved: 0, isDone: true });
  });

  it('takes carried items, what the other contract lacks, and the blocks of the home page along', async () => {
    const [from, into] = [await made('mg-contract'), await made('mg-kept')];
    const east = group().contextAt('east', 'eastAdmin');
    const shared = await makeShared(east, { columnId: group().columnId('east', 'yaowen'), title: '县里的消息' });
    await carryItem(at(), { sourceSiteId: east.site.id, sourceArticleId: shared, columnId: from });
    const editor = group().actor('townEditor').accountId;
    const contract = { editorIds: [editor], contactName: '李股长', contactPhone: '1' };
    await editColumn(at(), { columnId: from, version: 1, name: '旧', responsibleUnit: '农业办', contract });
    const home = await getHomePage(at());
    const block = { id: 'b-merged', type: 'columnList', settings: { columnCode: 'mg-contract' } };
    await saveHomePage(at(), { version: home.version, blocks: [...home.blocks, block] as never });
    await mergeColumn(at(), { columnId: from, intoId: into }, demandMergeKeepsLevels);
    await runJobs();
    expect(await titlesOf(into)).toEqual(['县里的消息']);
    expect(await getColumn(at(), into)).toMatchObject({ responsibleUnit: '农业办', itemCount: 1 });
    expect(await getColumnContract(at(), into)).toMatchObject({ editorIds: [editor], contactName: '李股长' });
    expect(JSON.stringify((await getHomePage(at())).blocks)).toContain('mg-kept');
  });

  it('goes past no level: a column that asks for more takes no other', async () => {
    const [from, into] = [await made('mg-free'), await made('mg-strict')];
    const levels = [{ name: '初审', place: 'SITE' as const }];
    await setReviewChain(at(), { columnId: into, levels, version: 0 });
    const merge = (columnId: string, intoId: string) => mergeColumn(at(), { columnId, intoId }, demandMergeKeepsLevels);
    await expect(merge(from, into)).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { intoId: [expect.stringContaining('1 级审核')] },
    });
    await merge(into, from);
    await runJobs();
  });

  it('is refused into itself, a group or a column that is merging, and while columns stand below it', async () => {
    const [from, into, third] = [await made('mg-a'), await made('mg-b'), await made('mg-c')];
    const { columnId: child } = await createColumn(at(), {
      code: 'mg-child',
      name: '下级',
      kind: 'NEWS',
      parentId: from,
    });
    const merge = (columnId: string, intoId: string) => mergeColumn(at(), { columnId, intoId }, demandMergeKeepsLevels);
    await expect(merge(from, into)).rejects.toMatchObject({ code: 'CONFLICT' });
    await deleteColumn(at(), { columnId: child });
    await expect(merge(from, from)).rejects.toMatchObject({ fields: { intoId: [expect.any(String)] } });
    await merge(from, into);
    await expect(merge(into, third)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(merge(third, from)).rejects.toMatchObject({ fields: { intoId: [expect.any(String)] } });
    await expect(deleteColumn(at(), { columnId: into })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(
      createColumn(at(), { code: 'mg-late', name: '太晚', kind: 'NEWS', parentId: from }),
    ).rejects.toMatchObject({ code: 'INVALID' });
    await runJobs();
  });
});

describe('an old address of a column', () => {
  it('leads to where the items are now, at once and never in a circle', async () => {
    const [a, b, c] = [await made('rd-a'), await made('rd-b'), await made('rd-c')];
    await published(a, 1);
    await mergeColumn(at(), { columnId: a, intoId: b }, demandMergeKeepsLevels);
    await runJobs();
    expect(await leads('rd-a')).toEqual([301, '/c/rd-b/']);
    expect(await leads('rd-a', 'p1.html')).toEqual([301, '/c/rd-b/']);
    expect(await leads('rd-a', 'rss.xml')).toEqual([301, '/c/rd-b/rss.xml']);
    await mergeColumn(at(), { columnId: b, intoId: c }, demandMergeKeepsLevels);
    await runJobs();
    expect(await leads('rd-a')).toEqual([301, '/c/rd-c/']);
    await recodeColumn(at(), { columnId: c, version: (await getColumn(at(), c)).version, code: 'rd-a' });
    expect(await leads('rd-a')).toEqual([200, null]);
    expect(await leads('rd-b', 'p1.html')).toEqual([301, '/c/rd-a/']);
    expect(await leads('rd-c', 'p1.html')).toEqual([301, '/c/rd-a/p1.html']);
    const left = await readSite(at(), (tx) => tx.redirect.findMany({ where: { path: { startsWith: '/c/rd-' } } }));
    expect(left.map((row) => [row.path, row.target]).sort()).toEqual([
      ['/c/rd-b/', '/c/rd-a/'],
      ['/c/rd-c/', '/c/rd-a/'],
    ]);
  });

  it('is changed only by who has seen the column last, and is no other site’s', async () => {
    const id = await made('rd-own');
    await recodeColumn(at(), { columnId: id, version: 1, code: 'rd-new' });
    await expect(recodeColumn(at(), { columnId: id, version: 1, code: 'rd-else' })).rejects.toMatchObject({
      code: 'STALE',
    });
    const west = group().site('west-town');
    const ask = { site: west, path: '/c/rd-own/', params: { code: 'rd-own' } };
    const answer = await askLoader(group(), columnPage as never, ask).catch((thrown) => thrown);
    expect(answer.init?.status ?? answer.status).toBe(404);
  });
});
