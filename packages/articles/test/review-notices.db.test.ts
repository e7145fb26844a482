import { listMails, listNotices } from '@zhanqun/notices/server';
import { findReviewOfItem, setReviewChain } from '@zhanqun/review/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  approveArticle,
  listPassageComments,
  recallArticle,
  returnArticle,
  saveRevision,
  settlePassage,
  submitArticle,
  withdrawArticle,
} from '../src/server';
import { makeDraft } from '../src/testing';

const group = useGroup();
const at = (actor: ActorName) => group().contextAt('east-town', actor);
const PEOPLE = ['townEditor', 'townReviewer', 'townAdmin', 'eastAdmin', 'eastReviewer', 'office'] as const;
let seen = new Set<string>();

beforeAll(async () => {
  const levels = [
    { name: '初审', place: 'SITE' as const },
    { name: '终审', place: 'ABOVE' as const },
  ];
  await setReviewChain(at('eastAdmin'), { levels, version: 0 });
});

/** The notices that came since the last look, by person. */
async function news(): Promise<Partial<Record<ActorName, string[]>>> {
  const told: Partial<Record<ActorName, string[]>> = {};
  for (const person of PEOPLE) {
    const items = (await listNotices(group().context(person), {})).items.filter(({ id }) => !seen.has(id));
    for (const { id } of items) seen = seen.add(id);
    if (items.length > 0) told[person] = items.map(({ label, summary }) => `${label}：${summary}`);
  }
  return told;
}

async function submitted(actor: ActorName, title: string, text = '正文。') {
  const columnId = group().columnId('east-town', 'xinwen');
  const articleId = await makeDraft(at(actor), { columnId, title, body: `<p>${text}</p>` });
  await submitArticle(at(actor), { articleId, revisionNumber: 1 });
  const review = await findReviewOfItem(at(actor), articleId);
  return { articleId, reviewId: review?.id ?? '' };
}

describe('who is told of a review', () => {
  it('is at each level the nearest who may decide, and the writer in the end', async () => {
    const one = await submitted('townEditor', '三步');
    const first = '待您审核：“三步”等您审核：第 1 级“初审”，共 2 级';
    expect(await news()).toEqual({ townReviewer: [first], townAdmin: [first] });
    await approveArticle(at('townAdmin'), { ...one, level: 1 });
    const second = '待您审核：“三步”等您审核：第 2 级“终审”，共 2 级';
    expect(await news()).toEqual({ eastAdmin: [second], eastReviewer: [second] });
    await approveArticle(at('eastReviewer'), { ...one, level: 2 });
    expect(await news()).toEqual({ townEditor: ['审核通过：“三步”审核通过，已经发布'] });
  });

  it('is never whoever has had a hand in it', async () => {
    const one = await submitted('townReviewer', '四眼');
    expect(Object.keys(await news())).toEqual(['townAdmin']);
    await approveArticle(at('eastAdmin'), { ...one, level: 1 });
    expect(Object.keys(await news())).toEqual(['eastReviewer']);
  });

  it('is the writer when it is returned or ended, the reviewer when it is taken back', async () => {
    const one = await submitted('townEditor', '来回');
    await news();
    await returnArticle(at('townReviewer'), { ...one, comment: '请注明来源。' });
    expect(await news()).toEqual({ townEditor: ['退回修改：“来回”被东镇审核员退回修改：请注明来源。'] });
    const text = { articleId: one.articleId, title: '来回', body: '<p>改过。</p>' };
    await saveRevision(at('townEditor'), { ...text, basedOnNumber: 1 });
    await submitArticle(at('townEditor'), { articleId: one.articleId, revisionNumber: 2 });
    await news();
    await recallArticle(at('townEditor'), { articleId: one.articleId });
    const recalled = ['已收回：“来回”被东镇编辑收回，不用再审核'];
    expect(await news()).toEqual({ townReviewer: recalled, townAdmin: recalled });
    await submitArticle(at('townEditor'), { articleId: one.articleId, revisionNumber: 2 });
    const { id: reviewId = '' } = (await findReviewOfItem(at('townAdmin'), one.articleId)) ?? {};
    await approveArticle(at('townAdmin'), { articleId: one.articleId, reviewId, level: 1 });
    await approveArticle(at('eastAdmin'), { articleId: one.articleId, reviewId, level: 2 });
    await saveRevision(at('townEditor'), { ...text, basedOnNumber: 2 });
    await submitArticle(at('townEditor'), { articleId: one.articleId, revisionNumber: 3 });
    await news();
    await withdrawArticle(at('townAdmin'), { articleId: one.articleId, reason: '内容有误' });
    expect(await news()).toEqual({ townEditor: ['审核终止：“来回”的审核终止：内容已撤回：内容有误'] });
  });

  it('has nothing left to do when another one has decided, and gets no letter of it any more', async () => {
    const one = await submitted('townEditor', '已办');
    await approveArticle(at('townAdmin'), { ...one, level: 1 });
    const settled = async (actor: ActorName) =>
      (await listNotices(group().context(actor), {})).items.flatMap(({ subjectId, readAt, settledByName }) =>
        subjectId === one.articleId ? [[readAt !== null, settledByName]] : [],
      );
    expect(await settled('townReviewer')).toEqual([[true, '东镇管理员']]);
    expect(await settled('townAdmin')).toEqual([[true, '']]);
    expect(await settled('eastReviewer')).toEqual([[false, '']]);
    const { items } = await listMails(group().context('office'), {});
    const letters = items.filter(({ summary }) => summary.includes('“已办”等您审核：第 1 级'));
    expect(letters.map(({ state, fault }) => [state, fault])).toEqual(Array(2).fill(['LAPSED', '已由东镇管理员办理']));
    await news();
  });

  it('is nobody when the decision does not come about', async () => {
    const one = await submitted('townEditor', '有隐私', '身份证号 11010519491231002X。');
    await approveArticle(at('townAdmin'), { ...one, level: 1 });
    await news();
    await expect(approveArticle(at('eastAdmin'), { ...one, level: 2 })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await news()).toEqual({});
  });
});

describe('what a reviewer says about some words of a text', () => {
  const said = async (articleId: string) =>
    (await listPassageComments(at('townEditor'), articleId)).map(({ field, passage, text, settledByName }) => [
      field,
      passage.quote,
      passage.nth,
      text,
      settledByName,
    ]);

  it('is kept with its place when the text is returned, and settled once by whoever writes', async () => {
    const one = await submitted('townEditor', '两处甲乙', '早班甲乙，晚班甲乙。');
    const around = { field: 'body' as const, nth: 1, before: '晚班', after: '。' };
    await returnArticle(at('townReviewer'), {
      ...one,
      comment: '请改两处。',
      passages: [
        { quote: '甲乙', text: '晚班换人了', around },
        { quote: '两处', text: '标题太短' },
      ],
    });
    expect(await said(one.articleId)).toEqual([
      ['body', '甲乙', 1, '晚班换人了', ''],
      ['title', '两处', 0, '标题太短', ''],
    ]);
    const [first] = await listPassageComments(at('townEditor'), one.articleId);
    const settle = () => settlePassage(at('townEditor'), { articleId: one.articleId, commentId: first?.id ?? '' });
    await settle();
    await settle();
    expect((await said(one.articleId)).at(-1)?.at(-1)).toBe('东镇编辑');
    await news();
  });

  it('is refused for words that the text does not have, and nothing is returned then', async () => {
    const one = await submitted('townEditor', '没有这句');
    const passages = [{ quote: '原文里没有的话', text: '请改' }];
    await expect(returnArticle(at('townReviewer'), { ...one, comment: '请改。', passages })).rejects.toMatchObject({
      code: 'INVALID',
      fields: { 'quote.0': ['这一版里没有“原文里没有的话”，请照原文填写。'] },
    });
    expect((await findReviewOfItem(at('townEditor'), one.articleId))?.state).toBe('OPEN');
    await news();
  });
});
