import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listAuditLinesAcrossSites } from '@zhanqun/audit/server';
import { PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { actionFilter, LogList } from './log-list';

export const meta: MetaFunction = () => [{ title: '操作日志 - 站群管理平台' }];

export const loader = groupLoader('audit:view', async ({ context, reach, request }) => {
  const params = new URL(request.url).searchParams;
  const action = actionFilter(params.get('about'));
  const after = params.get('after') ?? undefined;
  const page = await listAuditLinesAcrossSites(context, reach, { action, after });
  const nameOf = (siteId: string) => context.directory.find(siteId)?.shortName ?? '';
  return {
    page: { ...page, items: page.items.map((line) => ({ ...line, siteName: nameOf(line.siteId) })) },
    isFiltered: action !== undefined,
  };
});

export default function GroupLog(): ReactElement {
  const { page, isFiltered } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="操作日志" lead="您管辖的站点上，谁在什么时候做了什么。" />
      <LogList page={page} withSite isFiltered={isFiltered} clearHref={consolePath.log()} />
    </>
  );
}
