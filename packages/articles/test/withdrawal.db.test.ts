import { asVisitor } from '@zhanqun/tenancy/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import type { WithdrawalKind } from '../src/schema';
import { findTombstone, getArticleForDesk, publishArticle, withdrawArticle } from '../src/server';
import { makeDraft, makePublished } from '../src/testing';

const group = useGroup();
const at = (actor: ActorName = 'townAdmin') => group().contextAt('east-town', actor);
const column = () => group().columnId('east-town', 'xinwen');
const siteId = () => group().site('east-town').id;
const published = (title = '要撤回的') => makePublished(at(), { columnId: column(), title });
const stoneOf = (articleId: string) => asVisitor({ db: group().db }, (tx) => findTombstone(tx, siteId(), articleId));

describe('what a visitor learns of a withdrawn item', () => {
  it.each<WithdrawalKind>(['ERROR', 'EXPIRED', 'OTHER'])('for %s is the kind alone, until it returns', async (kind) => {
    const articleId = await published();
    await withdrawArticle(at(), { articleId, reason: '数字写错了', kind });
    expect(await stoneOf(articleId)).toEqual({ kind, replacedById: null });
    expect(await getArticleForDesk(at(), articleId)).toMatchObject({
      withdrawKind: kind,
      withdrawReason: '数字写错了',
    });
    await publishArticle(at(), { articleId, revisionNumber: 1 });
    expect(await stoneOf(articleId)).toBeUndefined();
    expect((await getArticleForDesk(at(), articleId)).withdrawKind).toBeNull();
  });

  it('for secrecy is nothing at all, and so it is when no kind was named', async () => {
    const [secret, unnamed] = [await published(), await published()];
    await withdrawArticle(at(), { articleId: secret, reason: '含个人信息', kind: 'SECRECY' });
    await withdrawArticle(at(), { articleId: unnamed, reason: '含个人信息' });
    expect([await stoneOf(secret), await stoneOf(unnamed)]).toEqual([undefined, undefined]);
  });

  it('leads to what replaces it, as long as that is public', async () => {
    const [old, instead] = [await published('旧的'), await published('新的')];
    await withdrawArticle(at(), { articleId: old, reason: '有新的一版', kind: 'REPLACED', replacedById: instead });
    expect(await stoneOf(old)).toEqual({ kind: 'REPLACED', replacedById: instead });
    await withdrawArticle(at(), { articleId: instead, reason: '含个人信息' });
    expect(await stoneOf(old)).toEqual({ kind: 'REPLACED', replacedById: null });
  });

  it('leads nowhere else: neither to itself, nor to a draft, nor to another site', async () => {
    const articleId = await published();
    const draft = await makeDraft(at(), { columnId: column() });
    const west = group().contextAt('west-town', 'westAdmin');
    const foreign = await makePublished(west, { columnId: group().columnId('west-town', 'xinwen') });
    for (const replacedById of [articleId, draft, foreign, undefined]) {
      await expect(
        withdrawArticle(at(), { articleId, reason: '有新的一版', kind: 'REPLACED', replacedById }),
      ).rejects.toMatchObject({ code: 'INVALID', fields: { replacedById: [expect.any(String)] } });
    }
  });

  it('is not more than its few columns: the item itself stays out of sight', async () => {
    const articleId = await published();
    await withdrawArticle(at(), { articleId, reason: '数字写错了', kind: 'ERROR' });
    const seen = await asVisitor({ db: group().db }, async (tx) => ({
      articles: await tx.article.count({ where: { id: articleId } }),
      stones: await tx.$queryRaw`SELECT * FROM "Tombstone" WHERE "articleId" = ${articleId}`,
    }));
    expect(seen).toEqual({ articles: 0, stones: [{ siteId: siteId(), articleId, kind: 'ERROR', replacedById: null }] });
  });
});
