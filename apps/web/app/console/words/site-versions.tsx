import type { MetaFunction } from '@remix-run/node';
import { useLoaderData, useParams } from '@remix-run/react';
import type { ReactElement } from 'react';
import { siteLoader } from '../guard.server';
import { loadVersions, siteDesk } from './word-desk.server';
import { wordPathsOf } from './word-paths';
import { WordVersions } from './word-versions';

export const meta: MetaFunction = () => [{ title: '词库各版 - 站群管理平台' }];

export const loader = siteLoader('word:edit', (args) => loadVersions(siteDesk(args), args.request));

export default function SiteVersions(): ReactElement {
  const { items, next } = useLoaderData<typeof loader>();
  const { site } = useParams();
  return <WordVersions versions={items} next={next} paths={wordPathsOf(site)} />;
}
