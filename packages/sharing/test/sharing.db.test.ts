import {
  findPublicArticle,
  listPublicItems,
  publishArticle,
  saveRevision,
  unshareArticle,
  withdrawArticle,
} from '@zhanqun/articles/server';
import { makeDraft, makePublished, makeShared } from '@zhanqun/articles/testing';
import { createColumn, getColumn } from '@zhanqun/columns/server';
import { sqlState } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import { setReviewChain } from '@zhanqun/review/server';
import { asVisitor, withSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { carryItem, dropItem, listCarriedItems, listCarriers, listSharedItems } from '../src/server';

const group = useGroup();
const city = () => group().contextAt('city', 'portalAdmin');
const town = () => group().contextAt('east-town', 'townReviewer');
const ids = { source: '', from: '', here: '', column: '' };

beforeAll(() => {
  ids.source = group().site('city').id;
  ids.from = group().columnId('city', 'tonggao');
  ids.here = group().site('east-town').id;
  ids.column = group().columnId('east-town', 'tongzhi');
});

const carry = (sourceArticleId: string) =>
  carryItem(town(), { sourceSiteId: ids.source, sourceArticleId, columnId: ids.column });
const shared = (title = '关于共享的通知') => makeShared(city(), { columnId: ids.from, title });
const seen = (linkId: string) => asVisitor(group(), (tx) => findPublicArticle(tx, ids.here, linkId));
const inList = (linkId: string) =>
  asVisitor(group(), async (tx) =>
    (await listPublicItems(tx, ids.here, ids.column, { limit: 100 })).find((item) => item.id === linkId),
  );

describe('a carried item', () => {
  it('comes into a column with levels by the hand of who may decide the last of them', async () => {
    const { columnId } = await createColumn(group().contextAt('east-town', 'townAdmin'), {
      code: 'carry-levels',
      name: '要审核的',
      kind: 'NEWS',
    });
    const levels = [
      { name: '镇审', place: 'SITE' as const },
      { name: '县审', place: 'ABOVE' as const },
    ];
    await setReviewChain(group().contextAt('east-town', 'townAdmin'), { columnId, levels, version: 0 });
    const wish = { sourceSiteId: ids.source, sourceArticleId: await shared('要审核的转载'), columnId };
    await expect(carryItem(town(), wish)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('县审'),
    });
    await carryItem(group().contextAt('east-town', 'eastAdmin'), wish);
  });

  it('stands in the column of the carrier with its source named, and follows every correction', async () => {
    const articleId = await shared();
    const { linkId } = await carry(articleId);
    expect(await inList(linkId)).toMatchObject({
      title: '关于共享的通知',
      isCarried: true,
      sourceSiteName: '江州市',
      articleId,
      articleSiteId: ids.source,
    });
    await saveRevision(city(), { articleId, basedOnNumber: 1, title: '改正后的通知', body: '<p>改正后的正文。</p>' });
    expect((await seen(linkId))?.title).toBe('关于共享的通知');
    await publishArticle(city(), { articleId });
    expect(await seen(linkId)).toMatchObject({
      title: '改正后的通知',
      body: '<p>改正后的正文。</p>',
      columnId: ids.column,
      sourceSite: { id: ids.source, name: '江州市人民政府' },
    });
  });

  it('is gone in the moment its source withdraws it, and back when it is published again', async () => {
    const articleId = await shared();
    const { linkId } = await carry(articleId);
    await withdrawArticle(city(), { articleId, reason: '测试' });
    expect([await seen(linkId), await inList(linkId)]).toEqual([undefined, undefined]);
    expect((await listCarriedItems(town())).items.find((item) => item.linkId === linkId)?.title).toBeNull();
    await publishArticle(city(), { articleId });
    expect(await inList(linkId)).toBeDefined();
  });

  it('is gone when its source shares it no longer, and stays with its source', async () => {
    const articleId = await shared();
    const { linkId } = await carry(articleId);
    await unshareArticle(city(), { articleId });
    expect([await seen(linkId), await inList(linkId)]).toEqual([undefined, undefined]);
    expect(await asVisitor(group(), (tx) => findPublicArticle(tx, ids.source, articleId))).toBeDefined();
  });

  it('is dropped by the carrier, which may carry it again', async () => {
    const articleId = await shared();
    const before = await getColumn(town(), ids.column);
    const { linkId } = await carry(articleId);
    expect((await getColumn(town(), ids.column)).itemCount).toBe(before.itemCount + 1);
    await dropItem(town(), { linkId });
    expect((await getColumn(town(), ids.column)).itemCount).toBe(before.itemCount);
    expect(await seen(linkId)).toBeUndefined();
    await carry(articleId);
  });

  it('is told to its source by the name of the carrier', async () => {
    const articleId = await shared();
    const { linkId } = await carry(articleId);
    expect(await listCarriers(city(), articleId)).toMatchObject([
      { linkId, siteId: ids.here, siteName: '东镇人民政府' },
    ]);
    await expect(listCarriers(town(), articleId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('carrying is refused', () => {
  it('for a draft, an item not shared, a withdrawn one and one that is not there', async () => {
    const withdrawn = await shared();
    await withdrawArticle(city(), { articleId: withdrawn, reason: '测试' });
    const tries = [
      await makeDraft(city(), { columnId: ids.from }),
      await makePublished(city(), { columnId: ids.from }),
      withdrawn,
      newId(),
    ];
    for (const articleId of tries) await expect(carry(articleId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('for an own item, a second time, and a column of another site', async () => {
    const own = await makeShared(town(), { columnId: ids.column });
    const input = { sourceSiteId: ids.here, sourceArticleId: own, columnId: ids.column };
    await expect(carryItem(town(), input)).rejects.toMatchObject({ code: 'CONFLICT' });
    const articleId = await shared();
    await carry(articleId);
    await expect(carry(articleId)).rejects.toMatchObject({ code: 'CONFLICT' });
    const elsewhere = { sourceSiteId: ids.source, sourceArticleId: articleId, columnId: ids.from };
    await expect(carryItem(town(), elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('to who may not, and dropping to a neighbour', async () => {
    const articleId = await shared();
    const editor = group().contextAt('east-town', 'townEditor');
    const input = { sourceSiteId: ids.source, sourceArticleId: articleId, columnId: ids.column };
    await expect(carryItem(editor, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { linkId } = await carry(articleId);
    const west = group().contextAt('west-town', 'westAdmin');
    await expect(dropItem(west, { linkId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(dropItem(city(), { linkId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await seen(linkId)).toBeDefined();
  });

  it('by the database itself, in making a link and in changing one', async () => {
    const draft = await makeDraft(city(), { columnId: ids.from });
    const unshared = await makePublished(city(), { columnId: ids.from });
    const own = await makeShared(town(), { columnId: ids.column });
    const { linkId } = await carry(await shared());
    const refused = async (work: Promise<unknown>) => sqlState(await work.catch((error: unknown) => error));
    const row = { columnId: ids.column, createdById: 'x', createdByName: 'x' };
    for (const [sourceSiteId, sourceArticleId] of [
      [ids.source, draft],
      [ids.source, unshared],
      [ids.here, own],
    ] as const) {
      const made = withSite(town(), (tx) =>
        tx.contentLink.createMany({ data: [{ ...row, siteId: ids.here, id: newId(), sourceSiteId, sourceArticleId }] }),
      );
      expect(await refused(made)).toBe('42501');
      const changed = withSite(town(), (tx) =>
        tx.contentLink.updateMany({ where: { siteId: ids.here, id: linkId }, data: { sourceSiteId, sourceArticleId } }),
      );
      expect(await refused(changed)).toBe('42501');
    }
  });
});

describe('what the group shares', () => {
  it('is listed last offered first, by key and by words, without own items, and says what is carried', async () => {
    const { bureau, context } = {
      bureau: group().columnId('bureau', 'tongzhi'),
      context: group().contextAt('bureau', 'bureauAdmin'),
    };
    for (let i = 0; i < 22; i++) await makeShared(context, { columnId: bureau, title: `学校第 ${i} 号通知` });
    const first = await listSharedItems(town(), { q: '学校' });
    const second = await listSharedItems(town(), { q: '学校', ...(first.next ? { after: first.next } : {}) });
    expect([first.items.length, second.items.length]).toEqual([20, 2]);
    expect(new Set([...first.items, ...second.items].map((item) => item.articleId)).size).toBe(22);
    expect((await listSharedItems(context, { q: '学校' })).items).toEqual([]);
    const [item] = (await listSharedItems(town(), { q: '第 21 号' })).items;
    expect(item).toMatchObject({ siteName: '市教育局', linkId: null });
    const carried = await carryItem(town(), {
      sourceSiteId: item?.siteId ?? '',
      sourceArticleId: item?.articleId ?? '',
      columnId: ids.column,
    });
    expect((await listSharedItems(town(), { q: '第 21 号' })).items[0]?.linkId).toBe(carried.linkId);
  });
});
