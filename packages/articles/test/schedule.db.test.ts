import { listAuditLines } from '@zhanqun/audit/server';
import { addWord } from '@zhanqun/checks/server';
import { COLUMN_MERGE, createColumn, mergeColumn } from '@zhanqun/columns/server';
import { type JobKind, JobRunner } from '@zhanqun/jobs/server';
import { demandMergeKeepsLevels, dropReviewChain, findReviewOfItem, setReviewChain } from '@zhanqun/review/server';
import { asVisitor, withPlatform } from '@zhanqun/tenancy/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { afterEach, describe, expect, it } from 'vitest';
import {
  approveArticle,
  cancelWithdrawal,
  findPublicArticle,
  getArticleForDesk,
  KEEP_SCHEDULE,
  listArticles,
  planWithdrawal,
  publishArticle,
  saveRevision,
  scheduleArticle,
  submitArticle,
  unscheduleArticle,
  withdrawArticle,
} from '../src/server';
import { makeDraft, makePublished } from '../src/testing';

const group = useGroup();
const HOUR = 3_600_000;
const START = new Date('2026-11-22T00:00:00Z');
const after = (ms: number) => new Date(START.getTime() + ms);
const at = (actor: ActorName, now = START) => group().contextAt('east-town', actor, now);
const column = () => group().columnId('east-town', 'xinwen');
const platform = () => ({ db: group().db });

afterEach(() => withPlatform(platform(), (tx) => tx.job.deleteMany({})));

const countRunning = () => withPlatform(platform(), (tx) => tx.job.count({ where: { state: 'RUNNING' } }));

/** A process whose clock says `now` looks once for work, while the queue lets all of it be due, and ends. */
async function processAt(now: Date, jobs: JobKind[] = [KEEP_SCHEDULE]): Promise<void> {
  const faults: unknown[] = [];
  const runner = new JobRunner({
    db: group().db,
    directory: group().directory,
    jobs,
    now: () => now,
    onFault: (error) => faults.push(error),
  });
  await runner.look();
  // Long work would be cut off between two steps and go on later.
  await expect.poll(countRunning, { interval: 10, timeout: 10_000 }).toBe(0);
  await runner.stop();
  expect(faults).toEqual([]);
}

/** Lets the queue take what is planned for due, and runs that have died for dead. */
const makeDue = () =>
  withPlatform(
    platform(),
    (tx) => tx.$executeRaw`UPDATE "Job" SET "runAt" = now(), "leaseUntil" = "leaseUntil" - interval '1 hour'`,
  );

const publicTitle = async (articleId: string) =>
  (await asVisitor(platform(), (tx) => findPublicArticle(tx, group().site('east-town').id, articleId)))?.title;
const summaries = async (articleId: string) =>
  (await listAuditLines(at('townAdmin'), { subjectId: articleId })).items.map(({ summary }) => summary);

async function scheduled(title = '定时的稿件', publishAt = after(HOUR)): Promise<string> {
  const articleId = await makeDraft(at('townEditor'), { columnId: column(), title });
  await scheduleArticle(at('townAdmin'), { articleId, revisionNumber: 1, at: publishAt });
  return articleId;
}

describe('a text that waits for its time', () => {
  it('waits on while its column is being merged, and is public in the other afterwards', async () => {
    const made = (code: string) => createColumn(at('townAdmin'), { code, name: `合并${code}`, kind: 'NEWS' });
    const [{ columnId: from }, { columnId: into }] = [await made('plan-a'), await made('plan-b')];
    const articleId = await makeDraft(at('townEditor'), { columnId: from, title: '合并中的稿件' });
    await scheduleArticle(at('townAdmin'), { articleId, revisionNumber: 1, at: after(HOUR) });
    await mergeColumn(at('townAdmin'), { columnId: from, intoId: into }, demandMergeKeepsLevels);
    await makeDue();
    await processAt(after(HOUR + 5_000));
    expect([await publicTitle(articleId), (await getArticleForDesk(at('townAdmin'), articleId)).columnId]).toEqual([
      undefined,
      from,
    ]);
    await makeDue();
    await processAt(after(HOUR + 70_000), [COLUMN_MERGE]);
    await makeDue();
    await processAt(after(HOUR + 90_000));
    expect(await publicTitle(articleId)).toBe('合并中的稿件');
  });

  it('is public at its time and not before, with the moment it became public', async () => {
    const articleId = await scheduled();
    await makeDue();
    await processAt(after(HOUR - 1));
    expect(await publicTitle(articleId)).toBeUndefined();
    await makeDue();
    await processAt(after(HOUR + 5_000));
    expect(await publicTitle(articleId)).toBe('定时的稿件');
    const desk = await getArticleForDesk(at('townAdmin'), articleId);
    expect(desk).toMatchObject({ state: 'PUBLISHED', publishAt: null, firstPublishedAt: after(HOUR + 5_000) });
    expect((await summaries(articleId))[0]).toMatch(
      /^定时发布“定时的稿件”第 1 版（东镇管理员于 2026-11-22 08:00 安排）$/,
    );
  });

  it('is published once by several processes, also after one of them died in the middle', async () => {
    const articleId = await scheduled();
    await makeDue();
    // A process that takes the work up and is killed before anything is done.
    await withPlatform(
      platform(),
      (tx) => tx.$executeRaw`
        UPDATE "Job" SET state = 'RUNNING', slot = NULL, attempts = 1, lease = 'dead', "leaseUntil" = now()`,
    );
    await makeDue();
    await Promise.all([processAt(after(HOUR)), processAt(after(HOUR)), processAt(after(HOUR))]);
    await makeDue();
    await processAt(after(2 * HOUR));
    expect(await publicTitle(articleId)).toBe('定时的稿件');
    expect((await summaries(articleId)).filter((one) => one.startsWith('定时发布'))).toHaveLength(1);
  });

  it('can get another time, an earlier or a later one, and no time', async () => {
    const articleId = await scheduled();
    const again = (time: Date) => scheduleArticle(at('townAdmin'), { articleId, revisionNumber: 1, at: time });
    await again(after(3 * HOUR));
    await makeDue();
    await processAt(after(2 * HOUR));
    expect(await publicTitle(articleId)).toBeUndefined();
    await again(after(2 * HOUR));
    await unscheduleArticle(at('townAdmin'), { articleId });
    await makeDue();
    await processAt(after(4 * HOUR));
    expect(await publicTitle(articleId)).toBeUndefined();
    expect((await getArticleForDesk(at('townAdmin'), articleId)).schedules).toEqual([]);
  });

  it('stands still until then, and is found in the list', async () => {
    const articleId = await scheduled('等着的稿件');
    await expect(
      saveRevision(at('townEditor'), { articleId, basedOnNumber: 1, title: '改过', body: '<p>改过。</p>' }),
    ).rejects.toMatchObject({ code: 'CONFLICT', message: '这篇内容已安排定时发布，要修改请先取消定时。' });
    const { items } = await listArticles(at('townEditor'), { isScheduled: true });
    expect(items.find(({ id }) => id === articleId)?.schedules).toMatchObject([
      { action: 'PUBLISH', at: after(HOUR), fault: '', askedByName: '东镇管理员', revisionNumber: 1 },
    ]);
    expect(items.every(({ schedules }) => schedules.length > 0)).toBe(true);
  });

  it.each([
    ['a time that is past', () => START, /已经过去/],
    ['a time nobody plans for', () => after(400 * 24 * HOUR), /最多提前 366 天/],
  ])('is refused for %s', async (_what, time, sentence) => {
    const articleId = await makeDraft(at('townEditor'), { columnId: column() });
    await expect(scheduleArticle(at('townAdmin'), { articleId, revisionNumber: 1, at: time() })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { at: [expect.stringMatching(sentence)] },
    });
  });

  it('is not for those who may not publish', async () => {
    const articleId = await makeDraft(at('townEditor'), { columnId: column() });
    await expect(
      scheduleArticle(at('townEditor'), { articleId, revisionNumber: 1, at: after(HOUR) }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('what a publication asks for', () => {
  it('is asked when it is planned, and once more at its time', async () => {
    const body = '<p>值班手机 13812345678。</p>';
    const articleId = await makeDraft(at('townEditor'), { columnId: column(), title: '值班电话', body });
    const plan = { articleId, revisionNumber: 1, at: after(HOUR) };
    await expect(scheduleArticle(at('townAdmin'), plan)).rejects.toMatchObject({ code: 'CONFLICT' });
    await scheduleArticle(at('townAdmin'), { ...plan, passOverReason: '本人同意公开' });
    const blocked = await scheduled('先定时后设审核');
    await setReviewChain(at('townAdmin'), {
      columnId: column(),
      levels: [{ name: '复核', place: 'SITE' }],
      version: 0,
    });
    await makeDue();
    await processAt(after(HOUR));
    await dropReviewChain(at('townAdmin'), { columnId: column() });
    // Planned before the column asked for a review: neither is public, and the desk is told why.
    expect([await publicTitle(articleId), await publicTitle(blocked)]).toEqual([undefined, undefined]);
    const { publishAt, schedules } = await getArticleForDesk(at('townAdmin'), blocked);
    expect([publishAt, schedules[0]?.fault]).toEqual([null, '这个栏目的内容要经过 1 级审核才能公开，请提交审核。']);
    // It may be published now, as any other, and then nothing is left to tell.
    await publishArticle(at('townAdmin'), { articleId: blocked });
    expect((await getArticleForDesk(at('townAdmin'), blocked)).schedules).toEqual([]);
    expect(await publicTitle(blocked)).toBe('先定时后设审核');
  });

  it('is what was passed over when it was planned, and nothing that has come up since', async () => {
    const body = '<p>王某，身份证号 11010519491231002X，甲乙丙丁处办理。</p>';
    const plan = { revisionNumber: 1, at: after(HOUR), passOverReason: '本人同意公开' };
    const planned = async (title: string) => {
      const articleId = await makeDraft(at('townEditor'), { columnId: column(), title, body });
      await scheduleArticle(at('townAdmin'), { articleId, ...plan });
      return articleId;
    };
    const articleId = await planned('先放行后加词');
    const word = { phrase: '甲乙丙丁', kind: 'SENSITIVE', weight: 'BLOCK' } as const;
    await addWord(at('townAdmin'), { list: 'SITE', word });
    const again = await planned('先加词后放行');
    await makeDue();
    await processAt(after(HOUR));
    expect([await publicTitle(articleId), await publicTitle(again)]).toEqual([undefined, '先加词后放行']);
    const { schedules } = await getArticleForDesk(at('townAdmin'), articleId);
    expect(schedules[0]?.fault).toMatch(/^安排以后又有 1 处必须处理：“甲乙丙丁”/);
    // Planned anew with a reason that names it.
    await scheduleArticle(at('townAdmin'), { articleId, ...plan, at: after(3 * HOUR) });
    await makeDue();
    await processAt(after(3 * HOUR));
    expect(await publicTitle(articleId)).toBe('先放行后加词');
  });

  it('is a review where there is one: the last approval plans instead of publishing', async () => {
    await setReviewChain(at('townAdmin'), {
      columnId: column(),
      levels: [{ name: '复核', place: 'SITE' }],
      version: 0,
    });
    const submit = async (publishAt: Date) => {
      const articleId = await makeDraft(at('townEditor'), { columnId: column(), title: '送审并定时' });
      await submitArticle(at('townEditor'), { articleId, revisionNumber: 1, publishAt });
      return articleId;
    };
    const [inTime, late] = [await submit(after(2 * HOUR)), await submit(after(HOUR))];
    const approve = async (articleId: string, now: Date) => {
      const review = await findReviewOfItem(at('townAdmin'), articleId);
      return approveArticle(at('townReviewer', now), { articleId, reviewId: review?.id ?? '', level: 1 });
    };
    expect(await approve(inTime, after(HOUR))).toEqual({ isPublished: false, publishAt: after(2 * HOUR) });
    // The time that was asked for is over: nothing is left to wait for.
    expect(await approve(late, after(HOUR))).toEqual({ isPublished: true });
    expect([await publicTitle(inTime), await publicTitle(late)]).toEqual([undefined, '送审并定时']);
    // Another time keeps what the review has passed.
    const again = { articleId: inTime, revisionNumber: 1, at: after(3 * HOUR) };
    await scheduleArticle(at('townAdmin', after(HOUR)), again);
    await makeDue();
    await processAt(after(3 * HOUR));
    await dropReviewChain(at('townAdmin'), { columnId: column() });
    expect(await publicTitle(inTime)).toBe('送审并定时');
  });
});

describe('a withdrawal at a time', () => {
  it('takes the item down then, once, for the reason given when it was planned', async () => {
    const articleId = await makePublished(at('townAdmin'), { columnId: column(), title: '活动报名' });
    const plan = { articleId, at: after(HOUR), reason: '报名已结束', kind: 'EXPIRED' } as const;
    await expect(planWithdrawal(at('townEditor'), plan)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await planWithdrawal(at('townAdmin'), plan);
    await makeDue();
    await processAt(after(HOUR - 1));
    expect(await publicTitle(articleId)).toBe('活动报名');
    await makeDue();
    await Promise.all([processAt(after(HOUR)), processAt(after(HOUR))]);
    expect(await publicTitle(articleId)).toBeUndefined();
    const desk = await getArticleForDesk(at('townAdmin'), articleId);
    expect(desk).toMatchObject({
      state: 'WITHDRAWN',
      withdrawReason: '报名已结束',
      withdrawKind: 'EXPIRED',
      withdrawnAt: after(HOUR),
    });
    expect((await summaries(articleId))[0]).toContain('定时撤回“活动报名”（已经过期）：报名已结束（东镇管理员于');
  });

  it('can be called off, and goes when the item is withdrawn before', async () => {
    const articleId = await makePublished(at('townAdmin'), { columnId: column(), title: '留下的' });
    const plan = { articleId, at: after(HOUR), reason: '报名已结束' };
    await planWithdrawal(at('townAdmin'), plan);
    await cancelWithdrawal(at('townAdmin'), { articleId });
    await makeDue();
    await processAt(after(HOUR));
    expect(await publicTitle(articleId)).toBe('留下的');
    await planWithdrawal(at('townAdmin'), plan);
    await withdrawArticle(at('townAdmin'), { articleId, reason: '内容有误' });
    await publishArticle(at('townAdmin'), { articleId, revisionNumber: 1 });
    await makeDue();
    await processAt(after(HOUR));
    expect(await publicTitle(articleId)).toBe('留下的');
  });
});
