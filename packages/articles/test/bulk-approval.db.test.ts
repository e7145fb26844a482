import { reachOf } from '@zhanqun/access';
import { findReviewOfItem, setReviewChain } from '@zhanqun/review/server';
import { type ActorName, type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { approveArticles, listPendingReviewsAcrossSites, recallArticle, submitArticle } from '../src/server';
import { makeDraft } from '../src/testing';

const group = useGroup();
const at = (actor: ActorName, site: SiteCode = 'east-town', now?: Date) => group().contextAt(site, actor, now);
const DAY_MS = 24 * 3_600_000;

beforeAll(async () => {
  const level = { name: '初审', place: 'SITE' as const };
  await setReviewChain(at('eastAdmin'), { levels: [level, { name: '终审', place: 'ABOVE' }], version: 0 });
  await setReviewChain(at('eastAdmin', 'east'), { levels: [level], version: 0 });
});

async function submitted(
  title: string,
  options: { actor?: ActorName; site?: SiteCode; text?: string; now?: Date } = {},
) {
  const { actor = 'townEditor', site = 'east-town', text = '正文。', now } = options;
  const context = at(actor, site, now);
  const columnId = group().columnId(site, site === 'east' ? 'yaowen' : 'xinwen');
  const articleId = await makeDraft(context, { columnId, title, body: `<p>${text}</p>` });
  await submitArticle(context, { articleId, revisionNumber: 1 });
  const review = await findReviewOfItem(context, articleId);
  return { siteId: context.site.id, articleId, reviewId: review?.id ?? '', level: review?.level ?? 0 };
}

async function titles(actor: ActorName, filter = {}): Promise<string[]> {
  const context = group().context(actor);
  const reach = reachOf(context.actor, 'article:review', group().site('city').id);
  return (await listPendingReviewsAcrossSites(context, reach, filter)).items.map(({ title }) => title);
}

describe('approving several items at once', () => {
  it('decides each on its own: what is refused stays, with its sentence, and holds nothing else back', async () => {
    const good = await submitted('批量一');
    const county = await submitted('批量二', { actor: 'eastReviewer', site: 'east' });
    const mine = await submitted('批量三', { actor: 'eastAdmin', site: 'east' });
    const secret = await submitted('批量四', {
      actor: 'eastReviewer',
      site: 'east',
      text: '身份证号 11010519491231002X。',
    });
    const recalled = await submitted('批量五');
    await recallArticle(at('townEditor'), { articleId: recalled.articleId });
    const stale = { ...(await submitted('批量六')), level: 2 };
    const elsewhere = { ...good, siteId: group().site('west-town').id };
    const items = [good, county, mine, secret, recalled, stale, elsewhere];
    expect(await approveArticles(group().context('eastAdmin'), { items })).toEqual([
      { reviewId: good.reviewId, isPublished: false },
      { reviewId: county.reviewId, isPublished: true },
      { reviewId: mine.reviewId, refusal: expect.stringContaining('要由另一个人审核') },
      { reviewId: secret.reviewId, refusal: expect.stringContaining('发布前检查有 1 处必须处理') },
      { reviewId: recalled.reviewId, refusal: '这篇内容没有在审核中，请刷新页面。' },
      { reviewId: stale.reviewId, refusal: '这篇内容已经到第 1 级审核，请刷新页面。' },
      { reviewId: elsewhere.reviewId, refusal: expect.stringContaining('没有找到') },
    ]);
    expect(await findReviewOfItem(at('eastAdmin', 'east'), secret.articleId)).toMatchObject({
      state: 'OPEN',
      level: 1,
    });
    expect(await titles('eastAdmin', { q: '批量' })).toEqual(['批量四', '批量六']);
  });

  it('takes no empty and no endless list', async () => {
    const context = group().context('eastAdmin');
    await expect(approveArticles(context, { items: [] })).rejects.toMatchObject({ code: 'INVALID' });
    const one = { siteId: 'a', articleId: 'a', reviewId: 'a', level: 1 };
    await expect(approveArticles(context, { items: Array(101).fill(one) })).rejects.toMatchObject({ code: 'INVALID' });
  });
});

describe('the filters of the inbox', () => {
  it('narrow by site, column, level, time waited and unit of the submitter, and all together', async () => {
    const now = new Date();
    const old = await submitted('筛选旧', { now: new Date(now.getTime() - 4 * DAY_MS) });
    await submitted('筛选新');
    await submitted('筛选县', { actor: 'eastReviewer', site: 'east' });
    const q = '筛选';
    const threeDays = new Date(now.getTime() - 3 * DAY_MS);
    expect(await titles('office', { q, before: threeDays })).toEqual(['筛选旧']);
    expect(await titles('office', { q, siteId: group().site('east').id })).toEqual(['筛选县']);
    expect(await titles('office', { q, unit: '东县' })).toEqual(['筛选县']);
    expect(await titles('office', { q, unit: '东_' })).toEqual([]);
    expect(await titles('office', { q, columnId: group().columnId('east-town', 'tongzhi') })).toEqual([]);
    const columnId = group().columnId('east-town', 'xinwen');
    await approveArticles(group().context('townReviewer'), { items: [old] });
    expect(await titles('office', { q, level: 2 })).toEqual(['筛选旧']);
    expect(await titles('office', { q, level: 1, columnId, unit: '东镇' })).toEqual(['筛选新']);
  });
});
