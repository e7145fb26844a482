import type { Transaction } from '@zhanqun/db';
import { notFound } from '@zhanqun/kit';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { readColumns } from './read-columns.server';
import type { ColumnKind } from './schema';

export interface ColumnRecord {
  id: string;
  parentId: string | null;
  code: string;
  name: string;
  description: string;
  keywords: string;
  kind: ColumnKind;
  columnType: string;
  responsibleUnit: string;
  position: number;
  isHidden: boolean;
  /** It stands in a topic that is over, or is that topic. */
  isArchived: boolean;
  lastOrdinal: number;
  itemCount: number;
  version: number;
}

export interface ColumnNode extends ColumnRecord {
  /** 1 at the top. */
  depth: number;
  children: ColumnNode[];
}

const record = {
  id: true,
  parentId: true,
  code: true,
  name: true,
  description: true,
  keywords: true,
  kind: true,
  columnType: true,
  responsibleUnit: true,
  position: true,
  isHidden: true,
  isArchived: true,
  lastOrdinal: true,
  itemCount: true,
  version: true,
} as const;

const order = [{ position: 'asc' }, { id: 'asc' }] as const;

/** Columns under their parents, each level in its order. */
export function treeOf(columns: ColumnRecord[]): ColumnNode[] {
  const below = new Map<string | null, ColumnRecord[]>();
  for (const column of columns) below.set(column.parentId, [...(below.get(column.parentId) ?? []), column]);
  const grow = (parentId: string | null, depth: number): ColumnNode[] =>
    (below.get(parentId) ?? []).map((column) => ({ ...column, depth, children: grow(column.id, depth + 1) }));
  return grow(null, 1);
}

/** The site's columns for the desk. */
export async function getColumnTree(context: SiteContext): Promise<ColumnNode[]> {
  return treeOf(await listColumns(context));
}

/** All columns of the site for the desk, flat. */
export async function listColumns(context: SiteContext): Promise<ColumnRecord[]> {
  return readSite(context, (tx) =>
    tx.column.findMany({ where: { siteId: context.site.id }, orderBy: [...order], select: record }),
  );
}

/** Throws NOT_FOUND. */
export async function getColumn(context: SiteContext, columnId: string): Promise<ColumnRecord> {
  const column = await readSite(context, (tx) =>
    tx.column.findFirst({ where: { siteId: context.site.id, id: columnId }, select: record }),
  );
  if (!column) throw notFound('栏目');
  return column;
}

export interface ColumnContract {
  editorIds: string[];
  /** By name, also those who may not write here any more. */
  editors: string[];
  updateDays: number | null;
  warnDays: number | null;
  contactName: string;
  contactPhone: string;
}

/** Who keeps a column, and how often something new is due. Throws NOT_FOUND. */
export async function getColumnContract(context: SiteContext, columnId: string): Promise<ColumnContract> {
  const column = await readSite(context, (tx) =>
    tx.column.findFirst({
      where: { siteId: context.site.id, id: columnId },
      select: {
        updateDays: true,
        warnDays: true,
        contactName: true,
        contactPhone: true,
        editors: { select: { accountId: true, name: true }, orderBy: { name: 'asc' } },
      },
    }),
  );
  if (!column) throw notFound('栏目');
  const { editors, ...contract } = column;
  return { ...contract, editorIds: editors.map((one) => one.accountId), editors: editors.map((one) => one.name) };
}

/** Into which column a column's items are on their way, and how many are still to come. */
export async function findMerge(
  context: SiteContext,
  columnId: string,
): Promise<{ into: { id: string; name: string }; left: number } | undefined> {
  const where = { siteId: context.site.id };
  return readSite(context, async (tx) => {
    const column = await tx.column.findFirst({
      where: { ...where, id: columnId },
      select: { mergingInto: { select: { id: true, name: true } } },
    });
    if (!column?.mergingInto) return undefined;
    return { into: column.mergingInto, left: await tx.article.count({ where: { ...where, columnId } }) };
  });
}

export async function findColumnByCode(context: SiteContext, code: string): Promise<ColumnRecord | undefined> {
  const column = await readSite(context, (tx) =>
    tx.column.findFirst({ where: { siteId: context.site.id, code }, select: record }),
  );
  return column ?? undefined;
}

/**
 * All columns of a site that a visitor may see, flat and in order, in one statement. Hidden ones are among them: they
 * answer at their address and stay out of menus, lists and the site map.
 */
export async function getPublicColumns(tx: Transaction, siteId: string): Promise<ColumnRecord[]> {
  dependsOn(tx, TAGS.columns(siteId));
  return readColumns(tx, siteId);
}

/** Throws NOT_FOUND. */
export async function getPublicColumn(tx: Transaction, siteId: string, code: string): Promise<ColumnRecord> {
  const column = await findPublicColumn(tx, siteId, code);
  if (!column) throw notFound('栏目');
  return column;
}

export async function findPublicColumn(
  tx: Transaction,
  siteId: string,
  code: string,
): Promise<ColumnRecord | undefined> {
  dependsOn(tx, TAGS.columns(siteId));
  return (await tx.column.findFirst({ where: { siteId, code }, select: record })) ?? undefined;
}
