import type { MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import type { ReactElement } from 'react';
import { siteAction, siteLoader } from '../guard.server';
import { importTable, loadWords, siteDesk } from './word-desk.server';
import { WordImport } from './word-import';
import { wordPathsOf } from './word-paths';

export const meta: MetaFunction = () => [{ title: '导入词库 - 站群管理平台' }];

export const loader = siteLoader('word:edit', async (args) => {
  const { latest } = await loadWords(siteDesk(args), args.request);
  return { version: latest?.version ?? 0 };
});

export const action = siteAction({ 'word:edit#import': (args) => importTable(siteDesk(args), args.form) });

export default function SiteImport(): ReactElement {
  const { version } = useLoaderData<typeof loader>();
  const { site } = useParams();
  return <WordImport version={version} intent="word:edit#import" paths={wordPathsOf(site)} />;
}
