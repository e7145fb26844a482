import { demand } from '@zhanqun/access';
import type { AuditEntry } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { FieldMap, ImportKind } from './schema';
import { findTransition, type ImportAction, type ImportState, type ImportTransition, refusal } from './states';

export interface BatchRow {
  id: string;
  name: string;
  state: ImportState;
  kind: ImportKind | null;
  base: string;
  fields: FieldMap;
  columns: Record<string, string>;
  asPublished: boolean;
  keepsAddresses: boolean;
  itemCount: number;
  version: number;
  startedById: string;
  startedByName: string;
}

const BATCH_ROW = {
  id: true,
  name: true,
  state: true,
  kind: true,
  base: true,
  fields: true,
  columns: true,
  asPublished: true,
  keepsAddresses: true,
  itemCount: true,
  version: true,
  startedById: true,
  startedByName: true,
} as const;

export async function findBatch(tx: Transaction, siteId: string, importId: string): Promise<BatchRow | undefined> {
  const row = await tx.importBatch.findFirst({ where: { siteId, id: importId }, select: BATCH_ROW });
  return row ? { ...row, fields: row.fields as FieldMap, columns: row.columns as Record<string, string> } : undefined;
}

/** The import, held until the transaction ends: its steps come one after the other. Throws NOT_FOUND. */
export async function lockBatch(tx: Transaction, siteId: string, importId: string): Promise<BatchRow> {
  await tx.$queryRaw`SELECT id FROM "ImportBatch" WHERE "siteId" = ${siteId} AND id = ${importId} FOR UPDATE`;
  const row = await findBatch(tx, siteId, importId);
  if (!row) throw notFound('迁入');
  return row;
}

/** Holds the import and asks the state table and the rights. Throws NOT_FOUND, CONFLICT, FORBIDDEN, STALE. */
export async function batchFor(
  tx: Transaction,
  context: SiteContext,
  { importId, version, action }: { importId: string; version: number; action: ImportAction },
): Promise<{ batch: BatchRow; transition: ImportTransition }> {
  const batch = await lockBatch(tx, context.site.id, importId);
  const transition = findTransition(batch.state, action);
  if (!transition) throw new DomainError('CONFLICT', refusal(batch.state, action) ?? '');
  demand(context.actor, transition.permission, context.site);
  if (batch.version !== version) throw new DomainError('STALE', '这次迁入刚有变化，请看过以后再操作。');
  return { batch, transition };
}

export function importEntry(importId: string, summary: string, detail: AuditEntry['detail'] = {}): AuditEntry {
  return { action: 'import:run', subjectType: 'Import', subjectId: importId, summary, detail };
}
