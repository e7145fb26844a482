import { listAuditLines } from '@zhanqun/audit/server';
import { dropReviewChain, findReviewOfItem, setReviewChain } from '@zhanqun/review/server';
import { asVisitor } from '@zhanqun/tenancy/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import {
  approveArticle,
  checkArticle,
  findPublicArticle,
  getSecrecySheet,
  publishArticle,
  saveRevision,
  submitArticle,
} from '../src/server';
import { makeDraft } from '../src/testing';

const group = useGroup();
const at = (actor: ActorName) => group().contextAt('east-town', actor);
const columnId = (code = 'xinwen') => group().columnId('east-town', code);
const BODY = '<p>联系人张三，手机13812345678，身份证11010519491231002X。</p>';
const REASON = '值班手机，本人书面同意公开';

const isPublic = async (articleId: string) =>
  (await asVisitor({ db: group().db }, (tx) => findPublicArticle(tx, group().site('east-town').id, articleId))) !==
  undefined;

const evidence = async (articleId: string) => {
  const { items } = await listAuditLines(at('townAdmin'), { subjectId: articleId, action: 'check:override' });
  return items.map(({ actorName, summary }) => [actorName, summary]);
};

describe('a text that shows numbers of persons', () => {
  it('is not published, and the refusal names them masked', async () => {
    const articleId = await makeDraft(at('townEditor'), { columnId: columnId(), body: BODY });
    const refused = publishArticle(at('townAdmin'), { articleId });
    await expect(refused).rejects.toMatchObject({
      code: 'CONFLICT',
      message: '发布前检查有 2 处必须处理：“138****5678”、“11*************02X”。',
      fields: { passOverReason: [expect.any(String)] },
    });
    expect([await isPublic(articleId), await evidence(articleId)]).toEqual([false, []]);
    await saveRevision(at('townEditor'), { articleId, basedOnNumber: 1, title: '改过了', body: '<p>电话 12345。</p>' });
    await publishArticle(at('townAdmin'), { articleId });
    expect([await isPublic(articleId), await evidence(articleId)]).toEqual([true, []]);
  });

  it('is published when somebody with the right says why, and that stays with his name', async () => {
    const articleId = await makeDraft(at('townEditor'), { columnId: columnId(), body: BODY, title: '值班表' });
    await publishArticle(at('townReviewer'), { articleId, passOverReason: REASON });
    expect(await isPublic(articleId)).toBe(true);
    expect(await evidence(articleId)).toEqual([['东镇审核员', `放行“值班表”第 1 版的 2 处检查结果：${REASON}`]]);
  });

  it('stops at the last level of its review, not before, until its reviewer says why', async () => {
    const column = columnId('tongzhi');
    const levels = (['初审', '终审'] as const).map((name) => ({ name, place: 'SITE' as const }));
    await setReviewChain(at('townAdmin'), { columnId: column, levels, version: 0 });
    const articleId = await makeDraft(at('townEditor'), { columnId: column, body: BODY, title: '送审的值班表' });
    await submitArticle(at('townEditor'), { articleId, revisionNumber: 1 });
    const approve = async (actor: ActorName, level: number, passOverReason?: string) => {
      const { id: reviewId = '' } = (await findReviewOfItem(at('townAdmin'), articleId)) ?? {};
      return approveArticle(at(actor), { articleId, reviewId, level, ...(passOverReason ? { passOverReason } : {}) });
    };
    await approve('townReviewer', 1);
    await expect(approve('townAdmin', 2)).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { passOverReason: [expect.any(String)] },
    });
    // The refused step left nothing behind.
    expect(await findReviewOfItem(at('townAdmin'), articleId)).toMatchObject({ state: 'OPEN', level: 2 });
    expect(await approve('townAdmin', 2, REASON)).toEqual({ isPublished: true });
    expect(await evidence(articleId)).toEqual([['东镇管理员', `放行“送审的值班表”第 1 版的 2 处检查结果：${REASON}`]]);
    const sheet = await getSecrecySheet(at('townReviewer'), articleId, 1);
    expect(sheet.steps.map(({ levelName, decision, personName }) => [levelName, decision, personName])).toEqual([
      ['', 'SUBMIT', '东镇编辑'],
      ['初审', 'APPROVE', '东镇审核员'],
      ['终审', 'APPROVE', '东镇管理员'],
    ]);
    expect(sheet.passings).toEqual([
      {
        personName: '东镇管理员',
        at: expect.any(Date),
        reason: REASON,
        hits: ['138****5678', '11*************02X'],
      },
    ]);
    await saveRevision(at('townEditor'), {
      articleId,
      basedOnNumber: 1,
      title: '送审的值班表',
      body: `${BODY}<p>改</p>`,
    });
    const next = await getSecrecySheet(at('townReviewer'), articleId, 2);
    expect([next.steps, next.passings, next.fingerprint === sheet.fingerprint]).toEqual([[], [], false]);
    expect(await getSecrecySheet(at('townReviewer'), articleId, 1)).toMatchObject({ fingerprint: sheet.fingerprint });
    // The facts of the column's type are public text too.
    const same = { articleId, title: '送审的值班表', body: `${BODY}<p>改</p>` };
    await saveRevision(at('townEditor'), {
      ...same,
      basedOnNumber: 2,
      fields: { documentNumber: '东府发〔2026〕1号' },
    });
    const facts = await getSecrecySheet(at('townReviewer'), articleId, 3);
    expect(facts.fingerprint).not.toBe(next.fingerprint);
    await dropReviewChain(at('townAdmin'), { columnId: column });
  });

  it('is told of links to what visitors do not find, of its own site and of others, and of no other links', async () => {
    const published = await makeDraft(at('townEditor'), { columnId: columnId() });
    await publishArticle(at('townAdmin'), { articleId: published });
    const draft = await makeDraft(at('townEditor'), { columnId: columnId() });
    const west = (rest: string) => group().contextAt('city', 'office').directory.urlOf(group().site('west-town'), rest);
    const alive = [`/a/${published}.html`, '/c/xinwen/', west('/c/xinwen/'), '/', 'https://example.test/a/x.html'];
    const dead = [`/a/${draft}.html`, '/a/nothing.html', '/c/nothing/', west(`/a/${published}.html`)];
    const body = [...alive, ...dead].map((href) => `<p><a href="${href}">一个地址</a></p>`).join('');
    const text = { title: '标题', summary: '', body, source: '东镇', author: '', keywords: '' };
    const found = await checkArticle(at('townEditor'), text);
    expect(found.map(({ rule, hit }) => [rule, hit])).toEqual(dead.map((href) => ['dead-link', href]));
  });

  it('is not held up by what is only to be noted', async () => {
    const body = '<h4>小标题</h4><p><a href="/c/xinwen/">点击这里</a></p>';
    const articleId = await makeDraft(at('townEditor'), { columnId: columnId(), body });
    await publishArticle(at('townAdmin'), { articleId });
    expect(await isPublic(articleId)).toBe(true);
  });
});
