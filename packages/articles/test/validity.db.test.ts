import { formatDate } from '@zhanqun/kit';
import { Recorder, recordInto } from '@zhanqun/publishing/server';
import { asVisitor } from '@zhanqun/tenancy/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import {
  findPublicArticle,
  getArticleForDesk,
  listArticles,
  listPublicItems,
  publishArticle,
  saveRevision,
  setValidity,
  withdrawArticle,
} from '../src/server';
import { makePublished } from '../src/testing';

const group = useGroup();
const DAY = 24 * 3_600_000;
const at = (actor: ActorName = 'townAdmin', now = new Date()) => group().contextAt('east-town', actor, now);
const column = () => group().columnId('east-town', 'xinwen');
const siteId = () => group().site('east-town').id;
const dayFromNow = (days: number) => formatDate(new Date(Date.now() + days * DAY));
const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`);

/** What a visitor's page and list say of an item, and until when they may be kept. */
async function seen(articleId: string) {
  const [page, list] = [new Recorder(), new Recorder()];
  const db = group().db;
  const article = await asVisitor({ db }, (tx) => {
    recordInto(tx, page);
    return findPublicArticle(tx, siteId(), articleId);
  });
  const items = await asVisitor({ db }, (tx) => {
    recordInto(tx, list);
    return listPublicItems(tx, siteId(), column(), { limit: 50 });
  });
  return { article, row: items.find(({ id }) => id === articleId), expires: [page.expires, list.expires] };
}

describe('an item whose validity ends', () => {
  it('is kept as it is until the midnight after its last day in Shanghai', async () => {
    const articleId = await makePublished(at(), { columnId: column() });
    const day = dayFromNow(3);
    await setValidity(at(), { articleId, validity: { end: 'EXPIRED', day } });
    const { article, row, expires } = await seen(articleId);
    const end = midnight(dayFromNow(4));
    expect([article?.validUntil, article?.endedAs, row?.endedAs]).toEqual([end, null, null]);
    expect(expires).toEqual([end.getTime(), end.getTime()]);
    await setValidity(at(), { articleId, validity: null });
    expect((await seen(articleId)).expires).toEqual([undefined, undefined]);
  });

  it('carries its mark afterwards, on its page, in lists and at the desk, and stays public', async () => {
    const articleId = await makePublished(at(), { columnId: column() });
    await setValidity(at(), { articleId, validity: { end: 'EXPIRED', day: dayFromNow(-1) } });
    const expired = await seen(articleId);
    expect([expired.article?.endedAs, expired.row?.endedAs, expired.expires]).toEqual([
      'EXPIRED',
      'EXPIRED',
      [undefined, undefined],
    ]);
    // Abolished with the day itself, which is not over.
    await setValidity(at(), { articleId, validity: { end: 'ABOLISHED', day: dayFromNow(0) } });
    expect((await seen(articleId)).article?.endedAs).toBe('ABOLISHED');
    const { items } = await listArticles(at('townEditor'), {});
    expect(items.find(({ id }) => id === articleId)?.endedAs).toBe('ABOLISHED');
  });

  it('is told by whoever may publish, with a day that exists', async () => {
    const articleId = await makePublished(at(), { columnId: column() });
    const wrong = { articleId, validity: { end: 'EXPIRED', day: '2026-02-30' } } as const;
    await expect(setValidity(at(), wrong)).rejects.toMatchObject({
      code: 'INVALID',
      fields: { day: [expect.any(String)] },
    });
    await expect(setValidity(at('townEditor'), { articleId, validity: null })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('a correction note', () => {
  const save = async (articleId: string, basedOnNumber: number, correctionNote: string) =>
    saveRevision(at(), { articleId, basedOnNumber, title: '改过的标题', body: '<p>改过。</p>', correctionNote });

  it('is told with the time when its text became public, the latest first, and each once', async () => {
    const articleId = await makePublished(at(), { columnId: column() });
    const [first, second] = [new Date('2026-11-20T01:00:00Z'), new Date('2026-11-21T01:00:00Z')];
    await save(articleId, 1, '更正时间');
    expect((await seen(articleId)).article?.corrections).toEqual([]);
    await publishArticle(at('townAdmin', first), { articleId });
    await save(articleId, 2, '更正地点');
    await publishArticle(at('townAdmin', second), { articleId });
    const told = [
      { at: second, text: '更正地点' },
      { at: first, text: '更正时间' },
    ];
    expect((await seen(articleId)).article?.corrections).toEqual(told);
    // A withdrawal and the return of the same text tell nothing new.
    await withdrawArticle(at(), { articleId, reason: '再核一次' });
    await publishArticle(at(), { articleId, revisionNumber: 3 });
    expect((await seen(articleId)).article?.corrections).toEqual(told);
  });

  it('is checked like the rest of what is public', async () => {
    const articleId = await makePublished(at(), { columnId: column() });
    await save(articleId, 1, '联系电话更正为 13812345678');
    await expect(publishArticle(at(), { articleId })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await getArticleForDesk(at(), articleId)).publishedNumber).toBe(1);
  });
});
