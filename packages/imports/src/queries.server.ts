import type { Transaction } from '@zhanqun/db';
import { DomainError, notFound, PAGE_SIZE, type Page } from '@zhanqun/kit';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { type FieldMap, type ImportKind, ITEM_OUTCOMES, type ItemOutcome } from './schema';
import type { ImportState } from './states';

export interface ImportView {
  id: string;
  /** Of the file. */
  name: string;
  /** Bytes. */
  size: number;
  state: ImportState;
  kind: ImportKind | null;
  fault: string;
  itemCount: number;
  createdByName: string;
  createdAt: Date;
  startedByName: string;
  startedAt: Date | null;
  finishedAt: Date | null;
  version: number;
}

const VIEW = {
  id: true,
  name: true,
  size: true,
  state: true,
  kind: true,
  fault: true,
  itemCount: true,
  createdByName: true,
  createdAt: true,
  startedByName: true,
  startedAt: true,
  finishedAt: true,
  version: true,
} as const;

/** The imports of a site, newest first. */
export async function listImports(context: SiteContext, { after }: { after?: string } = {}): Promise<Page<ImportView>> {
  const rows = await readSite(context, (tx) =>
    tx.importBatch.findMany({
      where: { siteId: context.site.id, ...(after ? { id: { lt: after } } : {}) },
      orderBy: { id: 'desc' },
      take: PAGE_SIZE + 1,
      select: VIEW,
    }),
  );
  const items = rows.slice(0, PAGE_SIZE).map((row) => ({ ...row, size: Number(row.size) }));
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE_SIZE && last ? { next: last.id } : {}) };
}

/** A column of the old site, with what of it could come. */
export interface SourceColumn {
  name: string;
  /** Items that wait to be made. */
  waiting: number;
  /** Column of the site; "" for what shall not come, undefined while nobody has said. */
  columnId: string | undefined;
}

/** What would come of an import, or has come of it. */
export interface ImportReport extends ImportView {
  /** Address of the old site; "" when unknown. */
  base: string;
  /** Entries that are no texts. */
  ignored: number;
  headings: string[];
  fields: FieldMap;
  asPublished: boolean;
  keepsAddresses: boolean;
  counts: Record<ItemOutcome, number>;
  columns: SourceColumn[];
  /** Items with files that the source does not hold. */
  withMissing: number;
  /** Items whose old address cannot lead to them. */
  withoutAddress: number;
  /** Items that wait and would be held back by the checks before publishing. */
  withBlocks: number;
  /** Items that wait and were not public at the old site. */
  notPublic: number;
}

/** Throws NOT_FOUND. */
export async function getImport(context: SiteContext, importId: string): Promise<ImportReport> {
  const siteId = context.site.id;
  return readSite(context, async (tx) => {
    const row = await tx.importBatch.findFirst({
      where: { siteId, id: importId },
      select: {
        ...VIEW,
        base: true,
        ignored: true,
        headings: true,
        fields: true,
        columns: true,
        asPublished: true,
        keepsAddresses: true,
      },
    });
    if (!row) throw notFound('迁入');
    const where = { siteId, importId };
    const outcomes = await tx.importItem.groupBy({ by: ['outcome'], where, _count: true });
    const sourceColumns = await tx.importItem.groupBy({
      by: ['sourceColumn'],
      where: { ...where, outcome: { in: ['NEW', 'MADE', 'UNDONE', 'KEPT'] } },
      _count: true,
      orderBy: { sourceColumn: 'asc' },
    });
    const waiting = { ...where, outcome: 'NEW' as const };
    const chosen = row.columns as Record<string, string>;
    return {
      ...row,
      size: Number(row.size),
      headings: row.headings as string[],
      fields: row.fields as FieldMap,
      counts: Object.fromEntries(
        ITEM_OUTCOMES.map((outcome) => [outcome, outcomes.find((one) => one.outcome === outcome)?._count ?? 0]),
      ) as Record<ItemOutcome, number>,
      columns: sourceColumns.map(({ sourceColumn, _count }) => ({
        name: sourceColumn,
        waiting: _count,
        columnId: chosen[sourceColumn],
      })),
      withMissing: await tx.importItem.count({ where: { ...where, NOT: { missing: { isEmpty: true } } } }),
      withoutAddress: await tx.importItem.count({ where: { ...where, NOT: { addressFault: '' } } }),
      withBlocks: await tx.importItem.count({ where: { ...waiting, blocks: { gt: 0 } } }),
      notPublic: await tx.importItem.count({ where: { ...waiting, wasPublic: false } }),
    };
  });
}

export const ITEM_VIEWS = [...ITEM_OUTCOMES, 'MISSING', 'ADDRESS', 'NOTES'] as const;
export type ItemView = (typeof ITEM_VIEWS)[number];

export interface ImportItemRow {
  position: number;
  title: string;
  sourceColumn: string;
  originalAt: Date | null;
  originalUrl: string;
  address: string;
  addressFault: string;
  missing: string[];
  notes: string[];
  blocks: number;
  outcome: ItemOutcome;
  reason: string;
  articleId: string | null;
}

/** The items of an import in the order of its file. Throws INVALID for an unknown view. */
export async function listImportItems(
  context: SiteContext,
  importId: string,
  { view, after = 0 }: { view?: string; after?: number } = {},
): Promise<Page<ImportItemRow>> {
  const known = ITEM_VIEWS.find((one) => one === view);
  if (view && !known) throw new DomainError('INVALID', '没有这种筛选，请从页面上选择。');
  const rows = await readSite(context, (tx) =>
    tx.importItem.findMany({
      where: { siteId: context.site.id, importId, position: { gt: after }, ...(known ? narrowing(known) : {}) },
      orderBy: { position: 'asc' },
      take: PAGE_SIZE + 1,
      select: {
        position: true,
        title: true,
        sourceColumn: true,
        originalAt: true,
        originalUrl: true,
        address: true,
        addressFault: true,
        missing: true,
        notes: true,
        blocks: true,
        outcome: true,
        reason: true,
        articleId: true,
      },
    }),
  );
  const items = rows.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE_SIZE && last ? { next: String(last.position) } : {}) };
}

function narrowing(view: ItemView) {
  if (view === 'MISSING') return { NOT: { missing: { isEmpty: true } } };
  if (view === 'ADDRESS') return { NOT: { addressFault: '' } };
  if (view === 'NOTES') return { OR: [{ NOT: { notes: { isEmpty: true } } }, { blocks: { gt: 0 } }] };
  return { outcome: view };
}

/** Where a public item comes from. It stays what it was as long as the item is there. */
export interface PublicProvenance {
  /** When it was first public there. */
  originalAt: Date | null;
  /** Where it stood; "" when unknown. */
  originalUrl: string;
}

/** For the page of an item that this visitor sees: `articleSiteId` is the site that wrote it. */
export async function findPublicProvenance(
  tx: Transaction,
  articleSiteId: string,
  articleId: string,
): Promise<PublicProvenance | undefined> {
  const row = await tx.provenance.findFirst({
    where: { siteId: articleSiteId, articleId },
    select: { originalAt: true, originalUrl: true },
  });
  return row ?? undefined;
}
