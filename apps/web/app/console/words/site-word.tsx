import type { MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import type { ReactElement } from 'react';
import { siteAction, siteLoader } from '../guard.server';
import { loadWord, saveWord, siteDesk } from './word-desk.server';
import { WordForm } from './word-form';
import { wordPathsOf } from './word-paths';

const idOf = ({ word }: Record<string, string | undefined>) => (word === 'new' ? undefined : (word ?? ''));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.word?.phrase ?? '添加词语'} · 词库 - 站群管理平台` },
];

export const loader = siteLoader('word:edit', (args) => loadWord(siteDesk(args), idOf(args.params), args.request));

export const action = siteAction({
  'word:edit#save': (args) => saveWord(siteDesk(args), args.form, idOf(args.params)),
});

export default function SiteWord(): ReactElement {
  const { word, exempt } = useLoaderData<typeof loader>();
  const { site } = useParams();
  return <WordForm list="SITE" word={word} exempt={exempt} intent="word:edit#save" paths={wordPathsOf(site)} />;
}
