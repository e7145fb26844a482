import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { IMPORT_KIND_LABELS } from '@zhanqun/imports/schema';
import { listImports } from '@zhanqun/imports/server';
import { IMPORT_STATE_LABELS } from '@zhanqun/imports/states';
import { formatDateTime } from '@zhanqun/kit';
import { DataTable, EmptyState, formatBytes, NoMatch, PageHeader, Pager, type TableColumn } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { StateBadge } from './state-badge';
import { UploadPanel } from './upload-panel';

export const meta: MetaFunction = () => [{ title: '迁入 - 站群管理平台' }];

export const loader = siteLoader('import:run', async ({ context, request }) => {
  const after = new URL(request.url).searchParams.get('after') || undefined;
  const { items, next } = await listImports(context, after ? { after } : {});
  return { items, next, isFirstPage: after === undefined, code: context.site.code };
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>['items'][number];

const COLUMNS: TableColumn<Row>[] = [
  { key: 'name', header: '文件', cell: (row) => row.name },
  { key: 'state', header: '进展', width: 'fit', cell: (row) => <StateBadge state={row.state} /> },
  { key: 'kind', header: '种类', width: 'fit', cell: (row) => (row.kind ? IMPORT_KIND_LABELS[row.kind] : '') },
  { key: 'count', header: '篇数', width: 'fit', align: 'end', cell: (row) => row.itemCount },
  { key: 'size', header: '大小', width: 'fit', align: 'end', cell: (row) => formatBytes(row.size), notOnPhones: true },
  { key: 'by', header: '谁上传的', width: 'fit', cell: (row) => row.createdByName },
  { key: 'at', header: '时间', width: 'fit', cell: (row) => formatDateTime(row.createdAt) },
];

export default function Imports(): ReactElement {
  const { items, next, isFirstPage, code } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="迁入"
        lead="把旧网站的文章连同图片、附件搬进来。原来的发布时间和网址会保留并注明，旧网址转到新页面；在本站的首次发布时间仍是迁入的时间。"
      />
      <UploadPanel siteCode={code} />
      <DataTable
        caption="迁入记录，新的在前"
        columns={COLUMNS}
        rows={items}
        rowKey={(row) => row.id}
        rowHref={(row) => consolePath.import(code, row.id)}
        rowLabel={(row) => `${row.name}，${IMPORT_STATE_LABELS[row.state]}`}
        empty={
          isFirstPage ? (
            <EmptyState icon="download" title="还没有迁入过">
              上传的文件和每次迁入的结果会列在这里。
            </EmptyState>
          ) : (
            <NoMatch unit="迁入" clearHref={consolePath.imports(code)} />
          )
        }
      />
      <Pager next={next} isFirstPage={isFirstPage} />
    </>
  );
}
