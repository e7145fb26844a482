import type { WordVersionView } from '@zhanqun/checks/server';
import { formatDateTime } from '@zhanqun/kit';
import { DataTable, EmptyState, PageHeader, Pager } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import type { WordPaths } from './word-paths';

export interface WordVersionsProps {
  versions: readonly WordVersionView[];
  next: string | undefined;
  paths: WordPaths;
}

export function WordVersions({ versions, next, paths }: WordVersionsProps): ReactElement {
  const file = (format: 'csv' | 'xlsx', version?: number) => paths.export({ format, version: version?.toString() });
  return (
    <>
      <PageHeader
        title="词库各版"
        lead="每次修改成为一版。检查结果记着是用哪一版查出来的；要回到某一版，导出它，再用“整个换成表格里的”导入。"
        back={{ label: '词库', href: paths.list() }}
        actions={
          <>
            <a href={file('csv')} className="zc-button" download>
              导出 CSV
            </a>
            <a href={file('xlsx')} className="zc-button" download>
              导出 XLSX
            </a>
          </>
        }
      />
      <DataTable
        caption="词库各版，新的在前"
        rows={versions}
        rowKey={(row) => String(row.version)}
        columns={[
          { key: 'version', header: '版本', width: 'fit', cell: (row) => `第 ${row.version} 版` },
          { key: 'summary', header: '做了什么', cell: (row) => row.summary },
          { key: 'size', header: '词数', width: 'fit', align: 'end', cell: (row) => row.size },
          { key: 'by', header: '谁', width: 'fit', cell: (row) => row.byName },
          {
            key: 'at',
            header: '时间',
            width: 'fit',
            cell: (row) => <time dateTime={row.at.toISOString()}>{formatDateTime(row.at)}</time>,
          },
          {
            key: 'file',
            header: '导出',
            width: 'fit',
            cell: (row) => (
              <a href={file('xlsx', row.version)} className="zc-link" download>
                XLSX<span className="sr-only">，第 {row.version} 版</span>
              </a>
            ),
          },
        ]}
        empty={
          <EmptyState icon="history" title="每次修改成为一版，都留在这里">
            还没有修改过。
          </EmptyState>
        }
      />
      <Pager next={next} />
    </>
  );
}
