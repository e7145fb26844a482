import { newId } from '@zhanqun/kit';
import { readSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import type { NewColumn } from '../src/schema';
import {
  createColumn,
  createColumnsInBulk,
  deleteColumn,
  editColumn,
  getColumn,
  getColumnTree,
  listColumns,
  moveColumn,
  orderOf,
} from '../src/server';

const group = useGroup();
const at = () => group().contextAt('east-town', 'townAdmin');
const west = () => group().contextAt('west-town', 'westAdmin');

async function made(code: string, parentId: string | null = null): Promise<string> {
  return (await createColumn(at(), { code, name: `栏目${code}`, kind: 'NEWS', parentId })).columnId;
}

describe('a column', () => {
  it('is made as the last among its siblings and keeps its code', async () => {
    const id = await made('tests-last');
    const tree = await getColumnTree(at());
    expect(tree.at(-1)).toMatchObject({ id, code: 'tests-last', depth: 1, version: 1 });
    await editColumn(at(), { columnId: id, version: 1, name: '改名', description: '说明', isHidden: true });
    expect(await getColumn(at(), id)).toMatchObject({ code: 'tests-last', name: '改名', isHidden: true, version: 2 });
  });

  it('refuses a code that the site has already, at the field', async () => {
    await made('tests-twice');
    await expect(made('tests-twice')).rejects.toMatchObject({
      code: 'INVALID',
      fields: { code: [expect.any(String)] },
    });
  });

  it('refuses an edit made from an older state', async () => {
    const columnId = await made('tests-stale');
    await editColumn(at(), { columnId, version: 1, name: '先到' });
    await expect(editColumn(at(), { columnId, version: 1, name: '后到' })).rejects.toMatchObject({ code: 'STALE' });
  });

  it('moves one step among its siblings and under another parent, never into itself', async () => {
    const parent = await made('tests-parent');
    const [a, b] = [await made('tests-a', parent), await made('tests-b', parent)];
    await moveColumn(at(), { columnId: b, direction: 'up' });
    const children = async () => (await getColumnTree(at())).find((node) => node.id === parent)?.children ?? [];
    expect((await children()).map((node) => node.id)).toEqual([b, a]);
    await expect(moveColumn(at(), { columnId: b, direction: 'up' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await moveColumn(at(), { columnId: a, parentId: b });
    expect((await children()).map((node) => node.children.map((child) => child.id))).toEqual([[a]]);
    await expect(moveColumn(at(), { columnId: parent, parentId: a })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('goes to a place that was seen, unless the tree was changed since', async () => {
    const parent = await made('tests-place');
    const [a, b] = [await made('tests-place-a', parent), await made('tests-place-b', parent)];
    const loose = await made('tests-place-c');
    const base = async () => orderOf(await listColumns(at()));
    const seen = await base();
    await moveColumn(at(), { columnId: loose, parentId: parent, afterId: a, base: seen });
    const below = async () => (await getColumnTree(at())).find((node) => node.id === parent)?.children ?? [];
    expect((await below()).map((node) => node.id)).toEqual([a, loose, b]);
    const back = { columnId: b, parentId: parent, afterId: null };
    await expect(moveColumn(at(), { ...back, base: seen })).rejects.toMatchObject({ code: 'STALE' });
    await moveColumn(at(), { ...back, base: await base() });
    expect((await below()).map((node) => node.id)).toEqual([b, a, loose]);
    const elsewhere = { columnId: b, parentId: null, afterId: a };
    await expect(moveColumn(at(), { ...elsewhere, base: await base() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('goes no deeper than four levels, made or moved', async () => {
    let parentId: string | null = null;
    for (const code of ['tests-l1', 'tests-l2', 'tests-l3', 'tests-l4']) parentId = await made(code, parentId);
    await expect(made('tests-l5', parentId)).rejects.toMatchObject({ code: 'INVALID' });
    const loose = await made('tests-loose');
    await expect(moveColumn(at(), { columnId: loose, parentId })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is deleted only when it holds nothing', async () => {
    const parent = await made('tests-full');
    const child = await made('tests-inner', parent);
    await expect(deleteColumn(at(), { columnId: parent })).rejects.toMatchObject({ code: 'CONFLICT' });
    await deleteColumn(at(), { columnId: child });
    await deleteColumn(at(), { columnId: parent });
    await expect(getColumn(at(), parent)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a neighbour', () => {
  it('finds no column of another site, by any command', async () => {
    const columnId = await made('tests-mine');
    const tries = [
      () => editColumn(west(), { columnId, version: 1, name: '别人' }),
      () => moveColumn(west(), { columnId, direction: 'up' as const }),
      () => moveColumn(west(), { columnId: group().columnId('west-town', 'xinwen'), parentId: columnId }),
      () => deleteColumn(west(), { columnId }),
      () => createColumn(west(), { code: 'tests-below', name: '下级', kind: 'NEWS', parentId: columnId }),
      () => getColumn(west(), columnId),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('without the right is told what is missing', async () => {
    const context = group().contextAt('east-town', 'townEditor');
    await expect(createColumn(context, { code: 'tests-no', name: '不行', kind: 'NEWS' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('columns in bulk', () => {
  const tree: NewColumn[] = [
    {
      code: 'bulk-group',
      name: '组',
      kind: 'GROUP',
      columnType: '其他',
      description: '说明',
      children: [
        { code: 'bulk-one', name: '一', kind: 'NEWS', columnType: '工作动态', description: '说明' },
        {
          code: 'bulk-two',
          name: '二',
          kind: 'NOTICE',
          columnType: '工作动态',
          description: '',
          responsibleUnit: '办公室',
        },
      ],
    },
    { code: 'bulk-last', name: '末', kind: 'PAGE', columnType: '其他', description: '' },
  ];

  /** Everything a site has of columns, without what differs from row to row. */
  async function traces(siteId: string) {
    const { db, contextAt } = group();
    const context = { ...contextAt('city', 'system'), db };
    const rows = await readSite({ ...context, site: { ...context.site, id: siteId } }, async (tx) => ({
      columns: await tx.column.findMany({ where: { siteId }, orderBy: { code: 'asc' }, include: { parent: true } }),
      audit: await tx.auditLine.findMany({ where: { siteId }, orderBy: { summary: 'asc' } }),
    }));
    const changes = await db.scope({ role: 'platform', name: 'test' }, (tx) =>
      tx.publicChange.findMany({ where: { siteId }, select: { tags: true } }),
    );
    const named = (tag: string) =>
      rows.columns.reduce((text, { id, code }) => text.replace(id, code), tag.replace(siteId, 'here'));
    return {
      columns: rows.columns.map(({ siteId: _, id, parentId, parent, ...row }) => ({ ...row, under: parent?.code })),
      audit: rows.audit.map(({ siteId: _, id, subjectId, ...line }) => line),
      changes: changes.map((change) => change.tags.map(named)),
    };
  }

  it('leave exactly what the single command leaves', async () => {
    const now = new Date('2026-03-02T01:02:03.004Z');
    const base = group().contextAt('east-town', 'system', now);
    const empty = () => ({ ...base, site: { ...base.site, id: newId() } });
    const [single, bulk] = [empty(), empty()];
    const one = async (columns: NewColumn[], parentId: string | null): Promise<void> => {
      for (const { children, ...column } of columns) {
        const { columnId } = await createColumn(single, { ...column, parentId });
        if (children) await one(children, columnId);
      }
    };
    await one(tree, null);
    await createColumnsInBulk(bulk, { columns: tree });
    expect(await traces(bulk.site.id)).toEqual(await traces(single.site.id));
  });

  it('are refused where there are columns already', async () => {
    await expect(createColumnsInBulk(at(), { columns: tree })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
