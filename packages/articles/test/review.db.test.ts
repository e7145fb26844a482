import { reachOf } from '@zhanqun/access';
import type { ReviewPlace } from '@zhanqun/review/schema';
import { dropReviewChain, findReviewOfItem, getReviewChains, setReviewChain } from '@zhanqun/review/server';
import { asVisitor } from '@zhanqun/tenancy/server';
import { type ActorName, type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { afterEach, describe, expect, it } from 'vitest';
import {
  approveArticle,
  countPendingReviewsAcrossSites,
  findPublicArticle,
  getArticleForDesk,
  listPendingReviewsAcrossSites,
  moveArticle,
  publishArticle,
  recallArticle,
  returnArticle,
  saveRevision,
  submitArticle,
  withdrawArticle,
} from '../src/server';
import { makeDraft, makePublished } from '../src/testing';

const group = useGroup();
const at = (actor: ActorName, site: SiteCode = 'east-town') => group().contextAt(site, actor);
const column = (code = 'xinwen', site: SiteCode = 'east-town') => group().columnId(site, code);
const NAMES = ['初审', '复审', '终审', '四审', '五审'];

/** Sets the levels of a site, or of one of its columns. */
async function chain(places: ReviewPlace[], columnId?: string, actor: ActorName = 'eastAdmin') {
  const context = at(actor);
  const { site, columns } = await getReviewChains(context);
  const present = columnId ? columns.find((one) => one.columnId === columnId) : site;
  const levels = places.map((place, index) => ({ name: NAMES[index] ?? '', place }));
  await setReviewChain(context, { ...(columnId ? { columnId } : {}), levels, version: present?.version ?? 0 });
}

afterEach(async () => {
  await chain([]);
  for (const { columnId = '' } of (await getReviewChains(at('townAdmin'))).columns) {
    await dropReviewChain(at('eastAdmin'), { columnId });
  }
});

async function submitted(actor: ActorName = 'townEditor', title = '送审的稿件'): Promise<string> {
  const articleId = await makeDraft(at(actor), { columnId: column(), title });
  await submitArticle(at(actor), { articleId, revisionNumber: 1 });
  return articleId;
}

async function approve(actor: ActorName, articleId: string) {
  const review = await findReviewOfItem(at('townAdmin'), articleId);
  return approveArticle(at(actor), { articleId, reviewId: review?.id ?? '', level: review?.level ?? 0 });
}

const publicTitle = async (articleId: string) =>
  (await asVisitor({ db: group().db }, (tx) => findPublicArticle(tx, group().site('east-town').id, articleId)))?.title;

describe('an item in a column with levels', () => {
  it('is public after the last of three, reviewed by three others one after the other', async () => {
    await chain(['SITE', 'SITE', 'ABOVE']);
    const articleId = await submitted();
    expect(await approve('townReviewer', articleId)).toEqual({ isPublished: false, next: { level: 2, name: '复审' } });
    expect(await publicTitle(articleId)).toBeUndefined();
    expect(await approve('townAdmin', articleId)).toEqual({ isPublished: false, next: { level: 3, name: '终审' } });
    expect(await publicTitle(articleId)).toBeUndefined();
    expect(await approve('eastReviewer', articleId)).toEqual({ isPublished: true });
    expect(await publicTitle(articleId)).toBe('送审的稿件');
    const review = await findReviewOfItem(at('townAdmin'), articleId);
    expect([review?.state, review?.steps.map(({ decision, personName }) => [decision, personName])]).toEqual([
      'PASSED',
      [
        ['SUBMIT', '东镇编辑'],
        ['APPROVE', '东镇审核员'],
        ['APPROVE', '东镇管理员'],
        ['APPROVE', '东县审核员'],
      ],
    ]);
  });

  it('cannot be published past them, by whomever', async () => {
    await chain(['SITE']);
    const articleId = await makeDraft(at('townEditor'), { columnId: column() });
    for (const actor of ['townAdmin', 'eastAdmin', 'office'] as const) {
      await expect(publishArticle(at(actor), { articleId })).rejects.toMatchObject({
        code: 'CONFLICT',
        message: '这个栏目的内容要经过 1 级审核才能公开，请提交审核。',
      });
    }
  });

  it('is not reviewed by whoever wrote it, submitted it or reviewed it before', async () => {
    await chain(['SITE', 'SITE']);
    const articleId = await makeDraft(at('townReviewer'), { columnId: column() });
    await submitArticle(at('townAdmin'), { articleId, revisionNumber: 1 });
    const refusal = { code: 'FORBIDDEN', message: expect.stringContaining('要由另一个人审核') };
    for (const actor of ['townReviewer', 'townAdmin'] as const) {
      await expect(approve(actor, articleId)).rejects.toMatchObject(refusal);
    }
    await approve('eastReviewer', articleId);
    await expect(approve('eastReviewer', articleId)).rejects.toMatchObject(refusal);
    expect(await approve('eastAdmin', articleId)).toEqual({ isPublished: true });
  });

  it('waits at a level above for somebody above the site', async () => {
    await chain(['ABOVE']);
    const articleId = await submitted();
    await expect(approve('townReviewer', articleId)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: '这一级由上级站点的审核员审核，您不能代为审核。',
    });
    await expect(approve('westAdmin', articleId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await approve('eastAdmin', articleId)).toEqual({ isPublished: true });
  });

  it('passes one level once when two reviewers approve at the same moment', async () => {
    await chain(['SITE', 'SITE']);
    const articleId = await submitted();
    const { id: reviewId = '' } = (await findReviewOfItem(at('townAdmin'), articleId)) ?? {};
    const both = await Promise.allSettled(
      (['townReviewer', 'townAdmin'] as const).map((actor) =>
        approveArticle(at(actor), { articleId, reviewId, level: 1 }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'STALE' } });
    expect(await findReviewOfItem(at('townAdmin'), articleId)).toMatchObject({ state: 'OPEN', level: 2 });
  });

  it('keeps its public text until the new one has passed, and cannot change under the reviewers', async () => {
    const articleId = await makePublished(at('townAdmin'), { columnId: column(), title: '公开的题目' });
    const text = { articleId, body: '<p>新的正文。</p>' };
    await saveRevision(at('townEditor'), { ...text, basedOnNumber: 1, title: '修改后的题目' });
    await chain(['SITE']);
    await submitArticle(at('townEditor'), { articleId, revisionNumber: 2 });
    const inReview = { code: 'CONFLICT', message: '这篇内容正在审核，要修改请先收回，或等审核结束。' };
    const again = saveRevision(at('townEditor'), { ...text, basedOnNumber: 2, title: '偷偷改的题目' });
    await expect(again).rejects.toMatchObject(inReview);
    const elsewhere = moveArticle(at('townAdmin'), { articleId, columnId: column('tongzhi') });
    await expect(elsewhere).rejects.toMatchObject(inReview);
    expect(await publicTitle(articleId)).toBe('公开的题目');
    await approve('townReviewer', articleId);
    expect(await publicTitle(articleId)).toBe('修改后的题目');
  });

  it('is not reviewed by whoever wrote at an earlier version of what is not public yet', async () => {
    await chain(['SITE']);
    const articleId = await makeDraft(at('townReviewer'), { columnId: column() });
    const text = { title: '编辑改过的', body: '<p>正文。</p>' };
    await saveRevision(at('townEditor'), { articleId, basedOnNumber: 1, ...text });
    await submitArticle(at('townEditor'), { articleId, revisionNumber: 2 });
    await expect(approve('townReviewer', articleId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await approve('townAdmin', articleId);
    // What they wrote before is public now, and others may change it for them to review.
    await saveRevision(at('townEditor'), { articleId, basedOnNumber: 2, ...text, title: '又一次修改' });
    await submitArticle(at('townEditor'), { articleId, revisionNumber: 3 });
    expect(await approve('townReviewer', articleId)).toEqual({ isPublished: true });
  });

  it('is not moved into a column with more levels once it is public', async () => {
    await chain(['SITE'], column('tongzhi'));
    const articleId = await makePublished(at('townAdmin'), { columnId: column() });
    const move = () => moveArticle(at('townAdmin'), { articleId, columnId: column('tongzhi') });
    await expect(move()).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('要经过 1 级审核，不能直接移过去'),
    });
    await chain(['SITE', 'SITE']);
    await move();
    await chain(['ABOVE'], column('zhenxing'));
    // As many levels, and the county has seen none of it.
    const toCounty = moveArticle(at('townAdmin'), { articleId, columnId: column('zhenxing') });
    await expect(toCounty).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is reviewed after a withdrawal by whoever wrote what had passed before', async () => {
    await chain(['SITE']);
    const articleId = await makeDraft(at('townReviewer'), { columnId: column() });
    await submitArticle(at('townReviewer'), { articleId, revisionNumber: 1 });
    await approve('townAdmin', articleId);
    await withdrawArticle(at('townAdmin'), { articleId, reason: '内容有误' });
    const text = { title: '更正', body: '<p>更正后的正文。</p>' };
    await saveRevision(at('townEditor'), { articleId, basedOnNumber: 1, ...text });
    await submitArticle(at('townEditor'), { articleId, revisionNumber: 2 });
    expect(await approve('townReviewer', articleId)).toEqual({ isPublished: true });
  });

  it('goes back with what has to be changed, and comes again as another review', async () => {
    await chain(['SITE']);
    const articleId = await submitted();
    const { id: first = '' } = (await findReviewOfItem(at('townAdmin'), articleId)) ?? {};
    await returnArticle(at('townReviewer'), { articleId, reviewId: first, comment: '请注明来源。' });
    expect(await findReviewOfItem(at('townAdmin'), articleId)).toMatchObject({
      state: 'RETURNED',
      steps: [{ decision: 'SUBMIT' }, { decision: 'RETURN', personName: '东镇审核员', comment: '请注明来源。' }],
    });
    const text = { title: '补了来源', body: '<p>正文。</p>' };
    await saveRevision(at('townEditor'), { articleId, basedOnNumber: 1, ...text });
    await expect(submitArticle(at('townEditor'), { articleId, revisionNumber: 1 })).rejects.toMatchObject({
      code: 'STALE',
    });
    await submitArticle(at('townEditor'), { articleId, revisionNumber: 2 });
    // Whoever still has the first submission on the screen does not approve the second one by it.
    const late = approveArticle(at('townAdmin'), { articleId, reviewId: first, level: 1 });
    await expect(late).rejects.toMatchObject({ code: 'STALE' });
    expect(await approve('townReviewer', articleId)).toEqual({ isPublished: true });
  });

  it('is not taken where a level would wait for nobody, naming that level', async () => {
    // Two above the town may decide at ABOVE: what one of them wrote leaves one for the two levels.
    await chain(['ABOVE', 'ABOVE', 'ABOVE']);
    const articleId = await makeDraft(at('eastReviewer'), { columnId: column() });
    const submission = submitArticle(at('eastReviewer'), { articleId, revisionNumber: 1 });
    await expect(submission).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('第 3 级“终审”没有别的人可以审核'),
    });
    await submitted('townEditor');
  });

  it('can be taken back, changed and published where nothing is to be reviewed any more', async () => {
    await chain(['SITE']);
    const articleId = await submitted();
    await recallArticle(at('townEditor'), { articleId });
    expect(await findReviewOfItem(at('townAdmin'), articleId)).toMatchObject({ state: 'RECALLED' });
    await chain([]);
    await publishArticle(at('townAdmin'), { articleId });
    expect(await publicTitle(articleId)).toBe('送审的稿件');
  });

  it('leaves the review when it is withdrawn', async () => {
    const articleId = await makePublished(at('townAdmin'), { columnId: column() });
    await saveRevision(at('townEditor'), { articleId, basedOnNumber: 1, title: '修改', body: '<p>正文。</p>' });
    await chain(['SITE']);
    await submitArticle(at('townEditor'), { articleId, revisionNumber: 2 });
    await withdrawArticle(at('townAdmin'), { articleId, reason: '内容有误' });
    expect(await findReviewOfItem(at('townAdmin'), articleId)).toMatchObject({ state: 'ENDED' });
    await expect(approve('townReviewer', articleId)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await publicTitle(articleId)).toBeUndefined();
  });
});

describe('the levels of a site', () => {
  it('are refused, naming the level, when the present people cannot staff them', async () => {
    // The town has one reviewer and one administrator; the county two above them; the city one.
    await expect(chain(['ABOVE', 'ABOVE', 'ABOVE', 'ABOVE'])).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('第 4 级“四审”没有人可以审核'),
      fields: { 'levels.3.place': [expect.any(String)] },
    });
    await expect(chain(Array(6).fill('SITE'))).rejects.toMatchObject({ code: 'INVALID' });
    const same = [1, 2].map(() => ({ name: '审核', place: 'SITE' as const }));
    await expect(setReviewChain(at('townAdmin'), { levels: same, version: 0 })).rejects.toMatchObject({
      fields: { 'levels.1.name': ['各级的名称不能相同。'] },
    });
    expect((await getReviewChains(at('townAdmin'))).site.levels).toEqual([]);
  });

  it('are those of the column where it has its own, also none', async () => {
    await chain(['SITE', 'ABOVE']);
    await chain([], column('tongzhi'));
    await chain(['SITE'], column('zhenxing'));
    const levelsOf = async (code: string) => {
      const articleId = await makeDraft(at('townAdmin'), { columnId: column(code) });
      const { levels } = await submitArticle(at('townAdmin'), { articleId, revisionNumber: 1 });
      return levels;
    };
    expect([await levelsOf('xinwen'), await levelsOf('zhenxing')]).toEqual([2, 1]);
    await expect(levelsOf('tongzhi')).rejects.toMatchObject({ code: 'CONFLICT' });
    const articleId = await makeDraft(at('townAdmin'), { columnId: column('tongzhi') });
    await publishArticle(at('townAdmin'), { articleId });
    await dropReviewChain(at('townAdmin'), { columnId: column('tongzhi') });
    expect(await levelsOf('tongzhi')).toBe(2);
  });

  it('that ask for somebody above are taken away only from above', async () => {
    const forbidden = { code: 'FORBIDDEN', message: '由上级站点审核的级别，只有上级站点的管理员可以取消。' };
    await chain(['SITE', 'ABOVE']);
    await expect(chain(['SITE'], undefined, 'townAdmin')).rejects.toMatchObject(forbidden);
    await expect(chain([], column('tongzhi'), 'townAdmin')).rejects.toMatchObject(forbidden);
    await chain(['ABOVE', 'SITE'], undefined, 'townAdmin');
    await chain(['ABOVE', 'ABOVE'], column('tongzhi'), 'townAdmin');
    const drop = dropReviewChain(at('townAdmin'), { columnId: column('tongzhi') });
    await expect(drop).rejects.toMatchObject(forbidden);
    await chain([]);
    expect((await getReviewChains(at('townAdmin'))).site.levels).toEqual([]);
  });

  it('stay those of the day of submission for what is on its way', async () => {
    await chain(['SITE']);
    const short = await submitted();
    await chain(['SITE', 'SITE']);
    const long = await submitted();
    expect(await approve('townReviewer', short)).toEqual({ isPublished: true });
    expect(await approve('townReviewer', long)).toMatchObject({ isPublished: false });
    await chain([]);
    expect(await approve('townAdmin', long)).toEqual({ isPublished: true });
  });

  it('are not overwritten by whoever read them before another change', async () => {
    await chain(['SITE']);
    const { version } = (await getReviewChains(at('townAdmin'))).site;
    await chain(['SITE', 'SITE']);
    const late = setReviewChain(at('townAdmin'), { levels: [], version });
    await expect(late).rejects.toMatchObject({ code: 'STALE' });
    expect((await getReviewChains(at('townAdmin'))).site.levels).toHaveLength(2);
  });
});

describe('the inbox over all sites', () => {
  const inbox = async (actor: ActorName, filter = {}) => {
    const context = group().context(actor);
    const reach = reachOf(context.actor, 'article:review', group().site('city').id);
    return {
      page: await listPendingReviewsAcrossSites(context, reach, filter),
      count: await countPendingReviewsAcrossSites(context, reach),
    };
  };
  const titles = async (actor: ActorName, filter = {}) =>
    (await inbox(actor, filter)).page.items.map(({ title }) => title).filter((title) => title.startsWith('收件'));

  it('has what its reader may decide just now, the longest waiting first', async () => {
    await chain(['SITE', 'ABOVE']);
    const first = await submitted('townEditor', '收件一');
    await submitted('townReviewer', '收件二');
    expect(await titles('townReviewer')).toEqual(['收件一']);
    expect(await titles('townAdmin')).toEqual(['收件一', '收件二']);
    expect(await titles('eastReviewer')).toEqual(['收件一', '收件二']);
    expect(await titles('westAdmin')).toEqual([]);
    await approve('townReviewer', first);
    // Its level is now the county's.
    expect(await titles('townAdmin')).toEqual(['收件二']);
    expect(await titles('eastReviewer', { q: '收件 一' })).toEqual(['收件一']);
    expect(await titles('eastReviewer', { siteId: group().site('east').id })).toEqual([]);
    const { page, count } = await inbox('eastReviewer');
    expect(count).toBe(page.items.length);
    expect(page.items.find(({ articleId }) => articleId === first)).toMatchObject({
      siteId: group().site('east-town').id,
      level: 2,
      levels: 2,
      levelName: '复审',
      place: 'ABOVE',
      submittedByName: '东镇编辑',
    });
    await approve('eastReviewer', first);
    expect(await titles('eastReviewer')).toEqual(['收件二']);
  });

  it('goes through pages by key, each item once', async () => {
    await chain(['SITE']);
    const before = (await inbox('eastReviewer')).count;
    for (let i = 0; i < 45; i++) await submitted('townEditor', `收件 ${i}`);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { page } = await inbox('eastReviewer', { after });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after);
    expect([seen.length, new Set(seen).size]).toEqual([before + 45, before + 45]);
  });

  it('holds nothing of an item that was taken back', async () => {
    await chain(['SITE']);
    const articleId = await submitted('townEditor', '收件收回');
    expect(await titles('townAdmin', { q: '收回' })).toEqual(['收件收回']);
    await recallArticle(at('townEditor'), { articleId });
    expect(await titles('townAdmin', { q: '收回' })).toEqual([]);
    expect((await getArticleForDesk(at('townEditor'), articleId)).openReviewId).toBeNull();
  });
});
