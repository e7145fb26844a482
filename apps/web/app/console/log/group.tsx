import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { getAuditStateAcrossSites, listAuditLinesAcrossSites } from '@zhanqun/audit/server';
import { PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { sitesIn } from '../site-names.server';
import { readLogFilter } from './log-filter.server';
import { LogList, logState } from './log-list';

export const meta: MetaFunction = () => [{ title: '操作日志 - 站群管理平台' }];

/** Of more sites than this nobody chooses one from a list: the site's own log is nearer. */
const MOST_CHOICES = 500;

export const loader = groupLoader('audit:view', async ({ context, reach, request }) => {
  const { filter, isFiltered, siteCode } = readLogFilter(request);
  const { directory } = context;
  const siteId = siteCode && (directory.findByCode(siteCode)?.id ?? siteCode);
  const page = await listAuditLinesAcrossSites(context, reach, { ...filter, siteId });
  const sites = sitesIn(directory, reach);
  const nameOf = (id: string) => directory.find(id)?.shortName ?? '';
  return {
    page: { ...page, items: page.items.map((line) => ({ ...line, siteName: nameOf(line.siteId) })) },
    state: logState(await getAuditStateAcrossSites(context, reach), sites.length, nameOf),
    sites: sites.length > MOST_CHOICES ? [] : sites.map((site) => ({ value: site.code, label: site.shortName })),
    isFirstPage: filter.after === undefined,
    isFiltered,
  };
});

export default function GroupLog(): ReactElement {
  return (
    <>
      <PageHeader title="操作日志" lead="您管辖的站点上，谁在什么时候做了什么。" />
      <LogList {...useLoaderData<typeof loader>()} siteCode={undefined} clearHref={consolePath.log()} />
    </>
  );
}
