import { Form, Link } from '@remix-run/react';
import { addMonths, monthInWords } from '@zhanqun/statistics/months';
import { pointsInWords, yuanInWords } from '@zhanqun/statistics/points';
import { DIMENSION_LABELS, type Dimension } from '@zhanqun/statistics/schema';
import type { OutputRow } from '@zhanqun/statistics/server';
import { Badge, DataTable, EmptyState, Pager, type TableColumn, Tabs } from '@zhanqun/ui/console';
import { type ReactElement, useId } from 'react';
import { consolePath } from '../paths';

export type ShownRow = OutputRow & { siteName: string };

interface MonthChoiceProps {
  month: string;
  hrefOf: (month: string) => string;
  /** Kept besides the month. */
  keep?: Record<string, string>;
}

/** One month, the ones beside it, and any other. */
export function MonthChoice({ month, hrefOf, keep = {} }: MonthChoiceProps): ReactElement {
  const id = useId();
  return (
    <div className="mb-4 flex flex-wrap items-end gap-2 print:hidden">
      <Link to={hrefOf(addMonths(month, -1))} className="zc-button">
        上个月
      </Link>
      <Link to={hrefOf(addMonths(month, 1))} className="zc-button">
        下个月
      </Link>
      <Form key={month} className="flex items-end gap-2">
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div>
          <label htmlFor={id} className="sr-only">
            月份，如 2026-11
          </label>
          <input id={id} type="month" name="month" defaultValue={month} className="zc-input w-44" />
        </div>
        <button type="submit" className="zc-button">
          查看
        </button>
      </Form>
    </div>
  );
}

function Marks({ row }: { row: OutputRow }): ReactElement {
  if (row.forced + row.withdrawn === 0) return <span className="text-ink-faint">—</span>;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {row.forced > 0 && <Badge tone="act">强制发布 {row.forced}</Badge>}
      {row.withdrawn > 0 && <Badge tone="neutral">已撤回 {row.withdrawn}</Badge>}
    </span>
  );
}

export interface OutputListProps {
  /** Code of the site; undefined over all sites. */
  siteCode: string | undefined;
  dimensions: readonly Dimension[];
  by: Dimension;
  month: string;
  rows: ShownRow[];
  count: number;
  total: { items: number; points: number; fee: number };
  next: string | undefined;
  isFirstPage: boolean;
}

/** Who did how much, who did most first. */
export function OutputList(props: OutputListProps): ReactElement {
  const { siteCode, dimensions, by, month, rows, count, total, next, isFirstPage } = props;
  const pathOf = (change: { by?: Dimension; month?: string }) =>
    consolePath.output(siteCode, { by: change.by ?? by, month: change.month ?? month });
  const withSite = siteCode === undefined && (by === 'unit' || by === 'column');
  const site: TableColumn<ShownRow>[] = withSite
    ? [{ key: 'site', header: '站点', width: 'fit', cell: (row) => row.siteName }]
    : [];
  const number = (key: string, header: string, cell: (row: OutputRow) => string | number): TableColumn<ShownRow> => ({
    key,
    header,
    align: 'end',
    width: 'fit',
    cell,
  });
  return (
    <>
      <MonthChoice month={month} hrefOf={(other) => pathOf({ month: other })} keep={{ by }} />
      <Tabs
        label="按什么统计"
        items={dimensions.map((one) => ({
          label: `按${DIMENSION_LABELS[one]}`,
          href: pathOf({ by: one }),
          isCurrent: one === by,
        }))}
      />
      <DataTable
        caption={`${monthInWords(month)}的工作量，按${DIMENSION_LABELS[by]}`}
        rows={rows}
        rowKey={(row) => row.key}
        summary={
          <span>
            {by === 'month' ? `到 ${monthInWords(month)}的 12 个月` : monthInWords(month)}，共 {count} 行，首次发布{' '}
            {total.items} 篇，
            {pointsInWords(total.points)} 分，{yuanInWords(total.fee)} 元 ·{' '}
            <a className="zc-link" href={consolePath.outputExport(siteCode, { by, month })}>
              导出 XLSX
            </a>
          </span>
        }
        columns={[
          {
            key: 'label',
            header: DIMENSION_LABELS[by],
            cell: (row) => (by === 'month' ? monthInWords(row.key) : row.label),
          },
          ...site,
          number('items', '篇数', (row) => row.items),
          number('reprints', '其中转载', (row) => row.reprints),
          number('adopted', '被采用', (row) => row.adopted),
          { key: 'marks', header: '标记', cell: (row) => <Marks row={row} /> },
          number('points', '积分', (row) => pointsInWords(row.points)),
          number('fee', '稿费（元）', (row) => yuanInWords(row.fee)),
        ]}
        empty={
          <EmptyState icon="chart" title="这段时间没有首次发布的内容">
            每篇内容在首次发布的那个月计一次，以后修改和再次发布不再计。
          </EmptyState>
        }
      />
      <Pager next={next} isFirstPage={isFirstPage} />
    </>
  );
}
