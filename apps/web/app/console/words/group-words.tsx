import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { groupAction, groupLoader } from '../guard.server';
import { dropWords, groupDesk, loadWords } from './word-desk.server';
import { WordList, WordListActions } from './word-list';
import { wordPathsOf } from './word-paths';

export const meta: MetaFunction = () => [{ title: '全市词库 - 站群管理平台' }];

export const loader = groupLoader('check:edit', (args) => loadWords(groupDesk(args), args.request));

export const action = groupAction({
  'check:edit#remove': (args) => dropWords(groupDesk(args), args.form.getAll('ids').map(String)),
});

export default function GroupWords(): ReactElement {
  const { items, ...page } = useLoaderData<typeof loader>();
  const paths = wordPathsOf();
  return (
    <>
      <PageHeader
        title="全市词库"
        lead="发布前的检查在所有站点都用这份词库：敏感词要核实，易错词给出正确写法。各站点还可以有自己的词。"
        actions={<WordListActions paths={paths} />}
      />
      <WordList
        {...page}
        next={page.next}
        words={items}
        paths={paths}
        removeIntent="check:edit#remove"
        clearHref={paths.list()}
        empty="逐个添加，或从表格导入。"
      />
    </>
  );
}
