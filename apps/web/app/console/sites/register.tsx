import { type MetaFunction, redirect } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { formatDate } from '@zhanqun/kit';
import {
  SITE_KIND_LABELS,
  SITE_KINDS,
  SITE_LEVEL_LABELS,
  SITE_LEVELS,
  SITE_STATE_LABELS,
  SITE_STATES,
  type SiteFilter,
} from '@zhanqun/sites/schema';
import { listSitesAcrossSites, type SiteRow } from '@zhanqun/sites/server';
import {
  DataTable,
  EmptyState,
  FilterBar,
  listHref,
  NoMatch,
  PageHeader,
  Pager,
  type TableColumn,
} from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { sitesIn } from '../site-names.server';
import { SiteStateBadge } from './site-badges';

export const meta: MetaFunction = () => [{ title: '站点名录 - 站群管理平台' }];

export const loader = groupLoader('register:view', async ({ request, context, reach }) => {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  // The register sorts upwards only; a header that is pressed again stays as it is instead of saying otherwise.
  if (params.sort?.startsWith('-')) throw redirect(consolePath.register({ ...params, sort: params.sort.slice(1) }));
  const page = await listSitesAcrossSites(context, reach, { ...params, countyId: params.county } as SiteFilter);
  const root = context.directory.root();
  return {
    ...page,
    counties: sitesIn(context.directory, reach)
      .filter((site) => site.level === 'COUNTY' && site.kind === 'PORTAL')
      .map((site) => ({ value: site.id, label: site.shortName })),
    isFirstPage: !params.after,
    isFiltered: ['q', 'level', 'county', 'state', 'kind'].some((name) => params[name]),
    mayOpen: root !== undefined && can(context.actor, 'site:create', root),
  };
});

const choices = <T extends string>(values: readonly T[], labels: Record<T, string>) =>
  values.map((value) => ({ value, label: labels[value] }));

const COLUMNS: TableColumn<SiteRow>[] = [
  { key: 'name', header: '站点', sort: 'name', cell: (row) => row.name },
  { key: 'state', header: '状态', sort: 'state', width: 'fit', cell: (row) => <SiteStateBadge state={row.state} /> },
  { key: 'level', header: '层级', width: 'fit', cell: (row) => SITE_LEVEL_LABELS[row.level] },
  { key: 'kind', header: '类型', width: 'fit', cell: (row) => SITE_KIND_LABELS[row.kind] },
  { key: 'parent', header: '上级', cell: (row) => row.parentName || '无' },
  {
    key: 'url',
    header: '主地址',
    notOnPhones: true,
    cell: (row) => <span className="break-all text-ink-soft">{row.url.replace(/^https?:\/\//, '')}</span>,
  },
  { key: 'code', header: '代码', sort: 'code', width: 'fit', startHidden: true, cell: (row) => row.code },
  {
    key: 'createdAt',
    header: '开办日期',
    width: 'fit',
    notOnPhones: true,
    cell: (row) => formatDate(row.createdAt),
  },
];

export default function Register(): ReactElement {
  const { items, next, total, counties, isFirstPage, isFiltered, mayOpen } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  return (
    <>
      <PageHeader
        title="站点名录"
        lead="市、县、乡镇和部门的全部站点。点一行进入站点的概况。"
        actions={
          mayOpen && (
            <Link to={consolePath.newSite()} className="zc-button zc-button-main">
              开办站点
            </Link>
          )
        }
      />
      <FilterBar
        search={{ label: '名称或代码', placeholder: '例如 梅林镇' }}
        filters={[
          { name: 'level', label: '层级', choices: choices(SITE_LEVELS, SITE_LEVEL_LABELS) },
          ...(counties.length > 1 ? [{ name: 'county', label: '县区', choices: counties }] : []),
          { name: 'state', label: '状态', choices: choices(SITE_STATES, SITE_STATE_LABELS) },
          { name: 'kind', label: '类型', choices: choices(SITE_KINDS, SITE_KIND_LABELS) },
        ]}
      />
      <DataTable
        caption="站点名录"
        columns={COLUMNS}
        rows={items}
        rowKey={(row) => row.id}
        rowHref={(row) => consolePath.site(row.code)}
        defaultSort={{ key: 'code', descending: false }}
        storageKey="register"
        summary={
          <>
            共 {total} 个站点
            {!isFirstPage && (
              <Link to={listHref(search, {})} className="zc-link ml-3">
                回到第一页
              </Link>
            )}
          </>
        }
        empty={
          isFiltered ? (
            <NoMatch unit="站点" clearHref={consolePath.register()} />
          ) : (
            <EmptyState icon="building" title="站点名录列出您管辖的全部站点">
              还没有站点。
            </EmptyState>
          )
        }
      />
      <Pager next={next} />
    </>
  );
}
