import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { ROLE_LABELS } from '@zhanqun/access';
import { ACCOUNT_STATE_LABELS, ACCOUNT_STATES, type AccountFilter } from '@zhanqun/accounts/schema';
import { type AccountRow, listAccountsAcrossSites } from '@zhanqun/accounts/server';
import { formatDateTime, ROLES } from '@zhanqun/kit';
import {
  Badge,
  DataTable,
  EmptyState,
  FilterBar,
  NoMatch,
  PageHeader,
  Pager,
  type TableColumn,
} from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { sitesIn } from '../site-names.server';
import { mayManageSome } from './grantable.server';

export const meta: MetaFunction = () => [{ title: '账号 - 站群管理平台' }];

export const loader = groupLoader('account:view', async ({ request, context, reach }) => {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const sites = sitesIn(context.directory, reach);
  const siteId = sites.find(({ code }) => code === params.site)?.id;
  const page = await listAccountsAcrossSites(context, reach, { ...params, siteId } as AccountFilter);
  return {
    ...page,
    sites: sites.map((site) => ({ value: site.code, label: site.shortName })),
    isFiltered: ['q', 'site', 'role', 'state'].some((name) => params[name]),
    mayManage: mayManageSome(context),
  };
});

function Grants({ row }: { row: AccountRow }): ReactElement {
  const [first, ...more] = row.grants;
  if (!first) return <span className="text-ink-faint">没有授权</span>;
  return (
    <>
      {first.siteName} {first.roleLabel}
      {first.subtree && '（含下级）'}
      {more.length > 0 && <span className="text-ink-soft"> 等 {row.grants.length} 项</span>}
    </>
  );
}

const COLUMNS: TableColumn<AccountRow>[] = [
  { key: 'name', header: '姓名', cell: (row) => row.displayName },
  { key: 'username', header: '用户名', width: 'fit', cell: (row) => row.username },
  { key: 'home', header: '所属站点', cell: (row) => row.homeSiteName },
  { key: 'unit', header: '单位', cell: (row) => row.unit, notOnPhones: true },
  { key: 'grants', header: '授权', cell: (row) => <Grants row={row} /> },
  {
    key: 'state',
    header: '状态',
    width: 'fit',
    cell: (row) =>
      row.state === 'DISABLED' ? (
        <Badge tone="neutral">{ACCOUNT_STATE_LABELS.DISABLED}</Badge>
      ) : row.passwordState === 'ONE_TIME' ? (
        <Badge tone="act">待首次登录</Badge>
      ) : (
        <Badge tone="good">{ACCOUNT_STATE_LABELS.ACTIVE}</Badge>
      ),
  },
  {
    key: 'lastSignInAt',
    header: '最近登录',
    width: 'fit',
    notOnPhones: true,
    cell: (row) => (row.lastSignInAt ? formatDateTime(row.lastSignInAt) : '从未'),
  },
];

export default function Accounts(): ReactElement {
  const { items, next, total, sites, isFiltered, mayManage } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="账号"
        lead="在您管辖的站点工作的人。一个人可以在几个站点有不同的角色。"
        actions={
          mayManage && (
            <>
              <Link to={consolePath.importAccounts()} className="zc-button">
                从表格导入
              </Link>
              <Link to={consolePath.newAccount()} className="zc-button zc-button-main">
                创建账号
              </Link>
            </>
          )
        }
      />
      <FilterBar
        search={{ label: '姓名、用户名或单位' }}
        filters={[
          ...(sites.length > 1 ? [{ name: 'site', label: '站点', choices: sites }] : []),
          { name: 'role', label: '角色', choices: ROLES.map((role) => ({ value: role, label: ROLE_LABELS[role] })) },
          {
            name: 'state',
            label: '状态',
            choices: ACCOUNT_STATES.map((state) => ({ value: state, label: ACCOUNT_STATE_LABELS[state] })),
          },
        ]}
      />
      <DataTable
        caption="账号"
        columns={COLUMNS}
        rows={items}
        rowKey={(row) => row.id}
        rowHref={(row) => consolePath.account(row.id)}
        storageKey="accounts"
        summary={`共 ${total} 个账号`}
        empty={
          isFiltered ? (
            <NoMatch unit="账号" clearHref={consolePath.accounts()} />
          ) : (
            <EmptyState
              icon="users"
              title="这里列出在您管辖的站点工作的人"
              action={mayManage ? { label: '创建第一个账号', href: consolePath.newAccount() } : undefined}
            >
              还没有账号。
            </EmptyState>
          )
        }
      />
      <Pager next={next} />
    </>
  );
}
