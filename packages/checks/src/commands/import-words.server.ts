import { parseInput } from '@zhanqun/access';
import { DomainError } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { exemptionRefusals } from '../exemptions.server';
import type { WordListName } from '../finding';
import { type ImportMode, type ImportWordsInput, importWordsInput, type WordRow, wordFields } from '../schema';
import {
  changeList,
  demandList,
  type NewWord,
  shelfOf,
  standingWords,
  versionOf,
  wordToKeep,
  writeList,
} from '../word-rows.server';
import { fieldsOfRow } from '../word-table.server';

/** A sentence for a line of the table. */
export interface ImportFault {
  line: number;
  phrase: string;
  sentences: string[];
}

export interface WordImportReport {
  /** The lines that are wrong; with one of them nothing was changed. */
  faults: ImportFault[];
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
  /** Undefined when nothing was changed. */
  version: number | undefined;
}

type Kept = NewWord & { standing: string };

/** Faulty lines that are told: the others have the same cause. */
const MOST_FAULTS = 200;

function readRow(row: WordRow, list: WordListName): Kept | string[] {
  const parsed = wordFields.safeParse(fieldsOfRow(row));
  if (!parsed.success) return parsed.error.issues.map(({ message }) => message);
  try {
    return wordToKeep(parsed.data, list);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Object.values(error.fields).flat();
  }
}

async function readRows(context: SiteContext, list: WordListName, rows: readonly WordRow[]) {
  const faults: ImportFault[] = [];
  const words = new Map<string, { line: number; word: Kept }>();
  for (const row of rows) {
    const word = readRow(row, list);
    const fault = (sentences: string[]) => faults.push({ line: row.line, phrase: row.phrase, sentences });
    if (Array.isArray(word)) fault(word);
    else {
      const first = words.get(word.standing);
      if (first) fault([`与第 ${first.line} 行是同一个词。`]);
      else words.set(word.standing, { line: row.line, word });
    }
  }
  const kept = [...words.values()];
  const refusals = await exemptionRefusals(
    context,
    list,
    kept.map(({ word }) => word),
  );
  for (const [index, sentence] of refusals.entries()) {
    const entry = kept[index];
    if (sentence && entry) faults.push({ line: entry.line, phrase: entry.word.phrase, sentences: [sentence] });
  }
  return { words: kept.map(({ word }) => word), faults: faults.sort((a, b) => a.line - b.line) };
}

const isSame = (a: Kept, b: Kept) =>
  (['phrase', 'kind', 'suggestion', 'weight', 'mayExempt', 'note'] as const).every((field) => a[field] === b[field]);

function summaryOf(mode: ImportMode, { added, changed, removed }: Record<'added' | 'changed' | 'removed', number>) {
  return `${mode === 'ADD' ? '导入' : '整个换过'}：添加 ${added} 个，修改 ${changed} 个，删除 ${removed} 个`;
}

/**
 * Brings a table into a list as one version, whole or not at all: with a line that is wrong nothing is changed and the
 * report says why. Throws STALE when the list has another version than the one that was seen.
 */
export async function importWords(context: SiteContext, input: ImportWordsInput): Promise<WordImportReport> {
  const { list, mode, version, rows } = parseInput(importWordsInput, input);
  demandList(context, list);
  const { words, faults } = await readRows(context, list, rows);
  const nothing = { added: 0, changed: 0, removed: 0, unchanged: 0, version: undefined };
  if (faults.length > 0) return { ...nothing, faults: faults.slice(0, MOST_FAULTS) };
  return writeList(context, list, async (tx) => {
    const shelf = shelfOf(list, context.site.id);
    if ((await versionOf(tx, shelf)) !== version) {
      throw new DomainError('STALE', '词库刚被别人修改过，请看过以后再导入。');
    }
    const standing = new Map((await standingWords(tx, shelf)).map((word) => [word.standing, word]));
    const fresh = words.filter((word) => !standing.has(word.standing));
    const other = words.filter((word) => {
      const now = standing.get(word.standing);
      return now && !isSame(now, word);
    });
    const named = new Set(words.map((word) => word.standing));
    const gone = mode === 'ADD' ? [] : [...standing.values()].filter((word) => !named.has(word.standing));
    const counts = { added: fresh.length, changed: other.length, removed: gone.length };
    const report = { faults: [], ...counts, unchanged: words.length - fresh.length - other.length };
    if (counts.added + counts.changed + counts.removed === 0) return { ...report, version: undefined };
    const replaced = other.flatMap((word) => standing.get(word.standing)?.id ?? []);
    const next = await changeList(tx, context, list, {
      end: [...gone.map(({ id }) => id), ...replaced],
      begin: [...fresh, ...other],
      summary: summaryOf(mode, counts),
      entry: { detail: counts },
    });
    return { ...report, version: next };
  });
}
