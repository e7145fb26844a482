import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listColumnDuties } from '@zhanqun/columns/server';
import type { ReactElement } from 'react';
import { siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { Board, boardPage, readBoardFilter } from './board';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `栏目看板 - ${data?.site.name ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('site:view', async ({ context, request }) => {
  const { state, q, isMine, after } = readBoardFilter(request);
  const editorId = isMine ? context.actor.accountId : undefined;
  const page = await listColumnDuties(context, { state, q, editorId, after });
  return {
    ...boardPage(page, () => context.site),
    site: { code: context.site.code, name: context.site.name },
    isFirstPage: after === undefined,
    isFiltered: state !== undefined || q !== undefined || isMine,
  };
});

export default function SiteBoard(): ReactElement {
  const { site, ...page } = useLoaderData<typeof loader>();
  return (
    <Board
      {...page}
      title="栏目看板"
      lead="哪些栏目该更新了：逾期最久的在前，按自然日计算。点一行去写这个栏目的内容。"
      clearHref={consolePath.siteColumnBoard(site.code)}
    />
  );
}
