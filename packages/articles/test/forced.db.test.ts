import { reachOf } from '@zhanqun/access';
import { listAuditLines } from '@zhanqun/audit/server';
import { listNotices } from '@zhanqun/notices/server';
import { decideLaterReview, findReviewOfItem, getLaterReview, setReviewChain } from '@zhanqun/review/server';
import { asVisitor } from '@zhanqun/tenancy/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  approveArticle,
  findPublicArticle,
  forceArticle,
  listLaterReviewsAcrossSites,
  saveRevision,
  submitArticle,
} from '../src/server';
import { makeDraft } from '../src/testing';

const group = useGroup();
const at = (actor: ActorName) => group().contextAt('east-town', actor);
const reason = '汛情紧急，须立即公开';

beforeAll(async () => {
  const levels = [
    { name: '初审', place: 'SITE' as const },
    { name: '终审', place: 'ABOVE' as const },
  ];
  const columnId = group().columnId('east-town', 'gongshi');
  await setReviewChain(at('eastAdmin'), { levels: levels.slice(0, 1), version: 0 });
  await setReviewChain(at('eastAdmin'), { columnId, levels, version: 0 });
});

const draft = (title: string, column = 'xinwen', body = '<p>正文。</p>') =>
  makeDraft(at('townEditor'), { columnId: group().columnId('east-town', column), title, body });

const isPublic = async (articleId: string) =>
  (await asVisitor({ db: group().db }, (tx) => findPublicArticle(tx, group().site('east-town').id, articleId))) !==
  undefined;

async function pending(actor: ActorName, title: string) {
  const context = group().context(actor);
  const reach = reachOf(context.actor, 'article:review', group().site('city').id);
  const { items } = await listLaterReviewsAcrossSites(context, reach, {});
  return items.find((item) => item.title === title);
}

const lastNotice = async (actor: ActorName) => (await listNotices(group().context(actor), {})).items[0]?.summary;

describe('forced publishing', () => {
  it('is for the site’s administrator, with a reason, and stands in the log', async () => {
    const articleId = await draft('防汛预警');
    const wish = { articleId, revisionNumber: 1, reason };
    for (const actor of ['townEditor', 'townReviewer'] as const) {
      await expect(forceArticle(at(actor), wish)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    const bare = forceArticle(at('townAdmin'), { ...wish, reason: '急' });
    await expect(bare).rejects.toMatchObject({ code: 'INVALID', fields: { reason: [expect.any(String)] } });
    await forceArticle(at('townAdmin'), wish);
    expect(await isPublic(articleId)).toBe(true);
    const { items } = await listAuditLines(at('townAdmin'), { subjectId: articleId, action: 'article:force' });
    expect(items.map(({ summary, actorName }) => [actorName, summary])).toEqual([
      ['东镇管理员', `未经审核强制发布“防汛预警”第 1 版：${reason}`],
    ]);
    await expect(forceArticle(at('townAdmin'), wish)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('asks for the checks as every publication does, and ends a review on its way', async () => {
    const articleId = await draft('身份证号', 'xinwen', '<p>身份证号 11010519491231002X。</p>');
    await submitArticle(at('townEditor'), { articleId, revisionNumber: 1 });
    const wish = { articleId, revisionNumber: 1, reason };
    await expect(forceArticle(at('townAdmin'), wish)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await findReviewOfItem(at('townAdmin'), articleId)).toMatchObject({ state: 'OPEN' });
    await forceArticle(at('townAdmin'), { ...wish, passOverReason: '寻人启事，家属要求' });
    expect(await findReviewOfItem(at('townAdmin'), articleId)).toMatchObject({ state: 'ENDED' });
    expect(await isPublic(articleId)).toBe(true);
    expect(await lastNotice('townEditor')).toBe(`“身份证号”的审核终止：东镇管理员强制发布：${reason}`);
  });

  it('is not the way where no level is asked for', async () => {
    const columnId = group().columnId('east-town', 'tongzhi');
    await setReviewChain(at('townAdmin'), { columnId, levels: [], version: 0 });
    const articleId = await draft('不用审', 'tongzhi');
    await expect(forceArticle(at('townAdmin'), { articleId, revisionNumber: 1, reason })).rejects.toMatchObject({
      message: '这个栏目不需要审核，可以直接发布。',
    });
  });

  it('is looked at afterwards by somebody without a hand in it, once', async () => {
    const articleId = await draft('补审一');
    await forceArticle(at('townAdmin'), { articleId, revisionNumber: 1, reason });
    expect(await pending('townAdmin', '补审一')).toBeUndefined();
    expect(await pending('westAdmin', '补审一')).toBeUndefined();
    const waiting = await pending('townReviewer', '补审一');
    expect(waiting).toMatchObject({ reason, forcedByName: '东镇管理员' });
    expect(await lastNotice('townReviewer')).toBe(`“补审一”未经审核由东镇管理员强制发布，等您补审：${reason}`);
    const laterReviewId = waiting?.id ?? '';
    const look = { laterReviewId, decision: 'OBJECTED' as const };
    const own = decideLaterReview(at('townAdmin'), { ...look, comment: '没问题' });
    await expect(own).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('另一个人补审') });
    await expect(decideLaterReview(at('townReviewer'), look)).rejects.toMatchObject({ code: 'INVALID' });
    await decideLaterReview(at('townReviewer'), { ...look, comment: '电话有误' });
    const again = decideLaterReview(at('eastReviewer'), { laterReviewId, decision: 'CONFIRMED' });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await getLaterReview(at('townAdmin'), laterReviewId)).toMatchObject({
      state: 'OBJECTED',
      comment: '电话有误',
    });
    for (const actor of ['townAdmin', 'townEditor'] as const) {
      expect(await lastNotice(actor)).toBe('“补审一”经东镇审核员补审有问题：电话有误。请更正或撤回');
    }
    expect(await pending('townReviewer', '补审一')).toBeUndefined();
  });

  it('counts as read by nobody: who wrote what was forced does not review the text that follows', async () => {
    const columnId = group().columnId('east-town', 'xinwen');
    const articleId = await makeDraft(at('townReviewer'), { columnId, title: '补审三', body: '<p>正文。</p>' });
    await forceArticle(at('townAdmin'), { articleId, revisionNumber: 1, reason });
    const more = { articleId, basedOnNumber: 1, title: '补审三', body: '<p>正文，加一个字。</p>' };
    await saveRevision(at('townEditor'), more);
    await submitArticle(at('townEditor'), { articleId, revisionNumber: 2 });
    const review = await findReviewOfItem(at('townReviewer'), articleId);
    await expect(
      approveArticle(at('townReviewer'), { articleId, reviewId: review?.id ?? '', level: 1 }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await approveArticle(at('eastReviewer'), { articleId, reviewId: review?.id ?? '', level: 1 });
  });

  it('is looked at from above where a level asked for that', async () => {
    const articleId = await draft('补审二', 'gongshi');
    await forceArticle(at('townAdmin'), { articleId, revisionNumber: 1, reason });
    expect(await pending('townReviewer', '补审二')).toBeUndefined();
    const waiting = await pending('eastReviewer', '补审二');
    const look = { laterReviewId: waiting?.id ?? '', decision: 'CONFIRMED' as const };
    await expect(decideLaterReview(at('townReviewer'), look)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await decideLaterReview(at('eastReviewer'), look);
    expect(await lastNotice('townEditor')).toBe('“补审二”经东县审核员补审无误');
  });
});
