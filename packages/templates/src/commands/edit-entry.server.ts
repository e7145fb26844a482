import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import type { Prisma } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';
import type { Context } from '@zhanqun/tenancy/server';
import { flattenColumns } from '../blueprints';
import { demandContrast } from '../contrast-rule';
import { demandLibraryEdit, inLibrary } from '../library-desk.server';
import {
  type EditEntryInput,
  editEntryInput,
  LIBRARY_CONTENT,
  LIBRARY_KIND_LABELS,
  type LibraryKind,
} from '../library-schema';
import type { BlueprintContent, ThemeSettings } from '../schema';

function parseContent(kind: LibraryKind, raw: unknown): Prisma.InputJsonObject {
  const content = parseInput(LIBRARY_CONTENT[kind], raw);
  if (kind === 'THEME') demandContrast(content as ThemeSettings);
  if (kind === 'BLUEPRINT') demandUniqueColumnCodes(content as BlueprintContent);
  return JSON.parse(JSON.stringify(content)) as Prisma.InputJsonObject;
}

/** Column codes are addresses within one site. */
function demandUniqueColumnCodes(content: BlueprintContent): void {
  const codes = flattenColumns(content.columns).map((column) => column.code);
  const twice = codes.find((code, index) => codes.indexOf(code) !== index);
  if (!twice) return;
  const sentence = `栏目代码“${twice}”出现了两次，每个栏目的代码要不同。`;
  throw new DomainError('INVALID', sentence, { columns: [sentence] });
}

/** Changes an entry of the library. Sites already made from it keep what they have. */
export async function editEntry(context: Context, input: EditEntryInput): Promise<void> {
  const { kind, code, version, name, description, content: raw } = parseInput(editEntryInput, input);
  const root = demandLibraryEdit(context);
  const content = parseContent(kind, raw);
  await inLibrary(context, root, async (tx) => {
    const entry = await tx.libraryEntry.findUnique({ where: { kind_code: { kind, code } }, select: { id: true } });
    if (!entry) throw notFound('模板');
    if (kind === 'BLUEPRINT') {
      const themeCode = (content as unknown as BlueprintContent).themeCode;
      const theme = await tx.libraryEntry.count({ where: { kind: 'THEME', code: themeCode } });
      if (theme === 0) {
        throw new DomainError('INVALID', '请检查标出的项目。', { themeCode: ['模板库里没有这个主题。'] });
      }
    }
    const { count } = await tx.libraryEntry.updateMany({
      where: { id: entry.id, version },
      data: { name, description, content, version: { increment: 1 }, updatedAt: context.now },
    });
    if (count === 0) throw new DomainError('STALE', '这个模板刚被别人修改过，请核对后再保存。');
    await recordAudit(tx, { ...context, siteId: root.id }, [
      {
        action: 'library:edit',
        subjectType: 'LibraryEntry',
        subjectId: entry.id,
        summary: `修改${LIBRARY_KIND_LABELS[kind]}“${name}”`,
        detail: { kind, code, version: version + 1 },
      },
    ]);
  });
}
