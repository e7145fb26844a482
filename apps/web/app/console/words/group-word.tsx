import type { MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import type { ReactElement } from 'react';
import { groupAction, groupLoader } from '../guard.server';
import { groupDesk, loadWord, saveWord } from './word-desk.server';
import { WordForm } from './word-form';
import { wordPathsOf } from './word-paths';

const idOf = ({ word }: Record<string, string | undefined>) => (word === 'new' ? undefined : (word ?? ''));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.word?.phrase ?? '添加词语'} · 词库 - 站群管理平台` },
];

export const loader = groupLoader('check:edit', (args) => loadWord(groupDesk(args), idOf(args.params), args.request));

export const action = groupAction({
  'check:edit#save': (args) => saveWord(groupDesk(args), args.form, idOf(args.params)),
});

export default function GroupWord(): ReactElement {
  const { word, exempt } = useLoaderData<typeof loader>();
  const { site } = useParams();
  return <WordForm list="GROUP" word={word} exempt={exempt} intent="check:edit#save" paths={wordPathsOf(site)} />;
}
