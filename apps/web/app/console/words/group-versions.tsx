import type { MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { groupDesk, loadVersions } from './word-desk.server';
import { wordPathsOf } from './word-paths';
import { WordVersions } from './word-versions';

export const meta: MetaFunction = () => [{ title: '词库各版 - 站群管理平台' }];

export const loader = groupLoader('check:edit', (args) => loadVersions(groupDesk(args), args.request));

export default function GroupVersions(): ReactElement {
  const { items, next } = useLoaderData<typeof loader>();
  const { site } = useParams();
  return <WordVersions versions={items} next={next} paths={wordPathsOf(site)} />;
}
