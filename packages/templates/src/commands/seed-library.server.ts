import { recordAudit } from '@zhanqun/audit/server';
import type { Prisma } from '@zhanqun/db';
import { DomainError, newId } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { BUILT_IN_BLOCKS, BUILT_IN_BLUEPRINTS } from '../blueprints';
import type { LibraryKind } from '../library-schema';
import { BUILT_IN_THEMES } from '../theme';

interface BuiltIn {
  kind: LibraryKind;
  code: string;
  name: string;
  description: string;
  content: Prisma.InputJsonObject;
}

function builtIns(): BuiltIn[] {
  const asJson = (content: object) => JSON.parse(JSON.stringify(content)) as Prisma.InputJsonObject;
  return [
    ...BUILT_IN_THEMES.map(({ settings, ...entry }) => ({
      ...entry,
      kind: 'THEME' as const,
      content: asJson(settings),
    })),
    ...BUILT_IN_BLUEPRINTS.map((entry) => ({ ...entry, kind: 'BLUEPRINT' as const, content: asJson(entry.content) })),
    ...BUILT_IN_BLOCKS.map((entry) => ({ ...entry, kind: 'BLOCK' as const, content: asJson(entry.content) })),
  ];
}

/** The same JSON whatever the order of its keys, which the database does not keep. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}

function sameAs(row: { name: string; description: string; content: unknown }, entry: BuiltIn): boolean {
  const facts = ({ name, description, content }: typeof row) =>
    JSON.stringify(canonical({ name, description, content }));
  return facts(row) === facts(entry);
}

export interface SeedReport {
  created: number;
  updated: number;
}

/**
 * Puts the built-in blueprints, themes and blocks into the library; a second run changes nothing. An entry that the
 * office has edited (version above 1) stays as it is. Only the system does this, at init and at provisioning.
 */
export async function seedLibrary(context: Context): Promise<SeedReport> {
  if (context.actor.kind !== 'SYSTEM') throw new DomainError('FORBIDDEN', '内置模板由系统放入，不能在这里操作。');
  const rootId = context.directory.root()?.id;
  const entries = builtIns();
  return withPlatform({ db: context.db, ...(rootId ? { siteId: rootId } : {}) }, async (tx) => {
    const rows = await tx.libraryEntry.findMany();
    const known = new Map(rows.map((row) => [`${row.kind}/${row.code}`, row]));
    const missing = entries.filter((entry) => !known.has(`${entry.kind}/${entry.code}`));
    const changed = entries.filter((entry) => {
      const row = known.get(`${entry.kind}/${entry.code}`);
      return row?.isBuiltIn && row.version === 1 && !sameAs(row, entry);
    });
    await tx.libraryEntry.createMany({
      data: missing.map((entry) => ({ ...entry, id: newId(), isBuiltIn: true })),
      skipDuplicates: true,
    });
    for (const { kind, code, name, description, content } of changed) {
      await tx.libraryEntry.updateMany({ where: { kind, code, version: 1 }, data: { name, description, content } });
    }
    const report = { created: missing.length, updated: changed.length };
    // Before the portal is made there is no log that this could stand in.
    if (rootId && report.created + report.updated > 0) {
      await recordAudit(tx, { ...context, siteId: rootId }, [
        {
          action: 'library:edit',
          subjectType: 'LibraryEntry',
          subjectId: 'built-in',
          summary: `放入内置模板：新增 ${report.created} 个，更新 ${report.updated} 个`,
        },
      ]);
    }
    return report;
  });
}
