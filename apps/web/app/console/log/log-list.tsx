import type { AuditLineView } from '@zhanqun/audit/server';
import { formatDateTime, type Page } from '@zhanqun/kit';
import { DataTable, EmptyState, FilterBar, NoMatch, Pager, type TableColumn } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';

export type LogRow = AuditLineView & { siteName: string };

/** Subjects as a person names them; each is the first half of the actions it filters by. */
const SUBJECTS = [
  { value: 'article:', label: '内容' },
  { value: 'link:', label: '转载' },
  { value: 'column:', label: '栏目' },
  { value: 'page:', label: '首页' },
  { value: 'site:', label: '站点' },
  { value: 'account:', label: '账号' },
  { value: 'library:', label: '模板库' },
] as const;

/** The filter as the address has it; an unknown one is none. */
export function actionFilter(value: string | null): string | undefined {
  return SUBJECTS.find((subject) => subject.value === value)?.value;
}

interface LogListProps {
  page: Page<LogRow>;
  withSite: boolean;
  isFiltered: boolean;
  clearHref: string;
}

/** Who did what and when, newest first. */
export function LogList({ page, withSite, isFiltered, clearHref }: LogListProps): ReactElement {
  const site: TableColumn<LogRow>[] = withSite ? [{ key: 'site', header: '站点', cell: (row) => row.siteName }] : [];
  return (
    <>
      <FilterBar filters={[{ name: 'about', label: '关于', choices: SUBJECTS }]} />
      <DataTable
        caption="操作日志，新的在前"
        rows={page.items}
        summary="新的在前"
        rowKey={(row) => row.id}
        columns={[
          { key: 'summary', header: '做了什么', cell: (row) => row.summary },
          { key: 'who', header: '谁', width: 'fit', cell: (row) => row.actorName },
          ...site,
          {
            key: 'at',
            header: '时间',
            width: 'fit',
            cell: (row) => <time dateTime={row.at.toISOString()}>{formatDateTime(row.at)}</time>,
          },
        ]}
        empty={
          isFiltered ? (
            <NoMatch unit="操作" clearHref={clearHref} />
          ) : (
            <EmptyState icon="history" title="每一次改动都记在这里，不能修改">
              还没有操作。
            </EmptyState>
          )
        }
      />
      <Pager next={page.next} />
    </>
  );
}
