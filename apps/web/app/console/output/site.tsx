import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { getOutput } from '@zhanqun/statistics/server';
import { PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { OutputList } from './output-list';
import { outputPage, readOutputFilter } from './output-page.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `工作量统计 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('output:view', async ({ context, request }) => {
  const { by, month, after } = readOutputFilter(request, context.now);
  const { code, shortName } = context.site;
  const page = outputPage(await getOutput(context, { by, month }), after);
  return {
    site: { code, shortName },
    mayEdit: can(context.actor, 'fee:edit', context.site),
    shown: { by, month, ...page, rows: page.rows.map((row) => ({ ...row, siteName: shortName })) },
  };
});

export default function SiteOutput(): ReactElement {
  const { site, mayEdit, shown } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="工作量统计"
        lead="每篇内容在首次发布的那个月计一次；被上级站点采用的，在采用的那个月再计采用。"
        actions={
          <>
            <Link className="zc-button" to={consolePath.statement(site.code, shown.month)}>
              稿费结算单
            </Link>
            {mayEdit && (
              <Link className="zc-button" to={consolePath.pointsTable(site.code)}>
                积分标准
              </Link>
            )}
          </>
        }
      />
      <OutputList {...shown} siteCode={site.code} dimensions={['unit', 'person', 'column', 'month']} />
    </>
  );
}
