import { DUTY_STATE_LABELS, DUTY_STATES, type DutyState } from '@zhanqun/columns/cycles';
import { COLUMN_KIND_LABELS } from '@zhanqun/columns/schema';
import type { ColumnDuty } from '@zhanqun/columns/server';
import { formatDate, type Page } from '@zhanqun/kit';
import {
  Badge,
  type BadgeTone,
  DataTable,
  EmptyState,
  FilterBar,
  NoMatch,
  PageHeader,
  Pager,
  type TableColumn,
} from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { consolePath } from '../paths';

/** A row with the site's own words. */
export interface BoardItem extends Omit<ColumnDuty, 'lastItemAt'> {
  lastItem: string;
  siteCode: string;
  siteName: string;
}

/** What the address asks of a board. */
export function readBoardFilter(request: Request) {
  const params = new URL(request.url).searchParams;
  const state = DUTY_STATES.find((one) => one === params.get('state'));
  return {
    state,
    q: params.get('q')?.trim() || undefined,
    isMine: params.get('whose') === 'mine',
    after: params.get('after') || undefined,
  };
}

export function boardPage(
  page: Page<ColumnDuty>,
  siteOf: (siteId: string) => { code: string; shortName: string } | undefined,
): { items: BoardItem[]; next: string | undefined } {
  return {
    items: page.items.flatMap(({ lastItemAt, ...item }) => {
      // Another process may have opened it a moment ago.
      const site = siteOf(item.siteId);
      const lastItem = lastItemAt ? formatDate(lastItemAt) : '—';
      return site ? [{ ...item, lastItem, siteCode: site.code, siteName: site.shortName }] : [];
    }),
    next: page.next,
  };
}

const TONES: Record<DutyState, BadgeTone> = {
  LATE: 'alarm',
  EMPTY: 'alarm',
  SOON: 'act',
  FINE: 'good',
  NONE: 'neutral',
};

function inWords({ state, daysLeft }: Pick<BoardItem, 'state' | 'daysLeft'>): string {
  if (state === 'LATE') return daysLeft === 0 ? '今天到期' : `逾期 ${-daysLeft} 天`;
  if (state === 'SOON') return `还有 ${daysLeft} 天到期`;
  return DUTY_STATE_LABELS[state];
}

const NAME: TableColumn<BoardItem> = { key: 'name', header: '栏目', cell: (row) => row.name };
const SITE: TableColumn<BoardItem> = { key: 'site', header: '站点', cell: (row) => row.siteName, width: 'fit' };
const REST: TableColumn<BoardItem>[] = [
  {
    key: 'state',
    header: '状态',
    width: 'fit',
    cell: (row) => <Badge tone={TONES[row.state]}>{inWords(row)}</Badge>,
  },
  { key: 'last', header: '最近更新', cell: (row) => row.lastItem, width: 'fit' },
  {
    key: 'cycle',
    header: '要求',
    width: 'fit',
    cell: (row) => (row.days === 0 ? '不要求更新' : `每 ${row.days} 天`),
  },
  { key: 'unit', header: '责任单位', cell: (row) => row.responsibleUnit || '—' },
  { key: 'editors', header: '负责编辑', cell: (row) => row.editors.join('、') || '—' },
  {
    key: 'contact',
    header: '联系人',
    cell: (row) => [row.contactName, row.contactPhone].filter(Boolean).join(' ') || '—',
    startHidden: true,
  },
  { key: 'kind', header: '类型', cell: (row) => COLUMN_KIND_LABELS[row.kind], width: 'fit', startHidden: true },
];

export interface BoardProps {
  title: string;
  lead: string;
  items: BoardItem[];
  next: string | undefined;
  isFirstPage: boolean;
  isFiltered: boolean;
  clearHref: string;
  /** To choose among; absent on the board of one site. */
  sites?: readonly { value: string; label: string }[];
}

/** Which columns are late, empty or soon due. */
export function Board({
  title,
  lead,
  items,
  next,
  isFirstPage,
  isFiltered,
  clearHref,
  sites,
}: BoardProps): ReactElement {
  return (
    <>
      <PageHeader title={title} lead={lead} />
      <FilterBar
        search={{ label: '栏目或责任单位', placeholder: '其中的词' }}
        filters={[
          {
            name: 'state',
            label: '状态',
            choices: DUTY_STATES.map((value) => ({ value, label: DUTY_STATE_LABELS[value] })),
          },
          { name: 'whose', label: '负责编辑', choices: [{ value: 'mine', label: '我' }] },
          ...(sites && sites.length > 1 ? [{ name: 'site', label: '站点', choices: sites }] : []),
        ]}
      />
      <DataTable
        caption="栏目和它们的更新情况"
        columns={sites ? [NAME, SITE, ...REST] : [NAME, ...REST]}
        rows={items}
        rowKey={(row) => `${row.siteId}-${row.columnId}`}
        rowHref={(row) => consolePath.articles(row.siteCode, { column: row.columnId })}
        storageKey={sites ? 'column-board' : 'site-column-board'}
        summary={`本页 ${items.length} 个栏目`}
        empty={
          isFiltered || !isFirstPage ? (
            <NoMatch unit="栏目" clearHref={clearHref} />
          ) : (
            <EmptyState icon="sitemap" title="还没有放内容的栏目">
              <p>建好栏目后，这里会显示每个栏目最近什么时候更新、什么时候到期。</p>
            </EmptyState>
          )
        }
      />
      <Pager next={next} isFirstPage={isFirstPage} />
    </>
  );
}
