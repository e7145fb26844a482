import { rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { EntryContext, ServerBuild } from '@remix-run/server-runtime';
import { createArticle, publishArticle } from '@zhanqun/articles/server';
import { listColumns } from '@zhanqun/columns/server';
import { newId } from '@zhanqun/kit';
import { PageFiles } from '@zhanqun/publishing/server';
import type { SiteContext, SiteRecord } from '@zhanqun/tenancy/server';
import type { ReactElement, ReactNode } from 'react';
import type { Figure } from './command';
import { inFolder } from './deployment';
import { openPublished, type Published } from './renewal/group';

const ROUNDS = 3;
const LIMIT_MS = 12;
/** Home pages whose markup the bare application renders. */
const COMPARED = 60;

/** A notice of the portal: it shows on the home page of nearly every site. */
export async function publishPortalNotice(context: SiteContext, title: string): Promise<void> {
  const column = (await listColumns(context)).find(({ kind }) => kind === 'NOTICE');
  if (!column) throw new Error('The portal of the benchmark has no column of notices.');
  const { articleId } = await createArticle(context, { columnId: column.id, title, body: '<p>正文。</p>' });
  await publishArticle(context, { articleId });
}

/** Milliseconds of processor time of this process, of all its threads. */
async function processorTimeOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'" };
const plain = (text: string) => text.replace(/&([a-z]+|#x?[0-9a-f]+);/g, (all, name) => ENTITIES[name] ?? all);
const NAMES: Record<string, string> = {
  class: 'className',
  for: 'htmlFor',
  charset: 'charSet',
  'http-equiv': 'httpEquiv',
};

/** React elements of a document that React wrote: what a page without data and without our components renders. */
function elementsOf(html: string, { createElement, Fragment }: typeof import('react')): ReactElement {
  const stack: { tag: string; attributes: Record<string, string>; children: ReactNode[] }[] = [
    { tag: '', attributes: {}, children: [] },
  ];
  const close = () => {
    const done = stack.pop();
    if (done) stack.at(-1)?.children.push(createElement(done.tag, done.attributes, ...done.children));
  };
  for (const [token, end, tag = '', rest = ''] of html.matchAll(
    /<!DOCTYPE[^>]*>|<!--.*?-->|<(\/?)([a-zA-Z0-9-]+)([^>]*)>|[^<]+/gs,
  )) {
    if (token.startsWith('<!')) continue;
    if (!tag) stack.at(-1)?.children.push(plain(token));
    else if (end) close();
    else {
      const attributes: Record<string, string> = {};
      for (const [, name = '', value = ''] of rest.matchAll(/([a-zA-Z:-]+)(?:="([^"]*)")?/g)) {
        if (name !== 'style') attributes[NAMES[name] ?? name] = plain(value);
      }
      stack.push({ tag, attributes, children: [] });
      if (VOID.has(tag) || rest.endsWith('/')) close();
    }
  }
  return createElement(Fragment, {}, ...(stack[0]?.children ?? []));
}

/** An application of one route without loader that renders whatever it is given. */
async function bareRemix(build: ServerBuild): Promise<(page: ReactElement) => Promise<string>> {
  const { createRequestHandler } = await import('@remix-run/server-runtime');
  const { RemixServer } = await import('@remix-run/react');
  const { renderToString } = await import('react-dom/server');
  const { createElement, Fragment } = await import('react');
  let shown: ReactElement = createElement(Fragment);
  const id = 'root';
  const handle = createRequestHandler(
    {
      ...build,
      entry: {
        module: {
          default: (request: Request, status: number, headers: Headers, context: EntryContext) =>
            new Response(
              `<!DOCTYPE html>${renderToString(createElement(RemixServer, { context, url: request.url }))}`,
              { status, headers },
            ),
        },
      },
      routes: { root: { id, path: '', module: { default: () => shown } } },
      assets: {
        ...build.assets,
        routes: {
          root: {
            id,
            path: '',
            hasAction: false,
            hasLoader: false,
            hasClientAction: false,
            hasClientLoader: false,
            hasErrorBoundary: false,
            module: '',
          },
        },
      },
    } as unknown as ServerBuild,
    'production',
  );
  return async (page) => {
    shown = page;
    const answer = await handle(new Request('http://localhost/'));
    if (answer.status !== 200) throw new Error(`The bare application answered ${answer.status}.`);
    return answer.text();
  };
}

async function renderHomes({ pages, render, deployment }: Published, sites: SiteRecord[]): Promise<string[]> {
  const texts: string[] = [];
  for (const site of sites) {
    const { host, base } = deployment.directory.placeOf(site);
    const place = { siteId: site.id, host, path: `${base}/` };
    const { page } = await pages.obtain(place, '/', (recorder) => render(site, '/', recorder));
    texts.push(page?.bodies.identity.bytes.toString() ?? '');
  }
  return texts;
}

/** What a home page costs that is not there and must be rendered, packed and written; and what Remix takes for its markup. */
export async function measureRendered(dataDir: string, migrations: string, url?: string): Promise<Figure[]> {
  return inFolder(
    dataDir,
    migrations,
    async (deployment) => {
      const folder = path.join(dataDir, 'bench-pages');
      const files = new PageFiles(folder, 'bench', newId());
      const published = await openPublished(deployment, { files, onDropped: () => undefined });
      const { feed, contextAt, build } = published;
      const sites = deployment.directory
        .all()
        .filter((site) => site.state === 'ONLINE')
        .slice(0, 350);
      const portal = deployment.directory.root();
      if (!portal) throw new Error('The benchmark found no portal.');
      const name = `首页渲染（${deployment.db.kind === 'embedded' ? '内嵌数据库' : 'PostgreSQL'}，${sites.length} 个站点）`;
      try {
        let texts = await renderHomes(published, sites);
        const all: number[] = [];
        const main: number[] = [];
        for (let round = 1; round <= ROUNDS; round += 1) {
          await publishPortalNotice(contextAt(portal), `关于第 ${round} 轮测量的通知`);
          await feed.ring();
          const busy = performance.eventLoopUtilization();
          const rendered = published.pages.counts.renders;
          const used = await processorTimeOf(async () => {
            texts = await renderHomes(published, sites);
          });
          const count = published.pages.counts.renders - rendered;
          all.push(used / count);
          main.push(performance.eventLoopUtilization(busy).active / count);
        }
        const best = Math.min(...all);
        const react = await import('react');
        const pages = texts.slice(0, COMPARED).map((text) => elementsOf(text, react));
        const bare = await bareRemix(build);
        const bareTimes: number[] = [];
        for (let round = 0; round <= ROUNDS; round += 1) {
          const used = await processorTimeOf(async () => {
            for (const page of pages) await bare(page);
          });
          if (round > 0) bareTimes.push(used / pages.length);
        }
        const bareBest = Math.min(...bareTimes);
        return [
          {
            name: `${name}：每页处理器时间，含压缩和写文件`,
            value: best,
            unit: '毫秒',
            ...(url ? { limit: LIMIT_MS } : {}),
          },
          {
            name: `${name}：其中主线程忙的时间`,
            value: Math.min(...main),
            unit: '毫秒',
            ...(url ? {} : { limit: LIMIT_MS }),
          },
          { name: '同样标记的裸 Remix 页面：每页处理器时间', value: bareBest, unit: '毫秒' },
          { name: `${name}与裸 Remix 页面之比`, value: best / bareBest, unit: '倍' },
        ];
      } finally {
        await published.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
    url,
  );
}
