import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listAuditLines } from '@zhanqun/audit/server';
import { PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { actionFilter, LogList } from './log-list';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `日志 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('audit:view', async ({ context, request }) => {
  const params = new URL(request.url).searchParams;
  const action = actionFilter(params.get('about'));
  const { code, shortName } = context.site;
  const page = await listAuditLines(context, { action, after: params.get('after') ?? undefined });
  return {
    site: { code, shortName },
    page: { ...page, items: page.items.map((line) => ({ ...line, siteName: shortName })) },
    isFiltered: action !== undefined,
  };
});

export default function SiteLog(): ReactElement {
  const { site, page, isFiltered } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="站点日志"
        lead="这个站点上，谁在什么时候做了什么。"
        back={{ label: site.shortName, href: consolePath.site(site.code) }}
      />
      <LogList page={page} withSite={false} isFiltered={isFiltered} clearHref={consolePath.siteLog(site.code)} />
    </>
  );
}
