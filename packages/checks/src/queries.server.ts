import { parseInput } from '@zhanqun/access';
import { Prisma as sql } from '@zhanqun/db';
import { escapeLike, notFound, PAGE_SIZE, type Page } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { WordListName } from './finding';
import { foldPhrase } from './prepared-text.server';
import { type CheckRulesView, readRules } from './rules.server';
import { type WordFilter, wordFilter } from './schema';
import type { ListedWord } from './word-matcher.server';
import { readList, shelfOf, standingWords, versionOf } from './word-rows.server';

/** Both lists are read by all staff of a site; of the group's, the words hold for everybody. */
export interface WordView extends Omit<ListedWord, 'standing'> {
  id: string;
}

export interface WordVersionView {
  version: number;
  size: number;
  summary: string;
  byName: string;
  at: Date;
}

const columns = sql.sql`id, phrase, kind::text AS kind, suggestion, weight::text AS weight, "mayExempt", note`;

/** What the rules weigh for the whole group. */
export function getCheckRules(context: SiteContext): Promise<CheckRulesView> {
  return readList(context, readRules);
}

/** The words that stand, the newest first; `q` is part of the phrase, its right wording or its note. */
export async function listWords(
  context: SiteContext,
  list: WordListName,
  filter: WordFilter,
): Promise<Page<WordView> & { latest: WordVersionView | undefined }> {
  const { q, kind, after } = parseInput(wordFilter, filter);
  const { words, versions, own } = shelfOf(list, context.site.id);
  const like = `%${escapeLike(q ?? '')}%`;
  const folded = `%${escapeLike(foldPhrase(q ?? ''))}%`;
  const { rows, latest } = await readList(context, async (tx) => ({
    rows: await tx.$queryRaw<WordView[]>`
      SELECT ${columns} FROM ${words} WHERE ${own} AND "untilVersion" IS NULL
        ${q ? sql.sql`AND (phrase ILIKE ${like} OR standing LIKE ${folded} OR suggestion ILIKE ${like})` : sql.empty}
        ${kind ? sql.sql`AND kind = ${kind}::"WordKind"` : sql.empty}
        ${after ? sql.sql`AND id < ${after}` : sql.empty}
      ORDER BY id DESC LIMIT ${PAGE_SIZE + 1}`,
    latest: await tx.$queryRaw<WordVersionView[]>`
      SELECT version, size, summary, "byName", at FROM ${versions} WHERE ${own} ORDER BY version DESC LIMIT 1`,
  }));
  const items = rows.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  return { items, latest: latest[0], ...(rows.length > PAGE_SIZE && last ? { next: last.id } : {}) };
}

/** A word that stands. Throws NOT_FOUND. */
export async function getWord(context: SiteContext, list: WordListName, wordId: string): Promise<WordView> {
  const { words, own } = shelfOf(list, context.site.id);
  const [row] = await readList(
    context,
    (tx) => tx.$queryRaw<WordView[]>`
      SELECT ${columns} FROM ${words} WHERE ${own} AND id = ${wordId} AND "untilVersion" IS NULL`,
  );
  if (!row) throw notFound('词');
  return row;
}

/** What became of a list, the newest version first; `after` is the last one shown. */
export async function listWordVersions(
  context: SiteContext,
  list: WordListName,
  { after }: { after?: number } = {},
): Promise<Page<WordVersionView>> {
  const { versions, own } = shelfOf(list, context.site.id);
  const rows = await readList(
    context,
    (tx) => tx.$queryRaw<WordVersionView[]>`
      SELECT version, size, summary, "byName", at FROM ${versions}
      WHERE ${own} ${after ? sql.sql`AND version < ${after}::int` : sql.empty}
      ORDER BY version DESC LIMIT ${PAGE_SIZE + 1}`,
  );
  const items = rows.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  return { items, ...(rows.length > PAGE_SIZE && last ? { next: String(last.version) } : {}) };
}

/** All words of a version, the oldest first; of the one that stands without `version`. Throws NOT_FOUND. */
export async function getWordsOfVersion(
  context: SiteContext,
  list: WordListName,
  version?: number,
): Promise<{ version: number; words: ListedWord[] }> {
  const shelf = shelfOf(list, context.site.id);
  return readList(context, async (tx) => {
    const newest = await versionOf(tx, shelf);
    if (version === undefined) {
      const words = await standingWords(tx, shelf);
      return { version: newest, words: words.sort((a, b) => (a.id < b.id ? -1 : 1)) };
    }
    if (version < 1 || version > newest) throw notFound('版本');
    const words = await tx.$queryRaw<ListedWord[]>`
      SELECT phrase, kind::text AS kind, suggestion, weight::text AS weight, "mayExempt", note, '' AS standing
      FROM ${shelf.words} WHERE ${shelf.own} AND "sinceVersion" <= ${version}
        AND ("untilVersion" IS NULL OR "untilVersion" > ${version}) ORDER BY id`;
    return { version, words };
  });
}
