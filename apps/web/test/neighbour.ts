import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  commentOnPreview,
  forceArticle,
  noteTyping,
  publishArticle,
  scheduleArticle,
  submitArticle,
  withdrawArticle,
} from '@zhanqun/articles/server';
import { makeDraft, makePublished, makeShared } from '@zhanqun/articles/testing';
import { addWord, listWords } from '@zhanqun/checks/server';
import { createColumn, editTopic } from '@zhanqun/columns/server';
import { roleName } from '@zhanqun/db';
import { beginImport, ImportSources } from '@zhanqun/imports/server';
import { defineJob, enqueue } from '@zhanqun/jobs/server';
import { newId } from '@zhanqun/kit';
import { FileStore, saveFolder, storeFile } from '@zhanqun/media/server';
import { pngBytes } from '@zhanqun/media/testing';
import { saveTopicPage } from '@zhanqun/pages/server';
import { createPartner } from '@zhanqun/partners/server';
import { setReviewChain } from '@zhanqun/review/server';
import { carryItem } from '@zhanqun/sharing/server';
import { withPlatform, withSite } from '@zhanqun/tenancy/server';
import type { Group } from '@zhanqun/testing/fixture';
import { z } from 'zod';

/** Stands in every title that only the neighbour's own staff may read. */
export const SECRET = '西镇内部';
/** Stands in the neighbour's public titles. */
export const PUBLIC = '西镇公开';

/** A kind of work that the neighbour has asked for. */
export const NEIGHBOURS_WORK = defineJob({
  name: `${SECRET}:work`,
  label: SECRET,
  data: z.object({}),
  run: async () => undefined,
});

/** What stands on the neighbour's site as bait: `west-town`, of the other county. */
export interface Neighbour {
  group: Group;
  store: FileStore;
  siteId: string;
  draft: string;
  draftRevision: string;
  withdrawn: string;
  published: string;
  shared: string;
  draftFile: string;
  column: string;
  /** A topic with a composed home page. */
  topic: string;
  link: string;
  account: string;
  address: string;
  /** An item under review, and its review. */
  inReview: string;
  review: string;
  /** What was published there past its levels. */
  later: string;
  /** What somebody there was told of it. */
  notice: string;
  /** Somebody there who is away. */
  deputy: string;
  /** A folder of its library, shared with what stands below it. */
  folder: string;
  /** An item that will be published tomorrow. */
  scheduled: string;
  /** A word of its own list. */
  word: string;
  /** A published item of a site that is not online. */
  offline: string;
  /** A file of its old site, uploaded to be moved in. */
  import: string;
  sources: ImportSources;
}

export async function* onePiece(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

export const tomorrow = () => new Date(Date.now() + 24 * 3_600_000);

export async function baitNeighbour(group: Group): Promise<Neighbour> {
  const west = group.contextAt('west-town', 'westAdmin');
  const hill = group.contextAt('east-hill', 'eastAdmin');
  const store = new FileStore(mkdtempSync(path.join(tmpdir(), 'zhanqun-files-')));
  const column = group.columnId('west-town', 'xinwen');
  const { id: folder } = await saveFolder(west, { name: `${SECRET}文件夹`, isShared: true });
  const file = await storeFile(west, { name: '内部.png', folderId: folder }, await pngBytes(), store);
  const { columnId: topic } = await createColumn(west, { code: 'topic', name: SECRET, kind: 'TOPIC' });
  await editTopic(west, { columnId: topic, version: 1, pictureAlt: SECRET });
  const block = { id: 'b', type: 'text' as const, settings: { title: SECRET, body: SECRET } };
  await saveTopicPage(west, { columnId: topic, version: 0, blocks: [block] });
  const draft = await makeDraft(west, {
    columnId: column,
    title: `${SECRET}草稿`,
    body: `<p>${SECRET}</p><p><img src="/f/${file.id}/a.png" alt="${SECRET}"></p>`,
  });
  const withdrawn = await makePublished(west, { columnId: column, title: `${SECRET}已撤回` });
  await withdrawArticle(west, { articleId: withdrawn, reason: '内容有误' });
  await noteTyping(west, { articleId: draft, draft: { base: '1', fields: [['title', SECRET]] } });
  const scheduled = await makeDraft(west, { columnId: column, title: `${SECRET}定时` });
  await scheduleArticle(west, { articleId: scheduled, revisionNumber: 1, at: tomorrow() });
  const published = await makePublished(west, { columnId: column, title: `${PUBLIC}消息` });
  const shared = await makeShared(west, { columnId: column, title: `${PUBLIC}共享` });
  const offline = await makeDraft(hill, { columnId: group.columnId('east-hill', 'xinwen'), title: `${SECRET}未开通` });
  await publishArticle(hill, { articleId: offline });
  const portal = group.contextAt('city', 'office');
  const notice = await makeShared(portal, { columnId: group.columnId('city', 'tonggao'), title: '全市通知' });
  const { linkId } = await carryItem(west, {
    sourceSiteId: portal.site.id,
    sourceArticleId: notice,
    columnId: group.columnId('west-town', 'tongzhi'),
  });
  const reviewed = group.columnId('west-town', 'tongzhi');
  await setReviewChain(west, { columnId: reviewed, levels: [{ name: SECRET, place: 'SITE' }], version: 0 });
  const inReview = await makeDraft(west, { columnId: reviewed, title: `${SECRET}送审` });
  await submitArticle(west, { articleId: inReview, revisionNumber: 1 });
  await addWord(west, { list: 'SITE', word: { phrase: `${SECRET}代号`, kind: 'SENSITIVE' } });
  const [word] = (await listWords(west, 'SITE', {})).items;
  const forced = await makeDraft(west, { columnId: reviewed, title: `${PUBLIC}急件` });
  await forceArticle(west, { articleId: forced, revisionNumber: 1, reason: `${SECRET}理由` });
  await withSite(west, (tx) => enqueue(tx, NEIGHBOURS_WORK, {}));
  const sources = new ImportSources(mkdtempSync(path.join(tmpdir(), 'zhanqun-imports-')));
  const { importId } = await beginImport(west, { name: `${SECRET}.xml` }, onePiece(SECRET), { sources });
  await withSite(west, async (tx) => {
    const row = { siteId: west.site.id, sourceKey: SECRET, originalUrl: `https://old.example/${SECRET}` };
    await tx.importItem.create({ data: { ...row, importId, position: 1, title: SECRET, outcome: 'NEW' } });
    await tx.provenance.createMany({ data: [{ ...row, articleId: draft }] });
  });
  const found = await asKeeper(group, async (query) => ({
    revision: await query(`SELECT "latestRevisionId" AS id FROM "Article" WHERE id = '${draft}'`),
    review: await query(`SELECT id FROM "Review" WHERE "articleId" = '${inReview}'`),
    later: await query(`SELECT id FROM "LaterReview" WHERE "siteId" = '${west.site.id}' LIMIT 1`),
    notice: await query(`SELECT id FROM "Notice" WHERE "siteId" = '${west.site.id}' LIMIT 1`),
    address: await query(`SELECT id FROM "SiteAddress" WHERE "siteId" = '${west.site.id}' LIMIT 1`),
  }));
  await commentOnPreview(west, {
    ...{ articleId: draft, revisionId: found.revision },
    ...{ name: SECRET, text: SECRET },
  });
  const deputy = newId();
  const absence = { fromAt: new Date(), untilAt: tomorrow(), reason: '外出', createdAt: new Date() };
  const [principalId, deputyId] = [group.actor('westAdmin').accountId, group.actor('westTownEditor').accountId];
  await withPlatform(group, (tx) =>
    tx.reviewDeputy.createMany({ data: [{ id: deputy, principalId, deputyId, ...absence }] }),
  );
  return {
    group,
    store,
    siteId: west.site.id,
    draft,
    draftRevision: found.revision,
    withdrawn,
    published,
    shared,
    draftFile: file.id,
    folder,
    column,
    topic,
    link: linkId,
    account: group.actor('westTownEditor').accountId,
    address: found.address,
    inReview,
    review: found.review,
    notice: found.notice,
    deputy,
    word: word?.id ?? '',
    later: found.later,
    scheduled,
    offline,
    import: importId,
    sources,
  };
}

async function asKeeper<T>(group: Group, work: (query: (sql: string) => Promise<string>) => Promise<T>): Promise<T> {
  const client = await group.db.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('role', $1, true)`, [roleName(group.db.name, 'keeper')]);
    const result = await work(async (sql) => {
      const rows = await client.query(sql);
      return String(Object.values(rows.rows[0] ?? {})[0] ?? '');
    });
    await client.query('ROLLBACK');
    return result;
  } finally {
    client.release(true);
  }
}

/** Every row of the neighbour in every table, its log included, as one hash: equal before and after means untouched. */
export async function fingerprint({ group, siteId }: Neighbour): Promise<string> {
  return asKeeper(group, async (query) => {
    const tables = (
      await query(`
      SELECT string_agg(DISTINCT table_name, ',' ORDER BY table_name) FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'siteId'`)
    ).split(',');
    const parts = [await query(`SELECT md5(to_jsonb(s)::text) FROM "Site" s WHERE id = '${siteId}'`)];
    for (const table of tables) {
      parts.push(
        await query(
          `SELECT md5(string_agg(to_jsonb(t)::text, '|' ORDER BY to_jsonb(t)::text)) FROM "${table}" t WHERE "siteId" = '${siteId}'`,
        ),
      );
    }
    parts.push(
      await query(
        `SELECT md5(string_agg(to_jsonb(a)::text, '|' ORDER BY a.id)) FROM "Account" a WHERE "homeSiteId" = '${siteId}'`,
      ),
    );
    return parts.join(' ');
  });
}

/** The intruder: administrator of the other county, at a site of its own … */
export const own = (group: Group) => group.contextAt('east-town', 'eastAdmin');
/** … and at the neighbour's, where it has no right. */
export const theirs = (group: Group) => group.contextAt('west-town', 'eastAdmin');

/** A key that the city office gave. */
export async function officePartner(group: Group): Promise<string> {
  return (await createPartner(group.context('office'), { name: SECRET, unit: SECRET })).partnerId;
}
