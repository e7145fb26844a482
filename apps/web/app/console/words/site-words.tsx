import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { PageHeader, Tabs } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { siteAction, siteLoader } from '../guard.server';
import { dropWords, loadWords, siteDesk } from './word-desk.server';
import { WordList, WordListActions } from './word-list';
import { wordPathsOf } from './word-paths';

export const loader = siteLoader('site:view', async ({ context, request }) => {
  const { site, actor } = context;
  const list = new URL(request.url).searchParams.get('list') === 'group' ? 'GROUP' : 'SITE';
  return {
    ...(await loadWords({ context, list }, request)),
    list,
    site: { code: site.code, shortName: site.shortName },
    mayEdit: can(actor, 'word:edit', site),
  };
});

export const action = siteAction({
  'word:edit#remove': (args) => dropWords(siteDesk(args), args.form.getAll('ids').map(String)),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `词库 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export default function SiteWords(): ReactElement {
  const { items, site, list, mayEdit, ...page } = useLoaderData<typeof loader>();
  const paths = wordPathsOf(site.code);
  const isGroup = list === 'GROUP';
  const groupHref = paths.list({ list: 'group' });
  return (
    <>
      <PageHeader
        title="词库"
        lead="发布前的检查同时用全市词库和本站词库。本站的词只在本站检查；全市的词由市里维护，允许的可以豁免。"
        actions={mayEdit && <WordListActions paths={paths} />}
      />
      <Tabs
        label="哪一份词库"
        items={[
          { label: '本站词库', href: paths.list(), isCurrent: !isGroup },
          { label: '全市词库', href: groupHref, isCurrent: isGroup },
        ]}
      />
      <WordList
        {...page}
        next={page.next}
        words={items}
        paths={paths}
        {...(mayEdit && !isGroup ? { removeIntent: 'word:edit#remove' } : {})}
        {...(mayEdit && isGroup ? { exemptHref: ({ phrase }) => paths.word('new', { exempt: phrase }) } : {})}
        clearHref={isGroup ? groupHref : paths.list()}
        empty={mayEdit ? '逐个添加，或从表格导入。' : '由本站的站点管理员添加。'}
      />
    </>
  );
}
