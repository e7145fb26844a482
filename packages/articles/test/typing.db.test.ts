import { withPlatform, withSite } from '@zhanqun/tenancy/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { MOST_TYPED_DRAFTS } from '../src/schema';
import {
  createArticle,
  findTypedDraft,
  forgetTyped,
  listOthersTyping,
  listRevisions,
  noteTyping,
  saveRevision,
  sweepTyping,
} from '../src/server';
import { makeDraft } from '../src/testing';

const group = useGroup();
const START = new Date('2026-11-22T00:00:00Z');
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const at = (actor: ActorName = 'townEditor', now = START) => group().contextAt('east-town', actor, now);
const column = () => group().columnId('east-town', 'xinwen');
const draft = (title: string, base = '1') => ({ base, fields: [['title', title] as [string, string]] });

describe('what is being typed', () => {
  it('is kept for its writer alone, the last of it, and is no revision', async () => {
    const articleId = await makeDraft(at(), { columnId: column() });
    await noteTyping(at(), { articleId, draft: draft('半句') });
    await noteTyping(at('townEditor', after(5)), { articleId, draft: draft('半句话') });
    expect(await findTypedDraft(at(), articleId)).toEqual({ ...draft('半句话'), savedAt: after(5) });
    expect(await findTypedDraft(at('townAdmin'), articleId)).toBeUndefined();
    expect(await listRevisions(at(), articleId)).toHaveLength(1);
  });

  it('is forgotten with the save that holds it, and what arrives after that save is not kept', async () => {
    const articleId = await makeDraft(at(), { columnId: column() });
    await noteTyping(at(), { articleId, draft: draft('新标题') });
    await saveRevision(at(), { articleId, basedOnNumber: 1, title: '新标题', body: '<p>正文。</p>' });
    expect(await findTypedDraft(at(), articleId)).toBeUndefined();
    await noteTyping(at(), { articleId, draft: draft('晚到的') });
    expect(await findTypedDraft(at(), articleId)).toBeUndefined();
    // Somebody else's save does not undo what this person types.
    await noteTyping(at('townAdmin'), { articleId, draft: draft('从第一版改起') });
    expect((await findTypedDraft(at('townAdmin'), articleId))?.base).toBe('1');
    await forgetTyped(at('townAdmin'), { articleId });
    expect(await findTypedDraft(at('townAdmin'), articleId)).toBeUndefined();
  });

  it('of a new item is forgotten when it is made', async () => {
    await noteTyping(at(), { draft: draft('还没有稿件', '0') });
    expect((await findTypedDraft(at()))?.fields).toEqual([['title', '还没有稿件']]);
    await createArticle(at(), { columnId: column(), title: '还没有稿件', body: '<p>有了。</p>' });
    expect(await findTypedDraft(at())).toBeUndefined();
  });

  it('is limited in length and number, the oldest going first', async () => {
    const fields: [string, string][] = [['body', '字'.repeat(1_100_000)]];
    await expect(noteTyping(at(), { draft: { base: '0', fields } })).rejects.toMatchObject({ code: 'INVALID' });
    const ids: string[] = [];
    for (let n = 0; n <= MOST_TYPED_DRAFTS; n += 1) {
      const articleId = await makeDraft(at(), { columnId: column() });
      await noteTyping(at('townReviewer', after(n)), { articleId, draft: draft(`第 ${n} 篇`) });
      ids.push(articleId);
    }
    const [first = '', second = ''] = ids;
    expect(await findTypedDraft(at('townReviewer'), first)).toBeUndefined();
    expect(await findTypedDraft(at('townReviewer'), second)).toBeDefined();
  });
});

describe('two people at one item', () => {
  it('are told of each other with since when, until one is not heard of for a minute', async () => {
    const articleId = await makeDraft(at(), { columnId: column() });
    await noteTyping(at('townEditor', after(0)), { articleId });
    await noteTyping(at('townEditor', after(50)), { articleId });
    const others = (actor: ActorName, seconds: number) => listOthersTyping(at(actor, after(seconds)), articleId);
    expect(await others('townAdmin', 109)).toEqual([{ name: '东镇编辑', since: after(0) }]);
    expect(await others('townEditor', 109)).toEqual([]);
    expect(await others('townAdmin', 110)).toEqual([]);
    // Whoever comes back begins anew.
    await noteTyping(at('townEditor', after(200)), { articleId });
    expect(await others('townAdmin', 201)).toEqual([{ name: '东镇编辑', since: after(200) }]);
  });

  it('are forgotten by the sweep, and so are drafts of last month; the platform reads neither', async () => {
    const articleId = await makeDraft(at(), { columnId: column() });
    const long = new Date(Date.now() - 31 * 24 * 3_600_000);
    await noteTyping(at('townEditor', long), { articleId, draft: draft('上个月的') });
    await noteTyping(at('townAdmin', new Date()), { articleId, draft: draft('今天的') });
    await sweepTyping(group().db);
    const left = await withSite(at(), async (tx) => [
      await tx.typing.findMany({ where: { articleId }, select: { name: true } }),
      await tx.typedDraft.findMany({ where: { form: articleId }, select: { fields: true } }),
    ]);
    expect(left).toEqual([[{ name: '东镇管理员' }], [{ fields: [['title', '今天的']] }]]);
    await expect(withPlatform({ db: group().db }, (tx) => tx.typedDraft.count())).rejects.toThrow();
  });
});
