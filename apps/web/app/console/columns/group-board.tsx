import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listColumnDutiesAcrossSites } from '@zhanqun/columns/server';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { sitesIn } from '../site-names.server';
import { Board, boardPage, readBoardFilter } from './board';

export const meta: MetaFunction = () => [{ title: '各站栏目 - 站群管理平台' }];

/** Of more sites than this nobody chooses one from a list: the site's own board is nearer. */
const MOST_CHOICES = 500;

export const loader = groupLoader('site:view', async ({ context, reach, request }) => {
  const { state, q, isMine, after } = readBoardFilter(request);
  const { directory, actor } = context;
  const code = new URL(request.url).searchParams.get('site') || undefined;
  const sites = sitesIn(directory, reach).filter((site) => site.state === 'ONLINE');
  const siteId = code && (sites.find((site) => site.code === code)?.id ?? code);
  const editorId = isMine ? actor.accountId : undefined;
  const page = await listColumnDutiesAcrossSites(context, reach, { state, q, siteId, editorId, after });
  return {
    ...boardPage(page, (id) => directory.find(id)),
    sites: sites.length > MOST_CHOICES ? [] : sites.map((site) => ({ value: site.code, label: site.shortName })),
    isFirstPage: after === undefined,
    isFiltered: state !== undefined || q !== undefined || isMine || code !== undefined,
  };
});

export default function GroupBoard(): ReactElement {
  return (
    <Board
      {...useLoaderData<typeof loader>()}
      title="各站栏目"
      lead="您可以进入的全部已上线站点里，哪些栏目该更新了：逾期最久的在前。"
      clearHref={consolePath.columnBoard()}
    />
  );
}
