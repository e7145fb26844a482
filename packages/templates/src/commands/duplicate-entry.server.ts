import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { isUniqueViolation, type Prisma } from '@zhanqun/db';
import { newId, notFound } from '@zhanqun/kit';
import type { Context } from '@zhanqun/tenancy/server';
import { codeTaken, demandLibraryEdit, inLibrary } from '../library-desk.server';
import { type DuplicateEntryInput, duplicateEntryInput, LIBRARY_KIND_LABELS } from '../library-schema';

/** Copies an entry under a new code; the copy is the office's own and remembers what it came from. */
export async function duplicateEntry(context: Context, input: DuplicateEntryInput): Promise<{ code: string }> {
  const { kind, code, newCode, name } = parseInput(duplicateEntryInput, input);
  const root = demandLibraryEdit(context);
  try {
    return await inLibrary(context, root, async (tx) => {
      const source = await tx.libraryEntry.findUnique({ where: { kind_code: { kind, code } } });
      if (!source) throw notFound('模板');
      const id = newId(context.now.getTime());
      await tx.libraryEntry.createMany({
        data: [
          {
            id,
            kind,
            code: newCode,
            name,
            description: source.description,
            content: source.content as Prisma.InputJsonObject,
            basedOnCode: code,
          },
        ],
      });
      await recordAudit(tx, { ...context, siteId: root.id }, [
        {
          action: 'library:edit',
          subjectType: 'LibraryEntry',
          subjectId: id,
          summary: `复制${LIBRARY_KIND_LABELS[kind]}“${source.name}”为“${name}”`,
          detail: { kind, code: newCode, basedOn: code },
        },
      ]);
      return { code: newCode };
    });
  } catch (error) {
    throw isUniqueViolation(error) ? codeTaken() : error;
  }
}
