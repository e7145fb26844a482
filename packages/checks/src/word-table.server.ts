import { readTable, writeCsv, writeXlsx } from '@zhanqun/documents/table';
import {
  MAX_WORD_BYTES,
  MAX_WORD_ROWS,
  WORD_KIND_LABELS,
  WORD_KINDS,
  WORD_WEIGHT_LABELS,
  WORD_WEIGHTS,
  type WordRow,
} from './schema';
import type { ListedWord } from './word-matcher.server';

export const WORD_HEADINGS = ['类别', '词语', '正确写法', '处理', '站点可豁免', '说明'] as const;

const YES = ['是', 'y', 'yes', 'true', '1'];

/** The rows of a CSV or XLSX file as it was exported or filled in. Throws INVALID and TOO_LARGE under `file`. */
export async function readWordTable(bytes: Uint8Array): Promise<WordRow[]> {
  const rows = await readTable(bytes, { headings: WORD_HEADINGS, maxBytes: MAX_WORD_BYTES, maxRows: MAX_WORD_ROWS });
  return rows.map(({ line, cells }) => {
    const [kind = '', phrase = '', suggestion = '', weight = '', mayExempt = '', note = ''] = cells;
    return { line, kind, phrase, suggestion, weight, mayExempt, note };
  });
}

/** What a line says, for `wordFields` to judge. */
export function fieldsOfRow(row: WordRow): unknown {
  const kind = WORD_KINDS.find((one) => WORD_KIND_LABELS[one] === row.kind) ?? row.kind;
  const weight = WORD_WEIGHTS.find((one) => WORD_WEIGHT_LABELS[one] === row.weight);
  return {
    kind,
    phrase: row.phrase,
    suggestion: row.suggestion,
    // Left empty it is as usual for its kind.
    weight: weight ?? (row.weight === '' ? (kind === 'SENSITIVE' ? 'BLOCK' : 'WARN') : row.weight),
    mayExempt: YES.includes(row.mayExempt.toLowerCase()),
    note: row.note,
  };
}

function rowsOf(words: readonly ListedWord[]): string[][] {
  return [
    [...WORD_HEADINGS],
    ...words.map((word) => [
      WORD_KIND_LABELS[word.kind],
      word.phrase,
      word.suggestion,
      WORD_WEIGHT_LABELS[word.weight],
      word.mayExempt ? '是' : '否',
      word.note,
    ]),
  ];
}

export const WORD_FORMATS = ['csv', 'xlsx'] as const;
export type WordFormat = (typeof WORD_FORMATS)[number];

/** A list as a file that can be changed and imported again. */
export async function writeWordTable(words: readonly ListedWord[], format: WordFormat): Promise<Uint8Array> {
  return format === 'csv' ? writeCsv(rowsOf(words)) : writeXlsx('词库', rowsOf(words));
}
