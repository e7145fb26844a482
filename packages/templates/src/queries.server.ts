import { reachOf } from '@zhanqun/access';
import type { Transaction } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import type { z } from 'zod';
import { LIBRARY_CONTENT, LIBRARY_KINDS, type LibraryKind } from './library-schema';
import type { BlueprintContent, blockPreset, ThemeSettings } from './schema';

interface EntryFacts {
  id: string;
  code: string;
  name: string;
  description: string;
  isBuiltIn: boolean;
  basedOnCode: string | null;
  version: number;
  updatedAt: Date;
}

export type LibraryEntryView = EntryFacts &
  (
    | { kind: 'BLUEPRINT'; content: BlueprintContent }
    | { kind: 'THEME'; content: ThemeSettings }
    | { kind: 'BLOCK'; content: z.infer<typeof blockPreset> }
  );

interface EntryRow extends EntryFacts {
  kind: LibraryKind;
  content: unknown;
}

function viewOf({ kind, content, ...facts }: EntryRow): LibraryEntryView {
  return { ...facts, kind, content: LIBRARY_CONTENT[kind].parse(content) } as LibraryEntryView;
}

const select = {
  id: true,
  kind: true,
  code: true,
  name: true,
  description: true,
  content: true,
  isBuiltIn: true,
  basedOnCode: true,
  version: true,
  updatedAt: true,
} as const;

/** The library is one for the group: whoever may view it on any site may view all of it. */
function demandLibraryView(context: Context): void {
  const reach = reachOf(context.actor, 'library:view', context.directory.root()?.id ?? '');
  if (context.actor.kind === 'SYSTEM' || reach.roots.length + reach.sites.length > 0) return;
  throw new DomainError('FORBIDDEN', '您没有“查看模板库”的权限，请联系本站的站点管理员。');
}

/** One kind of the group's library, built-in entries first. Every member of staff with `library:view` sees all of it. */
export async function listLibrary(context: Context, kind: LibraryKind): Promise<LibraryEntryView[]> {
  demandLibraryView(context);
  const rows = await withPlatform({ db: context.db }, (tx) =>
    tx.libraryEntry.findMany({
      where: { kind },
      orderBy: [{ isBuiltIn: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
      select,
    }),
  );
  return rows.map(viewOf);
}

/** An entry's content in the scope of who is about to use it; undefined when there is none. */
export async function findLibraryContent<K extends LibraryKind>(
  tx: Transaction,
  kind: K,
  code: string,
): Promise<z.output<(typeof LIBRARY_CONTENT)[K]> | undefined> {
  const row = await tx.libraryEntry.findUnique({ where: { kind_code: { kind, code } }, select: { content: true } });
  return row ? (LIBRARY_CONTENT[kind].parse(row.content) as z.output<(typeof LIBRARY_CONTENT)[K]>) : undefined;
}

/** Throws NOT_FOUND. */
export async function getLibraryEntry(context: Context, kind: LibraryKind, code: string): Promise<LibraryEntryView> {
  demandLibraryView(context);
  if (!LIBRARY_KINDS.includes(kind)) throw notFound('模板');
  const row = await withPlatform({ db: context.db }, (tx) =>
    tx.libraryEntry.findUnique({ where: { kind_code: { kind, code } }, select }),
  );
  if (!row) throw notFound('模板');
  return viewOf(row);
}
