import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createArticle,
  getPublicArticle,
  isPublicHere,
  listPublicItems,
  publishArticle,
  saveRevision,
  shareArticle,
  withdrawArticle,
} from '@zhanqun/articles/server';
import { JobRunner } from '@zhanqun/jobs/server';
import {
  deleteFile,
  FileStore,
  findPublicFile,
  listFileUses,
  replaceFile,
  storeFile,
  variantsJob,
} from '@zhanqun/media/server';
import { pdfBytes, pngBytes } from '@zhanqun/media/testing';
import { Recorder, recordInto, TAGS } from '@zhanqun/publishing/server';
import { asVisitor, withPlatform } from '@zhanqun/tenancy/server';
import { type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { afterAll, describe, expect, it } from 'vitest';
import { carryItem } from '../src/server';

const group = useGroup();
const root = mkdtempSync(path.join(tmpdir(), 'zhanqun-shared-files-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const store = new FileStore(root);
const city = () => group().contextAt('city', 'portalAdmin');
const town = () => group().contextAt('east-town', 'townReviewer');

const lastChange = () => withPlatform(group(), (tx) => tx.publicChange.findFirst({ orderBy: { seq: 'desc' } }));

/** On which sites a visitor gets the file. */
async function whereSeen(fileId: string): Promise<SiteCode[]> {
  const codes: SiteCode[] = ['city', 'east', 'east-town', 'west-town'];
  return asVisitor(group(), async (tx) => {
    const seen: SiteCode[] = [];
    for (const code of codes) if (await findPublicFile(tx, group().site(code).id, fileId)) seen.push(code);
    return seen;
  });
}

describe('the files of an item', () => {
  it('are public exactly where and while the item is, own or carried', async () => {
    const picture = await storeFile(city(), { name: '图.png' }, await pngBytes('#884422'), store);
    const form = await storeFile(city(), { name: '表.pdf' }, pdfBytes(), store);
    const body = `<p>见图。</p><p><img src="/f/${picture.id}/${picture.name}" alt="示意图"></p>`;
    const { articleId } = await createArticle(city(), {
      columnId: group().columnId('city', 'tonggao'),
      title: '带附件的通知',
      body,
      attachments: [form.id],
    });
    expect([await whereSeen(picture.id), await whereSeen(form.id)]).toEqual([[], []]);

    await publishArticle(city(), { articleId });
    expect([await whereSeen(picture.id), await whereSeen(form.id)]).toEqual([['city'], ['city']]);

    await shareArticle(city(), { articleId });
    const columnId = group().columnId('east-town', 'tongzhi');
    const { linkId } = await carryItem(town(), {
      sourceSiteId: city().site.id,
      sourceArticleId: articleId,
      columnId,
    });
    const both = ['city', 'east-town'];
    expect([await whereSeen(picture.id), await whereSeen(form.id)]).toEqual([both, both]);
    const shown = await asVisitor(group(), async (tx) => ({
      page: await getPublicArticle(tx, town().site.id, linkId),
      list: await listPublicItems(tx, town().site.id, columnId, { limit: 5 }),
    }));
    expect(shown.page.attachments).toMatchObject([{ id: form.id, name: '表.pdf' }]);
    expect(shown.list[0]).toMatchObject({ pictureId: picture.id, pictureName: '图.png' });

    await withdrawArticle(city(), { articleId, reason: '测试' });
    expect([await whereSeen(picture.id), await whereSeen(form.id)]).toEqual([[], []]);
  });

  it('are no longer public when a correction without them is published, and not before a correction with them is', async () => {
    const form = await storeFile(city(), { name: '旧表.pdf' }, pdfBytes('old'), store);
    const renewed = await storeFile(city(), { name: '新表.pdf' }, pdfBytes('new'), store);
    const text = { title: '带附件的通知', body: '<p>正文。</p>' };
    const { articleId } = await createArticle(city(), {
      columnId: group().columnId('city', 'tonggao'),
      ...text,
      attachments: [form.id],
    });
    await publishArticle(city(), { articleId });
    await saveRevision(city(), { articleId, basedOnNumber: 1, ...text, attachments: [renewed.id] });
    expect([await whereSeen(form.id), await whereSeen(renewed.id)]).toEqual([['city'], []]);
    await publishArticle(city(), { articleId });
    expect([await whereSeen(form.id), await whereSeen(renewed.id)]).toEqual([[], ['city']]);
  });

  it('of another site cannot be used in an own text', async () => {
    const form = await storeFile(city(), { name: '别处.pdf' }, pdfBytes('elsewhere'), store);
    const attempt = createArticle(town(), {
      columnId: group().columnId('east-town', 'tongzhi'),
      title: '借用附件',
      body: '<p>正文。</p>',
      attachments: [form.id],
    });
    await expect(attempt).rejects.toMatchObject({ code: 'INVALID', fields: { attachments: [expect.any(String)] } });
  });

  it('are public as the logo of their site while it is the logo', async () => {
    const logo = await storeFile(city(), { name: '徽.png' }, await pngBytes('#112233'), store);
    const { id, themeHash } = city().site;
    expect(await whereSeen(logo.id)).toEqual([]);
    await group().db.scope({ role: 'tenant', name: 'test', settings: { 'app.site': id } }, (tx) =>
      tx.site.updateMany({ where: { id, themeHash }, data: { theme: { logoFileId: logo.id } } }),
    );
    expect(await whereSeen(logo.id)).toEqual(['city']);
  });

  it('and its drawn view hang on the link that carries it', async () => {
    const { articleId } = await createArticle(city(), {
      columnId: group().columnId('city', 'tonggao'),
      title: '没有图片的通知',
      body: '<p>正文。</p>',
    });
    await publishArticle(city(), { articleId });
    await shareArticle(city(), { articleId });
    const columnId = group().columnId('east-town', 'tongzhi');
    const { linkId } = await carryItem(town(), { sourceSiteId: city().site.id, sourceArticleId: articleId, columnId });
    const recorder = new Recorder();
    const isShown = await asVisitor(group(), (tx) => {
      recordInto(tx, recorder);
      return isPublicHere(tx, town().site.id, articleId);
    });
    expect(isShown).toBe(true);
    expect(recorder.tags).toContain(TAGS.article(town().site.id, linkId));
  });

  it('are told with what uses them; replacing one keeps its address and renews what shows it', async () => {
    const form = await storeFile(city(), { name: '申请表.pdf' }, pdfBytes('first'), store);
    const columnId = group().columnId('city', 'tonggao');
    const text = { title: '带申请表的通知', body: '<p>正文。</p>' };
    const { articleId } = await createArticle(city(), { columnId, ...text, attachments: [form.id] });
    const spare = await storeFile(city(), { name: '草稿里的表.pdf' }, pdfBytes('spare'), store);
    const draft = await createArticle(city(), { columnId, ...text, attachments: [spare.id] });
    await publishArticle(city(), { articleId });

    expect(await listFileUses(city(), form.id)).toMatchObject({
      uses: { articles: 1, publicArticleIds: [articleId], isLogo: false },
      items: [{ articleId, isPublic: true, isCurrent: true }],
    });
    await saveRevision(city(), { articleId: draft.articleId, basedOnNumber: 1, ...text, attachments: [] });
    expect((await listFileUses(city(), spare.id)).items).toMatchObject([{ isPublic: false, isCurrent: false }]);
    await expect(deleteFile(city(), { fileId: spare.id })).rejects.toMatchObject({ code: 'CONFLICT' });

    const input = { fileId: form.id, version: 1, name: '申请表（新）.pdf' };
    const grants = [{ siteId: city().site.id, role: 'REVIEWER' as const, subtree: false }];
    const reviewer = { ...city(), actor: { ...city().actor, grants } };
    const byReviewer = replaceFile(reviewer, input, pdfBytes('second'), store);
    await expect(byReviewer).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const asPicture = replaceFile(city(), { ...input, name: '图.png' }, await pngBytes(), store);
    await expect(asPicture).rejects.toMatchObject({ code: 'INVALID' });
    const before = await lastChange();
    const now = await replaceFile(city(), input, pdfBytes('second'), store);
    expect(now).toMatchObject({ id: form.id, name: '申请表.pdf' });
    expect(now.sha256).not.toBe(form.sha256);
    const change = await lastChange();
    expect(change?.seq).not.toBe(before?.seq);
    expect(change?.tags).toEqual([TAGS.article(city().site.id, articleId)]);
    const again = replaceFile(city(), input, pdfBytes('third'), store);
    await expect(again).rejects.toMatchObject({ code: 'STALE' });
  });

  it('with a picture renew their pages when its sizes are there', async () => {
    const picture = await storeFile(city(), { name: '航拍.png' }, await pngBytes('#224466', 600), store);
    const { articleId } = await createArticle(city(), {
      columnId: group().columnId('city', 'tonggao'),
      title: '航拍照片',
      body: `<p><img src="/f/${picture.id}/${picture.name}" alt="航拍"></p>`,
    });
    await publishArticle(city(), { articleId });
    const shown = () => asVisitor(group(), (tx) => getPublicArticle(tx, city().site.id, articleId));
    expect((await shown()).pictures).toMatchObject([{ id: picture.id, width: 600, height: 600, widths: [] }]);
    const { db, directory } = group();
    const onFault = (error: unknown) => {
      throw error;
    };
    const runner = new JobRunner({ db, directory, jobs: [variantsJob(store)], now: () => new Date(), onFault });
    await expect
      .poll(
        async () => {
          await runner.look();
          return (await shown()).pictures[0]?.widths;
        },
        { timeout: 20_000 },
      )
      .toEqual([480, 600]);
    await runner.stop();
    const changes = await withPlatform(group(), (tx) =>
      tx.publicChange.findMany({ where: { cause: { contains: '航拍.png' } }, select: { tags: true } }),
    );
    expect(changes).toEqual([{ tags: [TAGS.article(city().site.id, articleId)] }]);
  });
});
