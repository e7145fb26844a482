import { Link } from '@remix-run/react';
import { ITEM_OUTCOME_LABELS, type ItemOutcome } from '@zhanqun/imports/schema';
import type { ImportItemRow } from '@zhanqun/imports/server';
import { formatDateTime } from '@zhanqun/kit';
import { Badge, type BadgeTone, DataTable, NoMatch, Pager, type TableColumn, Tabs } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { consolePath } from '../paths';

const TONES: Record<ItemOutcome, BadgeTone> = {
  NEW: 'main',
  PRESENT: 'neutral',
  REFUSED: 'alarm',
  MADE: 'good',
  UNDONE: 'neutral',
  KEPT: 'act',
};

const VIEWS = [
  { view: undefined, label: '全部' },
  { view: 'REFUSED', label: '不能迁入' },
  { view: 'MISSING', label: '缺文件' },
  { view: 'ADDRESS', label: '旧网址不能转来' },
  { view: 'NOTES', label: '有提示' },
  { view: 'PRESENT', label: '本站已有' },
] as const;

function Remarks({ row }: { row: ImportItemRow }): ReactElement | null {
  const lines = [
    ...(row.blocks > 0 && row.outcome === 'NEW' ? [`发布前检查有 ${row.blocks} 处必须处理。`] : []),
    ...row.notes,
    ...(row.addressFault ? [`旧网址不能转来：${row.addressFault}。`] : []),
    ...row.missing.map((address) => `没有找到：${address}`),
  ];
  if (!row.reason && lines.length === 0) return null;
  return (
    <div className="max-w-[40em] text-sm wrap-anywhere">
      {row.reason && <p className="text-alarm-700">{row.reason}</p>}
      {lines.slice(0, 5).map((line) => (
        <p key={line} className="text-ink-soft">
          {line}
        </p>
      ))}
      {lines.length > 5 && <p className="text-ink-faint">还有 {lines.length - 5} 条。</p>}
    </div>
  );
}

export interface ItemTableProps {
  items: readonly ImportItemRow[];
  next: string | undefined;
  view: string | undefined;
  isFirstPage: boolean;
  code: string;
  importId: string;
  /** What has not come by now does not come. */
  isOver: boolean;
}

/** The items one by one, with what is to be said of each. */
export function ItemTable({ items, next, view, isFirstPage, code, importId, isOver }: ItemTableProps): ReactElement {
  const columns: TableColumn<ImportItemRow>[] = [
    {
      key: 'title',
      header: '标题',
      cell: (row) =>
        row.articleId && row.outcome !== 'UNDONE' ? (
          <Link to={consolePath.article(code, row.articleId)} className="zc-link">
            {row.title}
          </Link>
        ) : (
          row.title
        ),
    },
    {
      key: 'outcome',
      header: '结果',
      width: 'fit',
      cell: (row) =>
        isOver && row.outcome === 'NEW' ? (
          <Badge>没有迁入</Badge>
        ) : (
          <Badge tone={TONES[row.outcome]}>{ITEM_OUTCOME_LABELS[row.outcome]}</Badge>
        ),
    },
    { key: 'column', header: '原栏目', width: 'fit', cell: (row) => row.sourceColumn },
    {
      key: 'at',
      header: '原发布时间',
      width: 'fit',
      cell: (row) => (row.originalAt ? formatDateTime(row.originalAt) : ''),
    },
    { key: 'remarks', header: '说明', cell: (row) => <Remarks row={row} /> },
  ];
  return (
    <section aria-label="逐篇结果">
      <Tabs
        label="筛选"
        items={VIEWS.map((one) => ({
          label: one.label,
          href: consolePath.import(code, importId, { view: one.view }),
          isCurrent: one.view === view,
        }))}
      />
      <DataTable
        caption="文件里的文章，按原来的顺序"
        columns={columns}
        rows={items}
        rowKey={(row) => String(row.position)}
        empty={<NoMatch unit="文章" clearHref={consolePath.import(code, importId)} />}
      />
      <Pager next={next} isFirstPage={isFirstPage} />
    </section>
  );
}
