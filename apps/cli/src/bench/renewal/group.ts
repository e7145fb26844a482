import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/server-runtime';
import { createSessionDesk } from '@zhanqun/auth/server';
import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { FileStore } from '@zhanqun/media/server';
import { ChangeFeed, type PageFiles, PageStore, Recorder, type Rendered, TAGS } from '@zhanqun/publishing/server';
import { atSite, type SiteContext, type SiteRecord } from '@zhanqun/tenancy/server';
import { PUBLIC_HEADERS } from '@zhanqun/web/policy';
import { PublicMemory } from '@zhanqun/web/public-memory';
import { remixOf } from '@zhanqun/web/remix';
import { renderPage } from '@zhanqun/web/render-page';
import { pino } from 'pino';
import { ROOT } from '../../paths';

type Answer = Awaited<ReturnType<typeof renderPage>>;

/** Everything is held: a page that the memory let go could not be compared. */
const MEMORY_BYTES = 2 ** 31;

/** The page store of a deployment, its change feed and its renderer in one process, on a clock that the run sets. */
export interface Published {
  deployment: Deployment;
  pages: PageStore<Answer['answer']>;
  feed: ChangeFeed;
  /** Renders a page for the store. */
  render(site: SiteRecord, rest: string, recorder: Recorder): Promise<Rendered & { answer: Answer['answer'] }>;
  /** Renders a page from the database alone, whatever is kept and remembered. */
  renderAnew(site: SiteRecord, rest: string): Promise<Rendered & { answer: Answer['answer'] }>;
  contextAt(site: SiteRecord): SiteContext;
  clock: { now: number };
  build: ServerBuild;
  close(): Promise<void>;
}

export interface Dropped {
  tags: string[];
  keys: string[];
}

export async function openPublished(
  deployment: Deployment,
  { files, onDropped }: { files: PageFiles; onDropped: (dropped: Dropped) => void },
): Promise<Published> {
  const build = (await import(
    pathToFileURL(path.join(ROOT, 'apps/web/build/server/index.js')).href
  )) as unknown as ServerBuild;
  const remix = remixOf(build);
  const clock = { now: Date.now() };
  const now = () => new Date(clock.now);
  const faults: unknown[] = [];
  const onFault = (error: unknown) => faults.push(error);
  const pages = new PageStore<Answer['answer']>({
    memoryBytes: MEMORY_BYTES,
    headers: PUBLIC_HEADERS,
    files,
    now: () => clock.now,
    onFault,
    onDropped,
  });
  const { db, directory } = deployment;
  const feed = new ChangeFeed(
    db,
    async (changes, position) => {
      app.memory.apply(changes);
      if (changes.some(({ tags }) => tags.includes(TAGS.directory))) await directory.refresh();
      pages.apply(changes, position);
    },
    onFault,
  );
  const app = {
    deployment,
    pages,
    memory: new PublicMemory(),
    sessions: createSessionDesk(db, false, now),
    files: new FileStore(deployment.filesRoot),
    changes: feed,
    log: pino({ level: 'error' }),
    isPlainTrial: true,
    now,
  };
  const render = (site: SiteRecord, rest: string, recorder: Recorder, application = app) =>
    renderPage(
      application,
      remix.public,
      { visit: { site, base: directory.placeOf(site).base }, rest, requestId: 'bench' },
      recorder,
    );
  await feed.start(await pages.open(await feed.present()));
  await pages.start();
  return {
    deployment,
    pages,
    feed,
    clock,
    build,
    render,
    renderAnew: (site, rest) => render(site, rest, new Recorder(), { ...app, memory: new PublicMemory() }),
    contextAt: (site) => atSite({ ...operatorContext(deployment), now: now() }, directory.get(site.id)),
    async close() {
      feed.stop();
      await pages.stop();
      if (faults.length > 0) throw new AggregateError(faults, 'The page store or the change feed failed.');
    },
  };
}
