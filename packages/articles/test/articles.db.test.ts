import { getColumn } from '@zhanqun/columns/server';
import { asVisitor, readSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import {
  createArticle,
  findPublicArticle,
  getArticleForDesk,
  getPublicArticle,
  getRevision,
  listArticles,
  listPublicItems,
  listRevisions,
  moveArticle,
  publishArticle,
  saveRevision,
  shareArticle,
  unshareArticle,
  withdrawArticle,
} from '../src/server';
import { makeDraft, makePublished } from '../src/testing';

const group = useGroup();
const T1 = new Date('2026-03-02T01:02:03.004Z');
const T2 = new Date('2026-03-05T01:02:03.004Z');
const at = (now?: Date) => group().contextAt('east-town', 'townReviewer', now);
const column = (code = 'xinwen') => group().columnId('east-town', code);
const siteId = () => group().site('east-town').id;
const publicText = (articleId: string) => asVisitor(group(), (tx) => findPublicArticle(tx, siteId(), articleId));
const text = { title: '新的标题', body: '<p>新的正文。</p>' };

describe('a revision', () => {
  it('saved on a live item leaves the public text as it was until it is published', async () => {
    const articleId = await makePublished(at(T1), { columnId: column(), title: '原来的标题' });
    await saveRevision(at(T2), { articleId, basedOnNumber: 1, ...text });
    expect(await publicText(articleId)).toMatchObject({ title: '原来的标题', revisionNumber: 1 });
    expect((await getArticleForDesk(at(), articleId)).latest).toMatchObject({ title: '新的标题', number: 2 });
    await publishArticle(at(T2), { articleId });
    expect(await publicText(articleId)).toMatchObject({ title: '新的标题', revisionNumber: 2, revisedAt: T2 });
  });

  it('made from an older one is refused, saying who saved when, with both texts still there', async () => {
    const articleId = await makeDraft(at(T1), { columnId: column() });
    await saveRevision(group().contextAt('east-town', 'townEditor', T2), { articleId, basedOnNumber: 1, ...text });
    const stale = saveRevision(at(), { articleId, basedOnNumber: 1, title: '我的标题', body: '<p>我的。</p>' });
    await expect(stale).rejects.toMatchObject({
      code: 'STALE',
      message: expect.stringMatching(/^东镇编辑已在 2026-03-05 09:02 保存了第 2 版/),
    });
    expect(await getRevision(at(), articleId, 2)).toMatchObject(text);
    expect(await listRevisions(at(), articleId)).toHaveLength(2);
  });

  it('is taken from one of two who save at the same moment', async () => {
    const articleId = await makeDraft(at(), { columnId: column() });
    const both = await Promise.allSettled([
      saveRevision(at(), { articleId, basedOnNumber: 1, ...text }),
      saveRevision(at(), { articleId, basedOnNumber: 1, ...text }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('may be an earlier one when it is named in publishing', async () => {
    const articleId = await makeDraft(at(), { columnId: column(), title: '第一版标题' });
    await saveRevision(at(), { articleId, basedOnNumber: 1, ...text });
    await publishArticle(at(), { articleId, revisionNumber: 1 });
    expect(await publicText(articleId)).toMatchObject({ title: '第一版标题' });
  });

  it('names its site as the source when none is given', async () => {
    const articleId = await makePublished(at(), { columnId: column() });
    expect(await publicText(articleId)).toMatchObject({ source: '东镇人民政府' });
  });

  it('refuses what is too short, too long, empty or shows a picture without words, each at its field', async () => {
    const tries: [input: Record<string, unknown>, field: string][] = [
      [{ title: '一' }, 'title'],
      [{ title: '长'.repeat(101) }, 'title'],
      [{ summary: '长'.repeat(301) }, 'summary'],
      [{ source: '长'.repeat(61) }, 'source'],
      [{ author: '长'.repeat(41) }, 'author'],
      [{ body: '<p> </p>' }, 'body'],
      [{ body: `<p>${'长'.repeat(200_000)}</p>` }, 'body'],
      [{ body: '<p>图<img src="/f/01jd8x5k2abcdefgh0/a.png"></p>' }, 'body'],
      [{ body: '<p>图<img src="/f/01jd8x5k2abcdefgh0/a.png" alt="图"></p>' }, 'body'],
      [{ attachments: ['01jd8x5k2abcdefgh0'] }, 'attachments'],
      [{ columnId: column('dongtai') }, 'columnId'],
    ];
    for (const [input, field] of tries) {
      const attempt = createArticle(at(), { columnId: column(), ...text, ...input });
      await expect(attempt, field).rejects.toMatchObject({
        code: 'INVALID',
        fields: { [field]: [expect.any(String)] },
      });
    }
  });
});

describe('the time of first publication', () => {
  it('is set by the server once and never moves, through corrections and a withdrawal', async () => {
    const articleId = await makePublished(at(T1), { columnId: column() });
    const first = await publicText(articleId);
    expect(first).toMatchObject({ firstPublishedAt: T1 });
    await saveRevision(at(T2), { articleId, basedOnNumber: 1, ...text });
    expect(await publishArticle(at(T2), { articleId })).toMatchObject({ firstPublishedAt: T1 });
    await withdrawArticle(at(T2), { articleId, reason: '有误' });
    await publishArticle(at(T2), { articleId });
    const last = await publicText(articleId);
    expect(last).toMatchObject({ firstPublishedAt: T1, ordinal: first?.ordinal });
  });
});

describe('a withdrawal', () => {
  it('takes the item from its address and its column at once and counts it out', async () => {
    const columnId = column('tongzhi');
    const articleId = await makePublished(at(), { columnId, title: '将要撤回的通知' });
    const before = await getColumn(at(), columnId);
    await withdrawArticle(at(), { articleId, reason: '内容有误' });
    const seen = await asVisitor(group(), async (tx) => ({
      page: await findPublicArticle(tx, siteId(), articleId),
      list: await listPublicItems(tx, siteId(), columnId, { limit: 50 }),
    }));
    expect(seen).toEqual({ page: undefined, list: [] });
    expect((await getColumn(at(), columnId)).itemCount).toBe(before.itemCount - 1);
    expect(await getArticleForDesk(at(), articleId)).toMatchObject({ state: 'WITHDRAWN', withdrawReason: '内容有误' });
  });

  it('asks for a reason', async () => {
    const articleId = await makePublished(at(), { columnId: column() });
    const attempt = withdrawArticle(at(), { articleId, reason: ' ' });
    await expect(attempt).rejects.toMatchObject({ code: 'INVALID', fields: { reason: [expect.any(String)] } });
  });
});

describe('moving', () => {
  it('gives a published item the newest place of the other column and keeps its time', async () => {
    const articleId = await makePublished(at(T1), { columnId: column() });
    const [from, to] = [await getColumn(at(), column()), await getColumn(at(), column('zhenxing'))];
    await moveArticle(at(T2), { articleId, columnId: to.id });
    expect(await publicText(articleId)).toMatchObject({
      columnCode: 'zhenxing',
      ordinal: to.lastOrdinal + 1,
      firstPublishedAt: T1,
    });
    expect((await getColumn(at(), from.id)).itemCount).toBe(from.itemCount - 1);
    expect((await getColumn(at(), to.id)).itemCount).toBe(to.itemCount + 1);
  });

  it('in opposite directions at the same moment is done both', async () => {
    const [one, two] = [column(), column('zhenxing')];
    const pairs = await Promise.all(
      [one, two, one, two].map(async (columnId) => ({
        articleId: await makePublished(at(), { columnId }),
        columnId: columnId === one ? two : one,
      })),
    );
    const moved = await Promise.allSettled(pairs.map((pair) => moveArticle(at(), pair)));
    expect(moved.map((result) => result.status)).toEqual(pairs.map(() => 'fulfilled'));
  });

  it('lets a withdrawn item return in its new column', async () => {
    const articleId = await makePublished(at(T1), { columnId: column() });
    await withdrawArticle(at(), { articleId, reason: '栏目不对' });
    await moveArticle(at(), { articleId, columnId: column('zhenxing') });
    const before = await getColumn(at(), column('zhenxing'));
    await publishArticle(at(), { articleId });
    expect(await publicText(articleId)).toMatchObject({ columnCode: 'zhenxing', ordinal: before.lastOrdinal + 1 });
    expect((await getColumn(at(), column('zhenxing'))).itemCount).toBe(before.itemCount + 1);
  });
});

describe('a move while the tree of columns is rearranged', () => {
  it('waits for it and holds nothing that it needs', async () => {
    const [first = '', second = ''] = [column(), column('zhenxing')].sort();
    const articleId = await makePublished(at(), { columnId: first });
    const { db } = group();
    const tree = await db.connect();
    const hold = (id: string) =>
      tree.query('SELECT id FROM "Column" WHERE "siteId" = $1 AND id = $2 FOR UPDATE', [siteId(), id]);
    const someoneWaits = async () => {
      const { rows } = await tree.query(
        'SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))',
      );
      return rows.length > 0;
    };
    let moved: Promise<unknown>;
    try {
      await tree.query('BEGIN');
      await tree.query('SET LOCAL ROLE NONE');
      expect((await hold(first)).rowCount).toBe(1);
      moved = Promise.allSettled([moveArticle(at(), { articleId, columnId: second })]);
      // The embedded database does one transaction after the other: there the move has not begun.
      if (db.kind === 'postgres') await expect.poll(someoneWaits, { timeout: 5_000 }).toBe(true);
      expect((await hold(second)).rowCount).toBe(1);
    } finally {
      await tree.query('ROLLBACK');
      tree.release();
    }
    expect(await moved).toMatchObject([{ status: 'fulfilled' }]);
    expect(await publicText(articleId)).toMatchObject({ columnId: second });
  });
});

describe('words to search for', () => {
  it('are found at the desk in title and text, drafts too, all of them, and are not patterns', async () => {
    const body = '<p>研发<strong>R&amp;D</strong>经费&lt;一成&gt;。</p>';
    const articleId = await makeDraft(at(), { columnId: column(), title: '经费占比达100%', body });
    const ids = async (q: string) => (await listArticles(at(), { q })).items.map(({ id }) => id);
    for (const q of ['100%', 'r&d', '<一成>', '研发 占比', ' 经费  100% ']) {
      expect([q, await ids(q)]).toEqual([q, [articleId]]);
    }
    for (const q of ['_', 'strong', 'amp', '研发 没有的词']) expect([q, await ids(q)]).toEqual([q, []]);
  });
});

describe('an action that was done or is not allowed', () => {
  it('publishing what is public already is refused, and sharing twice', async () => {
    const articleId = await makePublished(at(), { columnId: column() });
    await expect(publishArticle(at(), { articleId })).rejects.toMatchObject({ code: 'CONFLICT' });
    await shareArticle(at(), { articleId });
    await expect(shareArticle(at(), { articleId })).rejects.toMatchObject({ code: 'CONFLICT' });
    await unshareArticle(at(), { articleId });
    await expect(unshareArticle(at(), { articleId })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('an editor writes and may not publish, withdraw, share or move what is public', async () => {
    const editor = group().contextAt('east-town', 'townEditor');
    const articleId = await makePublished(at(), { columnId: column() });
    await saveRevision(editor, { articleId, basedOnNumber: 1, ...text });
    const tries = [
      publishArticle(editor, { articleId }),
      withdrawArticle(editor, { articleId, reason: '测试' }),
      shareArticle(editor, { articleId }),
      moveArticle(editor, { articleId, columnId: column('zhenxing') }),
    ];
    for (const attempt of tries) await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a neighbour', () => {
  it("finds nothing under another site's ids, by any command or query, and leaves no trace", async () => {
    const articleId = await makePublished(at(), { columnId: column() });
    const west = group().contextAt('west-town', 'westAdmin');
    const own = await makeDraft(west, { columnId: group().columnId('west-town', 'xinwen') });
    const tries = [
      () => createArticle(west, { columnId: column(), ...text }),
      () => saveRevision(west, { articleId, basedOnNumber: 1, ...text }),
      () => publishArticle(west, { articleId }),
      () => withdrawArticle(west, { articleId, reason: '测试' }),
      () => moveArticle(west, { articleId, columnId: group().columnId('west-town', 'tongzhi') }),
      () => moveArticle(west, { articleId: own, columnId: column() }),
      () => shareArticle(west, { articleId }),
      () => unshareArticle(west, { articleId }),
      () => getArticleForDesk(west, articleId),
      () => listRevisions(west, articleId),
      () => getRevision(west, articleId, 1),
      () => asVisitor(group(), (tx) => getPublicArticle(tx, west.site.id, articleId)),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await publicText(articleId)).toMatchObject({ articleId });
    const lines = await readSite(west, (tx) => tx.auditLine.count({ where: { subjectId: articleId } }));
    expect(lines).toBe(0);
  });
});

describe("the desk's list", () => {
  it('is read by key, filtered by column, state and words', async () => {
    const context = group().contextAt('east', 'eastReviewer');
    const columnId = group().columnId('east', 'yaowen');
    for (let i = 0; i < 23; i++) await makeDraft(context, { columnId, title: `列表第 ${i} 篇` });
    const first = await listArticles(context, { columnId });
    const second = await listArticles(context, { columnId, ...(first.next ? { after: first.next } : {}) });
    expect([first.items.length, second.items.length, second.next]).toEqual([20, 3, undefined]);
    const ids = [...first.items, ...second.items].map((item) => item.id);
    expect(new Set(ids).size).toBe(23);
    expect((await listArticles(context, { q: '第 22 篇' })).items).toHaveLength(1);
    expect((await listArticles(context, { state: 'PUBLISHED', columnId })).items).toHaveLength(0);
  });
});
