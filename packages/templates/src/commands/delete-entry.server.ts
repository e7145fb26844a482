import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';
import type { Context } from '@zhanqun/tenancy/server';
import { demandLibraryEdit, inLibrary } from '../library-desk.server';
import { type DeleteEntryInput, deleteEntryInput, LIBRARY_KIND_LABELS, type LibraryKind } from '../library-schema';

async function refusalToDelete(tx: Transaction, kind: LibraryKind, code: string): Promise<string | undefined> {
  const sites =
    kind === 'BLOCK'
      ? 0
      : await tx.site.count({ where: kind === 'THEME' ? { themeCode: code } : { blueprintCode: code } });
  if (sites > 0) return `有 ${sites} 个站点在用它，不能删除。`;
  if (kind !== 'THEME') return undefined;
  const blueprint = await tx.libraryEntry.findFirst({
    where: { kind: 'BLUEPRINT', content: { path: ['themeCode'], equals: code } },
    select: { name: true },
  });
  return blueprint ? `蓝本“${blueprint.name}”在用它，不能删除。` : undefined;
}

/** Removes an entry that the office made itself and nothing uses. */
export async function deleteEntry(context: Context, input: DeleteEntryInput): Promise<void> {
  const { kind, code } = parseInput(deleteEntryInput, input);
  const root = demandLibraryEdit(context);
  await inLibrary(context, root, async (tx) => {
    const entry = await tx.libraryEntry.findUnique({ where: { kind_code: { kind, code } } });
    if (!entry) throw notFound('模板');
    if (entry.isBuiltIn) throw new DomainError('CONFLICT', '内置模板不能删除，可以复制一份再修改。');
    const refusal = await refusalToDelete(tx, kind, code);
    if (refusal) throw new DomainError('CONFLICT', refusal);
    await tx.libraryEntry.deleteMany({ where: { id: entry.id } });
    await recordAudit(tx, { ...context, siteId: root.id }, [
      {
        action: 'library:edit',
        subjectType: 'LibraryEntry',
        subjectId: entry.id,
        summary: `删除${LIBRARY_KIND_LABELS[kind]}“${entry.name}”`,
        detail: { kind, code },
      },
    ]);
  });
}
