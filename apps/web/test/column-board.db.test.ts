import { reachOf } from '@zhanqun/access';
import { publishArticle, saveRevision, withdrawArticle } from '@zhanqun/articles/server';
import { makePublished, makeShared } from '@zhanqun/articles/testing';
import type { ColumnKind } from '@zhanqun/columns/schema';
import {
  type BoardFilter,
  countColumnDuties,
  createColumn,
  editColumn,
  getColumn,
  getColumnContract,
  listColumnDuties,
  listColumnDutiesAcrossSites,
  listPossibleEditors,
} from '@zhanqun/columns/server';
import { PAGE_SIZE } from '@zhanqun/kit';
import { carryItem, dropItem } from '@zhanqun/sharing/server';
import { readSite } from '@zhanqun/tenancy/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';

const group = useGroup();
const at = () => group().contextAt('east-town', 'townAdmin');
const DAY = 86_400_000;
const NO_CONTACT = { contactName: '', contactPhone: '' };

async function made(code: string, kind: ColumnKind = 'NEWS'): Promise<string> {
  return (await createColumn(at(), { code, name: `看板${code}`, kind })).columnId;
}

/** An item published so many days ago. */
async function publishedAgo(columnId: string, days: number): Promise<string> {
  const then = new Date(at().now.getTime() - days * DAY);
  return makePublished(group().contextAt('east-town', 'townAdmin', then), { columnId, title: '看板上的一篇' });
}

const dutyOf = async (columnId: string) =>
  (await listColumnDuties(at(), { q: (await getColumn(at(), columnId)).name })).items[0];

describe('the contract of a column', () => {
  it('names editors, cycle, warning and contact, and the log tells what it was before', async () => {
    const columnId = await made('bd-contract');
    const people = await listPossibleEditors(at());
    const editor = people.find(({ accountId }) => accountId === group().actor('townEditor').accountId);
    expect(editor).toBeDefined();
    const contract = {
      editorIds: [String(editor?.accountId)],
      updateDays: 7,
      warnDays: 2,
      contactName: '王主任',
      contactPhone: '0797-1234567',
    };
    await editColumn(at(), { columnId, version: 1, name: '合同', responsibleUnit: '党政办', contract });
    expect(await getColumnContract(at(), columnId)).toEqual({ ...contract, editors: [editor?.name] });
    const line = await readSite(at(), (tx) =>
      tx.auditLine.findFirst({ where: { subjectId: columnId, summary: { startsWith: '设置栏目“合同”的责任' } } }),
    );
    expect(line).toMatchObject({
      summary: `设置栏目“合同”的责任：党政办，每 7 天更新，负责编辑${editor?.name}`,
      detail: { contract: { responsibleUnit: '党政办', updateDays: 7 }, former: { responsibleUnit: '', editors: [] } },
    });
    // Left out, it stays as it was.
    await editColumn(at(), { columnId, version: 2, name: '合同二', responsibleUnit: '党政办' });
    expect(await getColumnContract(at(), columnId)).toMatchObject(contract);
    expect((await listColumnDuties(at(), { editorId: editor?.accountId })).items.map((row) => row.columnId)).toEqual([
      columnId,
    ]);
  });

  it('refuses people who may not write here, and a warning that is longer than the cycle', async () => {
    const columnId = await made('bd-refused');
    const stranger = group().actor('westTownEditor').accountId;
    const edit = (contract: object) => editColumn(at(), { columnId, version: 1, name: '不变', contract });
    await expect(edit({ editorIds: [stranger] })).rejects.toMatchObject({
      fields: { 'contract.editorIds': [expect.any(String)] },
    });
    await expect(edit({ updateDays: 7, warnDays: 7 })).rejects.toMatchObject({
      fields: { 'contract.warnDays': [expect.any(String)] },
    });
    await expect(edit({ updateDays: Number.NaN })).rejects.toMatchObject({
      fields: { 'contract.updateDays': ['更新周期请填整数。'] },
    });
  });
});

describe('the board', () => {
  it('counts calendar days from the newest public item, and goes back with a withdrawal', async () => {
    const columnId = await made('bd-days');
    expect(await dutyOf(columnId)).toMatchObject({ state: 'EMPTY', lastItemAt: null });
    await publishedAgo(columnId, 14);
    expect(await dutyOf(columnId)).toMatchObject({ state: 'LATE', daysLeft: 0, days: 14 });
    const newer = await publishedAgo(columnId, 10);
    expect(await dutyOf(columnId)).toMatchObject({ state: 'SOON', daysLeft: 4 });
    const newest = await publishedAgo(columnId, 9);
    expect(await dutyOf(columnId)).toMatchObject({ state: 'FINE', daysLeft: 5 });
    await withdrawArticle(at(), { articleId: newest, reason: '有误' });
    expect(await dutyOf(columnId)).toMatchObject({ state: 'SOON', daysLeft: 4 });
    await withdrawArticle(at(), { articleId: newer, reason: '有误' });
    expect(await dutyOf(columnId)).toMatchObject({ state: 'LATE' });
    await editColumn(at(), {
      columnId,
      version: 1,
      name: '看板不更新',
      contract: { updateDays: 0, ...NO_CONTACT },
    });
    expect(await dutyOf(columnId)).toMatchObject({ state: 'NONE', days: 0 });
  });

  it('takes a carried item for news, and a correction for news only where nothing else is due', async () => {
    const columnId = await made('bd-carried');
    const east = group().contextAt('east', 'eastAdmin');
    const shared = await makeShared(east, { columnId: group().columnId('east', 'yaowen'), title: '县里的消息' });
    const { linkId } = await carryItem(at(), { sourceSiteId: east.site.id, sourceArticleId: shared, columnId });
    expect(await dutyOf(columnId)).toMatchObject({ state: 'FINE' });
    await dropItem(at(), { linkId });
    expect(await dutyOf(columnId)).toMatchObject({ state: 'EMPTY' });

    const page = await made('bd-page', 'PAGE');
    for (const [column, state] of [
      [page, 'FINE'],
      [columnId, 'LATE'],
    ] as const) {
      const articleId = await publishedAgo(column, 400);
      await saveRevision(at(), { articleId, basedOnNumber: 1, title: '核对过的简介', body: '<p>新。</p>' });
      await publishArticle(at(), { articleId });
      expect(await dutyOf(column)).toMatchObject({ state });
    }
  });

  it('reads a page over all sites in one statement, each reader’s own sites, by key and by state', async () => {
    const { context, actor, site } = group();
    const board = (name: ActorName, filter: BoardFilter = {}) =>
      listColumnDutiesAcrossSites(context(name), reachOf(actor(name), 'site:view', site('city').id), filter);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const before = group().db.statements();
      const page = await board('office', { after });
      // The scope's own four beside it: begin, isolation, settings, commit.
      expect(group().db.statements() - before).toBeLessThanOrEqual(5);
      seen.push(...page.items.map((row) => row.columnId));
      after = page.next;
    } while (after);
    expect(seen.length).toBeGreaterThan(40);
    expect(new Set(seen).size).toBe(seen.length);
    const sitesOf = async (name: ActorName) => new Set((await board(name)).items.map((row) => row.siteId));
    expect([...(await sitesOf('townAdmin'))]).toEqual([site('east-town').id]);
    expect(await sitesOf('eastAdmin')).not.toContain(site('east-hill').id);
    const states = await Promise.all(
      (['LATE', 'EMPTY', 'SOON', 'FINE', 'NONE'] as const).map(async (state) => {
        const { items } = await listColumnDuties(at(), { state });
        return [state, items.every((row) => row.state === state) ? items.length : -1];
      }),
    );
    const counts = Object.entries(await countColumnDuties(at()));
    expect(states).toEqual(expect.arrayContaining(counts.map(([state, count]) => [state, Math.min(count, PAGE_SIZE)])));
  });
});
