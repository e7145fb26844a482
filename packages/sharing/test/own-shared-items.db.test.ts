import { withdrawArticle } from '@zhanqun/articles/server';
import { makePublished, makeShared } from '@zhanqun/articles/testing';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { carryItem, listOwnSharedItems } from '../src/server';

const group = useGroup();
const city = () => group().contextAt('city', 'portalAdmin');
const town = () => group().contextAt('east-town', 'townReviewer');

describe('what a site offers to the others', () => {
  it('names who carries each item, keeps a withdrawn one in sight and leaves out what is not shared', async () => {
    const columnId = group().columnId('city', 'tonggao');
    await makePublished(city(), { columnId, title: '没有共享的公告' });
    const articleId = await makeShared(city(), { columnId, title: '共享的公告' });
    expect((await listOwnSharedItems(city())).items).toMatchObject([{ articleId, isPublished: true, carriers: [] }]);

    await carryItem(town(), {
      sourceSiteId: group().site('city').id,
      sourceArticleId: articleId,
      columnId: group().columnId('east-town', 'tongzhi'),
    });
    await withdrawArticle(city(), { articleId, reason: '内容有误' });
    expect((await listOwnSharedItems(city())).items).toMatchObject([
      { articleId, title: '共享的公告', isPublished: false, carriers: ['东镇'] },
    ]);
    expect((await listOwnSharedItems(town())).items).toEqual([]);
  });
});
