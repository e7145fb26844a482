import { isMonth, monthInWords, monthOf } from '@zhanqun/statistics/months';
import { DIMENSION_LABELS, DIMENSIONS, type Dimension } from '@zhanqun/statistics/schema';
import type { OutputRow } from '@zhanqun/statistics/server';
import type { TableFile } from '../table-file.server';

/** Rows of one page: all are counted for the sums anyway. */
const SHOWN = 50;

/** What the address asks of the statistics: a month and by what it is summed; what it does not know is the usual. */
export function readOutputFilter(request: Request, now: Date): { by: Dimension; month: string; after?: string } {
  const params = new URL(request.url).searchParams;
  const asked = params.get('month') ?? '';
  const after = params.get('after');
  return {
    by: DIMENSIONS.find((one) => one === params.get('by')) ?? 'unit',
    month: isMonth(asked) ? asked : monthOf(now),
    ...(after ? { after } : {}),
  };
}

export function outputPage(rows: OutputRow[], after: string | undefined) {
  const from = after === undefined ? 0 : rows.findIndex((row) => row.key === after) + 1;
  const shown = rows.slice(from, from + SHOWN);
  const sum = (of: (row: OutputRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    rows: shown,
    count: rows.length,
    total: { items: sum((row) => row.items), points: sum((row) => row.points), fee: sum((row) => row.fee) },
    next: from + SHOWN < rows.length ? shown.at(-1)?.key : undefined,
    isFirstPage: from === 0,
  };
}

function* cellsOf(
  rows: OutputRow[],
  by: Dimension,
  nameOf: (siteId: string) => string,
): Generator<(string | number)[]> {
  yield [
    DIMENSION_LABELS[by],
    '站点',
    '篇数',
    '其中转载',
    '其中强制发布',
    '其中已撤回',
    '被采用',
    '积分',
    '稿费（元）',
  ];
  for (const row of rows) {
    const site = row.siteId && nameOf(row.siteId);
    yield [
      row.label,
      site,
      row.items,
      row.reprints,
      row.forced,
      row.withdrawn,
      row.adopted,
      row.points / 10,
      row.fee / 100,
    ];
  }
}

/** The statistics as a file. */
export function outputFile(
  { by, month }: { by: Dimension; month: string },
  place: string,
  rows: OutputRow[],
  nameOf: (siteId: string) => string,
): TableFile {
  const name = `工作量-${place}-${by === 'month' ? `至${monthInWords(month)}` : monthInWords(month)}-按${DIMENSION_LABELS[by]}`;
  const widths = [28, 20, 8, 10, 12, 12, 8, 10, 12];
  const sheet = { name: '工作量', widths, rows: cellsOf(rows, by, nameOf) };
  return { format: 'xlsx', name: name.replaceAll(' ', ''), plain: 'output', sheets: [sheet] };
}
