import { demand } from '@zhanqun/access';
import { type AuditEntry, recordAudit } from '@zhanqun/audit/server';
import { isUniqueViolation, Prisma as sql, type Transaction } from '@zhanqun/db';
import { DomainError, newId, notFound } from '@zhanqun/kit';
import { readSite, type SiteContext, withPlatform, withSite } from '@zhanqun/tenancy/server';
import type { z } from 'zod';
import { WORD_LIST_LABELS, type WordListName } from './finding';
import { foldPhrase } from './prepared-text.server';
import { MOST_WORDS, type wordFields } from './schema';
import type { ListedWord } from './word-matcher.server';

/** Where a list is kept: both are kept alike, one by the platform and one by its site. */
interface Shelf {
  words: sql.Sql;
  versions: sql.Sql;
  /** For lists of columns and of values, each with its comma. */
  siteColumn: sql.Sql;
  siteValue: sql.Sql;
  /** For conditions. */
  own: sql.Sql;
}

export function shelfOf(list: WordListName, siteId: string): Shelf {
  if (list === 'GROUP') {
    return {
      words: sql.sql`"GroupWord"`,
      versions: sql.sql`"GroupWordVersion"`,
      siteColumn: sql.empty,
      siteValue: sql.empty,
      own: sql.sql`true`,
    };
  }
  return {
    words: sql.sql`"SiteWord"`,
    versions: sql.sql`"SiteWordVersion"`,
    siteColumn: sql.sql`"siteId",`,
    siteValue: sql.sql`${siteId},`,
    own: sql.sql`"siteId" = ${siteId}`,
  };
}

/** Throws unless the actor may change the list; that of the group stands at the portal. */
export function demandList(context: SiteContext, list: WordListName): void {
  const { actor, site, directory } = context;
  if (list === 'GROUP' && site.id !== directory.root()?.id) throw notFound('词库');
  demand(actor, list === 'GROUP' ? 'check:edit' : 'word:edit', site);
}

/** The version that stands; 0 for a list that nobody has begun. */
export async function versionOf(tx: Transaction, { versions, own }: Shelf): Promise<number> {
  const [row] = await tx.$queryRaw<{ version: number }[]>`
    SELECT coalesce(max(version), 0)::int AS version FROM ${versions} WHERE ${own}`;
  return row?.version ?? 0;
}

export function standingWords(tx: Transaction, { words, own }: Shelf): Promise<(ListedWord & { id: string })[]> {
  return tx.$queryRaw<(ListedWord & { id: string })[]>`
    SELECT id, phrase, kind::text AS kind, suggestion, weight::text AS weight, "mayExempt", note, standing
    FROM ${words} WHERE ${own} AND "untilVersion" IS NULL`;
}

export type NewWord = z.output<typeof wordFields>;

/** The word as it is kept. Throws INVALID for one that could never be found, or that finds its own right wording. */
export function wordToKeep(word: NewWord, list: WordListName): NewWord & { standing: string } {
  const standing = foldPhrase(word.phrase);
  const fields: Record<string, string[]> = {};
  if (standing.length < 2) fields.phrase = ['除去空格和符号，词语至少 2 个字。'];
  if (word.kind === 'ERROR_PRONE' && foldPhrase(word.suggestion) === standing) {
    fields.suggestion = ['正确写法和词语在检查时没有分别：不分繁简、全半角和大小写。'];
  }
  if (Object.keys(fields).length > 0) throw new DomainError('INVALID', '请检查标出的项目。', fields);
  const isExempt = word.kind === 'EXEMPT';
  return {
    ...word,
    standing,
    suggestion: word.kind === 'ERROR_PRONE' ? word.suggestion : '',
    weight: isExempt ? 'WARN' : word.weight,
    mayExempt: list === 'GROUP' && !isExempt && word.mayExempt,
  };
}

export interface ListChange {
  /** Ids of words that end. */
  end: readonly string[];
  begin: readonly (NewWord & { standing: string })[];
  /** For the list of versions and the log. */
  summary: string;
  entry: Pick<AuditEntry, 'detail'>;
}

/**
 * Makes the next version of a list inside a transaction of its writer, with its audit line. Throws NOT_FOUND for a word
 * of another list, STALE when one that ends has ended already, CONFLICT when one that begins stands or the list is full.
 */
export async function changeList(
  tx: Transaction,
  context: SiteContext,
  list: WordListName,
  { end, begin, summary, entry }: ListChange,
): Promise<number> {
  const { site, actor, now } = context;
  const { words, versions, siteColumn, siteValue, own } = shelfOf(list, site.id);
  const version = (await versionOf(tx, shelfOf(list, site.id))) + 1;
  const ended = await tx.$executeRaw`
    UPDATE ${words} SET "untilVersion" = ${version}, standing = NULL
    WHERE ${own} AND id = ANY (${[...end]}) AND "untilVersion" IS NULL`;
  if (ended !== end.length) {
    const [known] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM ${words} WHERE ${own} AND id = ANY (${[...end]})`;
    if (known?.count !== end.length) throw notFound('词');
    throw new DomainError('STALE', '有的词刚被别人修改或删除，请刷新页面后再改。');
  }
  const rows = begin.map((word) => ({ ...word, id: newId(now.getTime()) }));
  await tx.$executeRaw`
    INSERT INTO ${words} (${siteColumn} id, phrase, kind, suggestion, weight, "mayExempt", note, "sinceVersion", standing)
    SELECT ${siteValue} w.id, w.phrase, w.kind::"WordKind", w.suggestion, w.weight::"CheckWeight", w."mayExempt", w.note,
      ${version}, w.standing
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS w(id text, phrase text, kind text, suggestion text,
      weight text, "mayExempt" boolean, note text, standing text)`;
  const [size] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${words} WHERE ${own} AND "untilVersion" IS NULL`;
  const count = size?.count ?? 0;
  if (count > MOST_WORDS[list]) {
    throw new DomainError('CONFLICT', `${WORD_LIST_LABELS[list]}最多 ${MOST_WORDS[list]} 个词，请先删除不用的。`);
  }
  await tx.$executeRaw`
    INSERT INTO ${versions} (${siteColumn} version, size, summary, "byName", at)
    VALUES (${siteValue} ${version}, ${count}, ${summary}, ${actor.name}, ${now})`;
  await recordAudit(tx, { ...context, siteId: site.id }, [
    {
      action: list === 'GROUP' ? 'check:edit' : 'word:edit',
      subjectType: 'WordList',
      subjectId: list === 'GROUP' ? 'group' : site.id,
      summary: `${WORD_LIST_LABELS[list]}第 ${version} 版：${summary}`,
      detail: { version, ...entry.detail },
    },
  ]);
  return version;
}

export function readList<T>(context: SiteContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return readSite(context, work);
}

/** A transaction of whoever keeps the list. Throws CONFLICT when another change of it came first. */
export async function writeList<T>(
  context: SiteContext,
  list: WordListName,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    if (list === 'SITE') return await withSite(context, work);
    return await withPlatform({ db: context.db, siteIds: [context.site.id] }, work);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new DomainError('CONFLICT', '词库里已有这个词，或刚被别人修改过。请刷新页面后再试。', {}, { cause: error });
  }
}
