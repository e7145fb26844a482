import type { MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import type { ReactElement } from 'react';
import { groupAction, groupLoader } from '../guard.server';
import { groupDesk, importTable, loadWords } from './word-desk.server';
import { WordImport } from './word-import';
import { wordPathsOf } from './word-paths';

export const meta: MetaFunction = () => [{ title: '导入词库 - 站群管理平台' }];

export const loader = groupLoader('check:edit', async (args) => {
  const { latest } = await loadWords(groupDesk(args), args.request);
  return { version: latest?.version ?? 0 };
});

export const action = groupAction({ 'check:edit#import': (args) => importTable(groupDesk(args), args.form) });

export default function GroupImport(): ReactElement {
  const { version } = useLoaderData<typeof loader>();
  const { site } = useParams();
  return <WordImport version={version} intent="check:edit#import" paths={wordPathsOf(site)} />;
}
