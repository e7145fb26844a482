import { Link, useLocation } from '@remix-run/react';
import type { AuditLineView, AuditState } from '@zhanqun/audit/server';
import { formatDate, formatDateTime, type Page } from '@zhanqun/kit';
import { Callout, DataTable, EmptyState, FilterBar, NoMatch, Pager, type TableColumn } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { consolePath } from '../paths';

export type LogRow = AuditLineView & { siteName: string };

/** Subjects as a person names them; each is the first half of the actions it filters by. */
export const SUBJECTS = [
  { value: 'article:', label: '内容' },
  { value: 'link:', label: '转载' },
  { value: 'column:', label: '栏目' },
  { value: 'review:', label: '审核流程' },
  { value: 'word:', label: '词库' },
  { value: 'check:', label: '检查规则' },
  { value: 'page:', label: '首页' },
  { value: 'publishing:', label: '页面发布' },
  { value: 'site:', label: '站点' },
  { value: 'account:', label: '账号' },
  { value: 'library:', label: '模板库' },
  { value: 'partner:', label: '接口密钥' },
  { value: 'fee:', label: '稿费' },
] as const;

export interface LogState extends Omit<AuditState, 'broken'> {
  broken: { siteName: string; problem: string }[];
  /** Sites that the log is of. */
  ofSites: number;
}

export function logState(state: AuditState, ofSites: number, nameOf: (siteId: string) => string): LogState {
  const broken = state.broken.map(({ siteId, problem }) => ({ siteName: nameOf(siteId), problem }));
  return { ...state, ofSites, broken };
}

/** Whether the chain of seals is whole, in one line. */
function ChainLine({ state }: { state: LogState }): ReactElement {
  const { sites, ofSites, lines, checkedAt, since, broken } = state;
  if (broken.length > 0) {
    return (
      <Callout tone="danger" title="日志不完整，请保留现场并联系运行维护人员">
        <ul>
          {broken.map(({ siteName, problem }) => (
            <li key={siteName}>
              {siteName}：{problem}
            </li>
          ))}
        </ul>
      </Callout>
    );
  }
  if (!checkedAt)
    return <p className="mb-3 text-sm text-ink-soft">每条日志都已封存；第一次核对在服务启动后自动进行。</p>;
  return (
    <p className="mb-3 text-sm text-ink-soft">
      日志完整{since && `：自 ${formatDate(since)} 起`} {lines} 条没有改动、缺失或插入，
      {formatDateTime(checkedAt)} 核对
      {sites < ofSites && `（${ofSites} 个站点中已核对 ${sites} 个）`}。
    </p>
  );
}

interface LogListProps {
  page: Page<LogRow>;
  state: LogState;
  /** Code of the site; undefined over all sites. */
  siteCode: string | undefined;
  /** To choose among, over all sites. */
  sites?: readonly { value: string; label: string }[];
  isFirstPage: boolean;
  isFiltered: boolean;
  clearHref: string;
}

/** Who did what and when, newest first. */
export function LogList(props: LogListProps): ReactElement {
  const { page, state, siteCode, sites = [], isFirstPage, isFiltered, clearHref } = props;
  const asked = Object.fromEntries(new URLSearchParams(useLocation().search));
  const { after: _, ...filter } = asked;
  const pathOf = (more: Record<string, string>) =>
    siteCode === undefined
      ? consolePath.log({ ...filter, ...more })
      : consolePath.siteLog(siteCode, { ...filter, ...more });
  const site: TableColumn<LogRow>[] =
    siteCode === undefined ? [{ key: 'site', header: '站点', width: 'fit', cell: (row) => row.siteName }] : [];
  return (
    <>
      <ChainLine state={state} />
      <FilterBar
        search={{ label: '做了什么', placeholder: '其中的词' }}
        filters={[
          { name: 'about', label: '关于', choices: SUBJECTS },
          { name: 'who', label: '谁（全名）' },
          { name: 'from', label: '从', type: 'date' },
          { name: 'to', label: '到', type: 'date' },
          ...(sites.length > 1 ? [{ name: 'site', label: '站点', choices: sites }] : []),
          ...(filter.item ? [{ name: 'item', label: '对象编号' }] : []),
        ]}
      />
      <DataTable
        caption="操作日志，新的在前"
        rows={page.items}
        summary={
          <span>
            新的在前 · 导出{' '}
            <a className="zc-link" href={consolePath.logExport(siteCode, { ...filter, format: 'xlsx' })}>
              XLSX
            </a>{' '}
            <a className="zc-link" href={consolePath.logExport(siteCode, { ...filter, format: 'csv' })}>
              CSV
            </a>
          </span>
        }
        rowKey={(row) => row.id}
        storageKey={siteCode === undefined ? 'log' : 'site-log'}
        columns={[
          { key: 'summary', header: '做了什么', cell: (row) => row.summary },
          {
            key: 'who',
            header: '谁',
            width: 'fit',
            cell: (row) => (
              <Link className="zc-link" to={pathOf({ who: row.actorName })} title="只看这个人">
                {row.actorName}
              </Link>
            ),
          },
          ...site,
          {
            key: 'item',
            header: '对象',
            width: 'fit',
            notOnPhones: true,
            cell: (row) => (
              <Link className="zc-link" to={pathOf({ item: row.subjectId })}>
                只看这一个
              </Link>
            ),
          },
          {
            key: 'at',
            header: '时间',
            width: 'fit',
            cell: (row) => <time dateTime={row.at.toISOString()}>{formatDateTime(row.at)}</time>,
          },
        ]}
        empty={
          isFiltered || !isFirstPage ? (
            <NoMatch unit="操作" clearHref={clearHref} />
          ) : (
            <EmptyState icon="history" title="每一次改动都记在这里，不能修改">
              还没有操作。
            </EmptyState>
          )
        }
      />
      <Pager next={page.next} isFirstPage={isFirstPage} />
    </>
  );
}
