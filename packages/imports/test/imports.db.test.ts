import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getPublicArticle, saveRevision } from '@zhanqun/articles/server';
import { findLatestJob, JobRunner } from '@zhanqun/jobs/server';
import { FileStore } from '@zhanqun/media/server';
import { pdfBytes, pngBytes } from '@zhanqun/media/testing';
import { findRedirect } from '@zhanqun/publishing/server';
import { setReviewChain } from '@zhanqun/review/server';
import { asVisitor, readSite, withPlatform, withSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { afterAll, describe, expect, it } from 'vitest';
import {
  beginImport,
  discardImport,
  findPublicProvenance,
  getImport,
  IMPORT_WORK,
  ImportSources,
  importWork,
  listImportItems,
  setImportChoices,
  setImportFields,
  startImport,
  stopImport,
  undoImport,
} from '../src/server';
import { docxOf, type WxrEntry, wxrOf, zipOf } from '../src/testing';

const test = useGroup();
const folder = mkdtempSync(path.join(tmpdir(), 'zhanqun-imports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sources = new ImportSources(folder);
const files = new FileStore(path.join(folder, 'files'));
const BASE = 'https://old.town.example';
const at = () => test().contextAt('east-town', 'townAdmin', new Date());
const column = (code = 'xinwen') => test().columnId('east-town', code);

async function* pieces(bytes: Uint8Array | string) {
  yield Buffer.from(bytes as string);
}

const upload = async (name: string, bytes: Uint8Array | string) =>
  (await beginImport(at(), { name }, pieces(bytes), { sources })).importId;

/** Lets a process work until nothing is left to do. `makers` may fail as a process that ends. */
async function work(makers = { sources, files }): Promise<void> {
  const runner = new JobRunner({
    db: test().db,
    directory: test().directory,
    jobs: [importWork(makers)],
    now: () => new Date(),
    onFault: () => undefined,
  });
  await runner.look();
  const running = () =>
    withPlatform({ db: test().db }, (tx) => tx.job.count({ where: { name: IMPORT_WORK.name, state: 'RUNNING' } }));
  await expect.poll(running, { timeout: 30_000, interval: 20 }).toBe(0);
  await runner.stop();
}

const version = async (importId: string) => (await getImport(at(), importId)).version;
const step = async (importId: string) => ({ importId, version: await version(importId) });

async function choose(importId: string, columns: Record<string, string>, asPublished = true): Promise<void> {
  await setImportChoices(at(), { ...(await step(importId)), columns, asPublished, keepsAddresses: true });
}

const items = async (importId: string, view?: string) =>
  (await listImportItems(at(), importId, view ? { view } : {})).items;

const led = (address: string) => {
  const [pathname = '', search = ''] = address.split(/(?=\?)/);
  return asVisitor({ db: test().db }, (tx) => findRedirect(tx, at().site.id, pathname, search));
};

async function archive(entries: readonly WxrEntry[], more: { name: string; bytes: Uint8Array | string }[] = []) {
  return zipOf([{ name: 'export.xml', bytes: wxrOf(entries, BASE) }, ...more]);
}

describe('an import of a WordPress export', () => {
  it('is first only a report; then items come with pictures, files, times and addresses; then nothing twice', async () => {
    const bytes = await archive(
      [
        {
          id: 1,
          title: '新桥通车',
          link: `${BASE}/2019/05/新桥/`,
          categories: ['本地新闻'],
          content: `<p>大桥<script>x()</script>通车 <a href="${BASE}/2018/01/old.html">旧闻</a></p><img src="${BASE}/wp-content/uploads/2019/bridge-300x200.png" alt="大桥"><img src="${BASE}/wp-content/uploads/2019/lost.jpg">`,
        },
        {
          id: 2,
          title: '旧闻',
          link: `${BASE}/2018/01/old.html`,
          categories: ['本地新闻'],
          gmt: '2018-01-02 00:00:00',
          content: '好',
        },
        { id: 3, title: '没有写完的', status: 'draft', categories: ['本地新闻'], content: '草稿' },
        { id: 4, title: '空的一篇', categories: ['本地新闻'], content: '' },
        { id: 5, title: '电话 13812345678', categories: ['本地新闻'], content: '请拨打 13812345678' },
        { id: 6, title: '不要的', categories: ['活动'], content: '不要' },
        { id: 9, title: '表', type: 'attachment', parent: 2, attachmentUrl: `${BASE}/wp-content/uploads/list.pdf` },
      ],
      [
        { name: 'uploads/2019/bridge.png', bytes: await pngBytes() },
        { name: 'uploads/list.pdf', bytes: pdfBytes() },
      ],
    );
    const importId = await upload('export.zip', bytes);
    await work();
    const report = await getImport(at(), importId);
    expect(report).toMatchObject({
      state: 'READY',
      kind: 'WXR',
      counts: { NEW: 5, REFUSED: 1, PRESENT: 0 },
      withMissing: 1,
      withBlocks: 1,
      notPublic: 1,
    });
    expect(report.columns.map(({ name, waiting, columnId }) => [name, waiting, columnId])).toEqual([
      ['本地新闻', 4, undefined],
      ['活动', 1, undefined],
    ]);
    expect((await items(importId, 'REFUSED'))[0]?.reason).toContain('请填写正文');
    expect((await items(importId, 'MISSING'))[0]?.missing).toEqual([`${BASE}/wp-content/uploads/2019/lost.jpg`]);
    const none = await readSite(at(), (tx) => tx.article.count({ where: { siteId: at().site.id } }));
    expect(none).toBe(0);
    await expect(startImport(at(), await step(importId))).rejects.toThrow('还有 2 个原栏目没有选定');

    await choose(importId, { 本地新闻: column(), 活动: '' });
    const before = new Date();
    await startImport(at(), await step(importId));
    await work();
    expect(await getImport(at(), importId)).toMatchObject({ state: 'DONE', counts: { MADE: 4, NEW: 1, REFUSED: 1 } });
    const made = await items(importId, 'MADE');
    const bridge = made.find(({ title }) => title === '新桥通车')?.articleId ?? '';
    const old = made.find(({ title }) => title === '旧闻')?.articleId ?? '';
    const [shown, older, from] = await asVisitor({ db: test().db }, async (tx) => [
      await getPublicArticle(tx, at().site.id, bridge),
      await getPublicArticle(tx, at().site.id, old),
      await findPublicProvenance(tx, at().site.id, bridge),
    ]);
    expect(shown.body).toMatch(
      /^<p>大桥通车 <a href="\/2018\/01\/old.html">旧闻<\/a><\/p>\s*<img src="\/f\/\w{18}\/bridge.png" alt="大桥" \/>$/,
    );
    expect(older.attachments.map(({ name }) => name)).toEqual(['list.pdf']);
    // Public here since now, and there since then; the newest stands on top.
    expect(shown.firstPublishedAt >= before).toBe(true);
    expect(shown.firstPublishedAt > older.firstPublishedAt).toBe(true);
    expect(from).toEqual({
      originalAt: new Date('2019-05-12T00:30:00Z'),
      originalUrl: `${BASE}/2019/05/新桥/`,
    });
    expect(await led(`/2019/05/${encodeURIComponent('新桥')}/`)).toBe(`/a/${bridge}.html`);
    expect(await led('/2018/01/old.html')).toBe(`/a/${old}.html`);
    // Nobody is paid for it a second time.
    expect(await readSite(at(), (tx) => tx.outputRecord.count({ where: { siteId: at().site.id } }))).toBe(0);
    // What was a draft there, and what the checks hold back, is a draft here.
    const drafts = await readSite(at(), (tx) =>
      tx.article.findMany({ where: { siteId: at().site.id, state: 'DRAFT' }, select: { title: true } }),
    );
    expect(drafts.map(({ title }) => title).sort()).toEqual(['没有写完的', '电话 13812345678']);
    expect(() => statSync(sources.sourceOf(at().site.id, importId))).toThrow('ENOENT');

    const second = await upload('export.zip', bytes);
    await work();
    expect(await getImport(at(), second)).toMatchObject({ state: 'READY', counts: { PRESENT: 4, NEW: 1, REFUSED: 1 } });

    await undoImport(at(), await step(importId));
    await work();
    expect(await getImport(at(), importId)).toMatchObject({ state: 'UNDONE', counts: { UNDONE: 4 } });
    expect(await led('/2018/01/old.html')).toBeUndefined();
    const left = await readSite(at(), (tx) =>
      tx.article.findMany({ where: { siteId: at().site.id }, select: { state: true } }),
    );
    expect(left).toEqual([{ state: 'WITHDRAWN' }, { state: 'WITHDRAWN' }]);
  });

  it('goes on where a process ended in the middle, and makes nothing twice', async () => {
    const entries = Array.from({ length: 12 }, (_, n) => ({
      id: n + 1,
      title: `第${n + 1}篇`,
      content: n === 11 ? `<p>图</p><img src="${BASE}/u/p.png" alt="图">` : '好',
    }));
    const importId = await upload('export.zip', await archive(entries, [{ name: 'u/p.png', bytes: await pngBytes() }]));
    await work();
    await choose(importId, { '': column('tongzhi') });
    await startImport(at(), await step(importId));
    class Ending extends FileStore {
      override async receive(): Promise<never> {
        throw new Error('The process ends here.');
      }
    }
    await work({ sources, files: new Ending(path.join(folder, 'files')) });
    const cut = await getImport(at(), importId);
    expect(cut.state).toBe('RUNNING');
    expect(cut.counts.MADE).toBe(10);
    expect((await findLatestJob(at(), IMPORT_WORK))?.fault).toBe('The process ends here.');
    await stopImport(at(), await step(importId));
    await startImport(at(), await step(importId));
    await work();
    expect(await getImport(at(), importId)).toMatchObject({ state: 'DONE', counts: { MADE: 12 } });
    const titles = await readSite(at(), (tx) =>
      tx.article.groupBy({ by: ['title'], where: { siteId: at().site.id, columnId: column('tongzhi') }, _count: true }),
    );
    expect(titles).toHaveLength(12);
    expect(titles.every(({ _count }) => _count === 1)).toBe(true);
  });

  it('is undone only where nobody has worked on an item since', async () => {
    const importId = await upload(
      'two.xml',
      wxrOf([
        { id: 71, title: '甲篇', content: '好' },
        { id: 72, title: '乙篇', content: '好' },
      ]),
    );
    await work();
    await choose(importId, { '': column() }, false);
    await startImport(at(), await step(importId));
    await work();
    const [first] = await items(importId, 'MADE');
    await saveRevision(at(), {
      articleId: first?.articleId ?? '',
      basedOnNumber: 1,
      title: '甲篇（改）',
      body: '<p>改</p>',
    });
    await undoImport(at(), await step(importId));
    await work();
    expect((await items(importId)).map(({ title, outcome }) => [title, outcome])).toEqual([
      ['甲篇', 'KEPT'],
      ['乙篇', 'UNDONE'],
    ]);
    expect(await led('/?p=71')).toBe(`/a/${first?.articleId}.html`);
    expect(await led('/?p=72')).toBeUndefined();
  });

  it('leads no address away that the site or a neighbour needs, and none twice', async () => {
    const context = test().contextAt('east', 'eastAdmin', new Date());
    await withSite(context, (tx) =>
      tx.redirect.create({ data: { siteId: context.site.id, path: '/taken.html', target: '/c/x/' } }),
    );
    const wxr = wxrOf(
      ['/a/x.html', '/east-town/news.html', '/taken.html', '/once.html', '/once.html'].map((link, n) => ({
        id: 80 + n,
        title: `第${n}个网址`,
        link: `${BASE}${link}`,
        content: '好',
      })),
    );
    const { importId } = await beginImport(context, { name: 'a.xml' }, pieces(wxr), { sources });
    await work();
    const found = (await listImportItems(context, importId)).items;
    expect(found.map(({ address, addressFault }) => address || addressFault)).toEqual([
      '这个网址在新网站上另有用处',
      '这个网址属于站点“东镇”',
      '这个网址已经转到另一篇',
      '/once.html',
      '这个网址已经转到另一篇',
    ]);
    await discardImport(context, { importId, version: (await getImport(context, importId)).version });
    expect((await listImportItems(context, importId)).items).toEqual([]);
  });

  it('brings items as drafts into a column with review, and says so', async () => {
    const office = test().contextAt('bureau', 'bureauAdmin', new Date());
    const columnId = test().columnId('bureau', 'xinwen');
    const system = test().contextAt('bureau', 'system', new Date());
    await setReviewChain(system, { columnId, levels: [{ name: '初审', place: 'SITE' }], version: 0 });
    const { importId } = await beginImport(
      office,
      { name: 'a.xml' },
      pieces(wxrOf([{ id: 1, title: '要审的', content: '好' }])),
      { sources },
    );
    await work();
    const now = async () => ({ importId, version: (await getImport(office, importId)).version });
    await setImportChoices(office, {
      ...(await now()),
      columns: { '': columnId },
      asPublished: true,
      keepsAddresses: true,
    });
    await startImport(office, await now());
    await work();
    const [item] = (await listImportItems(office, importId)).items;
    expect(item?.notes).toEqual(['栏目要经过 1 级审核，作为草稿迁入。']);
    expect(
      await readSite(office, (tx) => tx.article.count({ where: { siteId: office.site.id, state: 'PUBLISHED' } })),
    ).toBe(0);
  });
});

describe('an import of something else', () => {
  it('takes Word documents with their pictures', async () => {
    const importId = await upload(
      '通知.docx',
      docxOf(
        [{ text: '清洁行动', style: 'Title' }, { text: '十二月一日开始。' }, { picture: '现场' }],
        await pngBytes(),
      ),
    );
    await work();
    await choose(importId, { '': column() });
    await startImport(at(), await step(importId));
    await work();
    const [item] = await items(importId, 'MADE');
    const shown = await asVisitor({ db: test().db }, (tx) => getPublicArticle(tx, at().site.id, item?.articleId ?? ''));
    expect(shown.title).toBe('清洁行动');
    expect(shown.body).toMatch(/<img src="\/f\/\w{18}\/清洁行动-1.png" alt="现场" \/>/);
  });

  it('asks of a table what its columns hold, where their names do not say', async () => {
    const importId = await upload('list.csv', 'A列,B列\n第一篇,正文一\n第二篇,正文二\n');
    await work();
    expect(await getImport(at(), importId)).toMatchObject({ state: 'READY', headings: ['A列', 'B列'], itemCount: 0 });
    await expect(setImportFields(at(), { ...(await step(importId)), fields: { B列: 'body' } })).rejects.toThrow('标题');
    await setImportFields(at(), { ...(await step(importId)), fields: { A列: 'title', B列: 'body' } });
    await work();
    expect((await items(importId)).map(({ title }) => title)).toEqual(['第一篇', '第二篇']);
  });

  it('ends with a sentence for a file that cannot be taken, and nothing is left of it', async () => {
    const importId = await upload('export.xml', wxrOf([{ id: 1, title: '断', content: '好' }]).slice(0, -60));
    await work();
    expect(await getImport(at(), importId)).toMatchObject({
      state: 'REFUSED',
      itemCount: 0,
      fault: expect.stringContaining('读到中途就断了'),
    });
    expect(() => statSync(sources.sourceOf(at().site.id, importId))).toThrow('ENOENT');
  });
});
