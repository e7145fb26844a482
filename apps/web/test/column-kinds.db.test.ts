import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createArticle, getArticleForDesk, publishArticle } from '@zhanqun/articles/server';
import { makeDraft, makePublished } from '@zhanqun/articles/testing';
import {
  archiveTopic,
  changeColumnKind,
  createColumn,
  editTopic,
  getColumn,
  getTopic,
  listColumnDuties,
  moveColumn,
} from '@zhanqun/columns/server';
import { deleteFile, FileStore, findPublicFile, storeFile } from '@zhanqun/media/server';
import { pngBytes } from '@zhanqun/media/testing';
import { findTopicPage, saveTopicPage } from '@zhanqun/pages/server';
import { asVisitor, withPlatform } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { loader as articlePage } from '../app/public/articles/article';
import { loader as columnPage } from '../app/public/columns/column';
import { PublicMemory } from '../app/public/memory.server';
import { askLoader } from './visitor';

const group = useGroup();
const at = () => group().contextAt('east-town', 'townAdmin');
const store = new FileStore(mkdtempSync(path.join(tmpdir(), 'zhanqun-files-')));

const made = async (code: string, kind: Parameters<typeof createColumn>[1]['kind'], parentId: string | null = null) =>
  (await createColumn(at(), { code, name: `栏目${code}`, kind, parentId })).columnId;

async function seen<T>(
  loader: unknown,
  rest: string,
  params: Record<string, string>,
  memory = new PublicMemory(),
): Promise<T> {
  const ask = { site: group().site('east-town'), path: rest, params, memory };
  const answer = (await askLoader(group(), loader as never, ask)) as unknown as { data: { page: T } };
  return answer.data.page;
}
interface ColumnSeen {
  column: { layout: string };
  items: { title: string; href: string; outside?: string; pictureHref?: string }[];
  groups?: { title: string }[];
  topic?: { isArchived: boolean; days?: string; picture: { href: string; alt: string }; blocks: { type: string }[] };
}
const columnSeen = (code: string, memory?: PublicMemory) =>
  seen<ColumnSeen>(columnPage, `/c/${code}/`, { code }, memory);
/** All that the site's commands have told so far. */
const changes = () =>
  withPlatform(group(), async (tx) => {
    const rows = await tx.publicChange.findMany({
      where: { siteId: group().site('east-town').id },
      orderBy: { seq: 'asc' },
    });
    return rows.map(({ seq, siteId, tags }) => ({ seq, siteId, tags, takesAway: false, transaction: '1' }));
  });

/** An MP4 as far as anybody looks at its beginning. */
async function* film(): AsyncGenerator<Uint8Array> {
  yield Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom\0\0\x02\0isomiso2mp41'), Buffer.alloc(64)]);
}

describe('items of a kind', () => {
  it('of links lead where they point, and need no text', async () => {
    const columnId = await made('ck-links', 'LINKS');
    const link = { columnId, title: '中国政府网', body: '', fields: { linkUrl: 'https://www.gov.cn/zhengce/' } };
    const { articleId } = await createArticle(at(), link);
    await publishArticle(at(), { articleId });
    const { column, items } = await columnSeen('ck-links');
    expect(column.layout).toBe('links');
    expect(items).toMatchObject([{ href: 'https://www.gov.cn/zhengce/', outside: 'www.gov.cn' }]);
    await expect(createArticle(at(), { ...link, fields: {} })).rejects.toMatchObject({
      fields: { body: ['请填写正文。'] },
    });
  });

  it('of videos show the site’s own film with its picture and its words, and no other file', async () => {
    const columnId = await made('ck-video', 'VIDEO');
    const video = await storeFile(at(), { name: '春耕.mp4' }, film(), store);
    const poster = await storeFile(at(), { name: '封面.png' }, await pngBytes(), store);
    const fields = { videoId: video.id, posterId: poster.id, transcript: '第一段。\n第二段。' };
    const { articleId } = await createArticle(at(), { columnId, title: '春耕见闻', body: '', fields });
    await publishArticle(at(), { articleId });
    const { article } = await seen<{ article: { video: object; attachments: { name: string }[] } }>(
      articlePage,
      `/a/${articleId}.html`,
      { file: `${articleId}.html` },
    );
    expect(article.video).toMatchObject({ transcript: ['第一段。', '第二段。'] });
    expect(article.attachments).toMatchObject([{ name: '春耕.mp4' }]);
    expect((await columnSeen('ck-video')).items[0]?.pictureHref).toContain(poster.id);
    expect((await getArticleForDesk(at(), articleId)).latest.attachments).toEqual([]);
    const wrong = { columnId, title: '不是视频', body: '', fields: { videoId: poster.id, posterId: video.id } };
    await expect(createArticle(at(), wrong)).rejects.toMatchObject({
      fields: { 'field.videoId': [expect.any(String)], 'field.posterId': [expect.any(String)] },
    });
  });
});

describe('a column that becomes one of another kind', () => {
  const change = async (columnId: string, kind: Parameters<typeof createColumn>[1]['kind']) =>
    changeColumnKind(at(), { columnId, kind, version: (await getColumn(at(), columnId)).version });

  it('keeps its items and what they say, and asks for what the new kind asks', async () => {
    const columnId = await made('ck-read', 'LIST');
    const articleId = await makePublished(at(), { columnId, title: '一图读懂', fields: { organ: '镇政府' } });
    await change(columnId, 'INTERPRETATION');
    expect((await getArticleForDesk(at(), articleId)).latest.fields).toEqual({ organ: '镇政府' });
    expect((await columnSeen('ck-read')).items).toHaveLength(1);
    const duty = async () => (await listColumnDuties(at(), { q: '栏目ck-read' })).items[0];
    expect(await duty()).toMatchObject({ kind: 'INTERPRETATION', days: 182 });
    await expect(change(columnId, 'GROUP')).rejects.toMatchObject({ fields: { kind: [expect.any(String)] } });
    await makeDraft(at(), { columnId, title: '第二篇' });
    await expect(change(columnId, 'PAGE')).rejects.toMatchObject({ fields: { kind: [expect.any(String)] } });
    await expect(changeColumnKind(at(), { columnId, kind: 'NEWS', version: 1 })).rejects.toMatchObject({
      code: 'STALE',
    });
  });

  it('stays one of policy documents while interpretations name what is in it', async () => {
    const policies = await made('ck-policy', 'POLICY');
    const policyId = await makePublished(at(), { columnId: policies, title: '关于补贴的办法' });
    const readings = await made('ck-reading', 'INTERPRETATION');
    await makeDraft(at(), { columnId: readings, title: '解读', fields: { policyId } });
    await expect(change(policies, 'LIST')).rejects.toMatchObject({ fields: { kind: [expect.any(String)] } });
  });
});

describe('a topic', () => {
  it('has a home page of its own, first of its columns, then of the blocks that somebody composed', async () => {
    const topic = await made('ck-topic', 'TOPIC');
    const below = await made('ck-below', 'NEWS', topic);
    await makePublished(at(), { columnId: below, title: '专题消息' });
    await expect(makeDraft(at(), { columnId: topic, title: '放不进来' })).rejects.toMatchObject({ code: 'INVALID' });
    const first = await columnSeen('ck-topic');
    expect(first.topic).toMatchObject({ isArchived: false, blocks: [], picture: { alt: '' } });
    expect(first.groups).toMatchObject([{ title: '栏目ck-below' }]);

    const picture = await storeFile(at(), { name: '页头.png' }, await pngBytes(), store);
    const siteId = at().site.id;
    const shown = () => asVisitor({ db: group().db }, (tx) => findPublicFile(tx, siteId, picture.id));
    expect(await shown()).toBeUndefined();
    const said = { columnId: topic, pictureId: picture.id, beginsOn: '2026-03-01', endsOn: '2026-06-30' };
    await expect(editTopic(at(), { ...said, version: 1 })).rejects.toMatchObject({
      fields: { pictureAlt: [expect.any(String)] },
    });
    await editTopic(at(), { ...said, version: 1, pictureAlt: '插秧的人' });
    await expect(editTopic(at(), { ...said, version: 1, pictureAlt: '迟到' })).rejects.toMatchObject({ code: 'STALE' });
    expect(await shown()).toMatchObject({ name: '页头.png' });
    await expect(deleteFile(at(), { fileId: picture.id })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await getTopic(at(), topic)).toMatchObject({ pictureAlt: '插秧的人' });

    const block = { id: 'a', type: 'columnList' as const, settings: { columnCode: 'ck-below' } };
    await saveTopicPage(at(), { columnId: topic, version: 0, blocks: [block] });
    await expect(saveTopicPage(at(), { columnId: topic, version: 0, blocks: [] })).rejects.toMatchObject({
      code: 'STALE',
    });
    expect(await findTopicPage(at(), topic)).toMatchObject({ version: 1 });
    const composed = await columnSeen('ck-topic');
    expect(composed.topic).toMatchObject({
      days: '2026-03-01 至 2026-06-30',
      picture: { alt: '插秧的人' },
      blocks: [{ type: 'columnList' }],
    });
    // Its page was its own: as a group of columns it shows them again.
    await changeColumnKind(at(), { columnId: topic, kind: 'GROUP', version: (await getColumn(at(), topic)).version });
    expect((await columnSeen('ck-topic')).topic).toBeUndefined();
    expect(await findTopicPage(at(), topic)).toBeUndefined();
  });

  it('that is over stays public, takes nothing new and is due no more, until it is taken up again', async () => {
    const topic = await made('ck-over', 'TOPIC');
    const below = await made('ck-over-news', 'NEWS', topic);
    const loose = await made('ck-loose', 'NEWS');
    await makePublished(at(), { columnId: below, title: '最后一条' });
    // A process that has shown its page before.
    const memory = new PublicMemory();
    expect((await columnSeen('ck-over', memory)).topic?.isArchived).toBe(false);
    const told = (await changes()).length;
    await archiveTopic(at(), { columnId: topic, isArchived: true });
    memory.apply((await changes()).slice(told));
    expect((await columnSeen('ck-over', memory)).topic?.isArchived).toBe(true);
    await expect(archiveTopic(at(), { columnId: topic, isArchived: true })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await columnSeen('ck-over')).topic?.isArchived).toBe(true);
    expect((await columnSeen('ck-over-news')).items).toHaveLength(1);
    const state = async () => (await listColumnDuties(at(), { q: '栏目ck-over-news' })).items[0]?.state;
    expect(await state()).toBe('NONE');
    await expect(makeDraft(at(), { columnId: below, title: '迟来的' })).rejects.toMatchObject({ code: 'INVALID' });
    await expect(moveColumn(at(), { columnId: loose, parentId: topic })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(moveColumn(at(), { columnId: below, parentId: null })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(made('ck-over-new', 'NEWS', topic)).rejects.toMatchObject({ code: 'INVALID' });
    await archiveTopic(at(), { columnId: topic, isArchived: false });
    expect(await state()).toBe('FINE');
    await makeDraft(at(), { columnId: below, title: '又来一条' });
  });
});
