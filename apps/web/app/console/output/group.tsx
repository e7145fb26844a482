import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { getOutputAcrossSites } from '@zhanqun/statistics/server';
import { PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { OutputList } from './output-list';
import { outputPage, readOutputFilter } from './output-page.server';

export const meta: MetaFunction = () => [{ title: '工作量统计 - 站群管理平台' }];

export const loader = groupLoader('output:view', async ({ context, reach, request }) => {
  const { by, month, after } = readOutputFilter(request, context.now);
  const page = outputPage(await getOutputAcrossSites(context, reach, { by, month }), after);
  const nameOf = (siteId: string) => (siteId ? (context.directory.find(siteId)?.shortName ?? '') : '');
  return { by, month, ...page, rows: page.rows.map((row) => ({ ...row, siteName: nameOf(row.siteId) })) };
});

export default function GroupOutput(): ReactElement {
  return (
    <>
      <PageHeader title="工作量统计" lead="您管辖的站点上，谁首次发布了多少内容。积分和稿费按各站自己的标准。" />
      <OutputList
        {...useLoaderData<typeof loader>()}
        siteCode={undefined}
        dimensions={['unit', 'person', 'column', 'site', 'month']}
      />
    </>
  );
}
