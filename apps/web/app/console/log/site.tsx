import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { getAuditState, listAuditLines } from '@zhanqun/audit/server';
import { PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { readLogFilter } from './log-filter.server';
import { LogList, logState } from './log-list';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `日志 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('audit:view', async ({ context, request }) => {
  const { filter, isFiltered } = readLogFilter(request);
  const { code, shortName } = context.site;
  const page = await listAuditLines(context, filter);
  return {
    site: { code, shortName },
    page: { ...page, items: page.items.map((line) => ({ ...line, siteName: shortName })) },
    state: logState(await getAuditState(context), 1, () => shortName),
    isFirstPage: filter.after === undefined,
    isFiltered,
  };
});

export default function SiteLog(): ReactElement {
  const { site, ...shown } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="站点日志"
        lead="这个站点上，谁在什么时候做了什么。"
        back={{ label: site.shortName, href: consolePath.site(site.code) }}
      />
      <LogList {...shown} siteCode={site.code} clearHref={consolePath.siteLog(site.code)} />
    </>
  );
}
