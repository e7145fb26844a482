import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { formatDate, formatDateTime } from '@zhanqun/kit';
import { ANONYMOUS_LIMIT } from '@zhanqun/partners/schema';
import { listPartners, type PartnerView } from '@zhanqun/partners/server';
import { DataTable, EmptyState, PageHeader, Pager, type TableColumn } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { PartnerBadge } from './state-badge';

export const meta: MetaFunction = () => [{ title: '接口密钥 - 站群管理平台' }];

export const loader = groupLoader('partner:manage', async ({ context, request }) => {
  const after = new URL(request.url).searchParams.get('after')?.slice(0, 40);
  const root = context.directory.root();
  return {
    ...(await listPartners(context, after ? { after } : {})),
    guide: root ? context.directory.urlOf(root, '/api/') : '',
  };
});

const COLUMNS: TableColumn<PartnerView>[] = [
  { key: 'name', header: '名称', cell: (row) => row.name },
  { key: 'unit', header: '使用单位', cell: (row) => row.unit },
  { key: 'key', header: '密钥开头', width: 'fit', cell: (row) => <code>{row.keyStart}…</code>, notOnPhones: true },
  { key: 'limit', header: '每分钟', align: 'end', width: 'fit', cell: (row) => `${row.limit} 次` },
  {
    key: 'used',
    header: '最近使用',
    width: 'fit',
    cell: (row) => (row.lastUsedAt ? formatDateTime(row.lastUsedAt) : '还没有'),
  },
  { key: 'made', header: '创建', width: 'fit', cell: (row) => formatDate(row.createdAt), notOnPhones: true },
  { key: 'state', header: '状态', width: 'fit', cell: (row) => <PartnerBadge state={row.state} /> },
];

export default function Partners(): ReactElement {
  const { items, next, guide } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="接口密钥"
        lead={`开放接口人人可用，每分钟 ${ANONYMOUS_LIMIT} 次。需要更多次数的单位用密钥，看到的内容和公众一样。`}
        actions={
          <>
            <a href={guide} className="zc-button">
              看接口说明
            </a>
            <Link to={consolePath.newPartner()} className="zc-button zc-button-main">
              创建密钥
            </Link>
          </>
        }
      />
      <DataTable
        caption="接口密钥"
        columns={COLUMNS}
        rows={items}
        rowKey={(row) => row.id}
        rowHref={(row) => consolePath.partner(row.id)}
        storageKey="partners"
        empty={
          <EmptyState
            icon="key"
            title="这里列出给过的每一个密钥"
            action={{ label: '创建第一个密钥', href: consolePath.newPartner() }}
          >
            还没有密钥。
          </EmptyState>
        }
      />
      <Pager next={next} />
    </>
  );
}
