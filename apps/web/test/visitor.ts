import type { AppLoadContext, LoaderFunctionArgs } from '@remix-run/node';
import type { SiteRecord } from '@zhanqun/tenancy/server';
import { FIXTURE_ADDRESSING, type Group } from '@zhanqun/testing/fixture';
import { pino } from 'pino';
import { PublicMemory } from '../app/public/memory.server';

type Loader = (args: LoaderFunctionArgs) => Promise<Response> | Response;

export interface Ask {
  site: SiteRecord;
  /** Within the site, with its query. */
  path?: string;
  params?: Record<string, string>;
  headers?: Record<string, string>;
  method?: string;
  clientAddress?: string;
  now?: () => Date;
  preview?: boolean;
  /** What the process has asked for before; nothing unless given. */
  memory?: PublicMemory;
}

const realTime = () => new Date();
/** One deployment of a group for each clock: what is counted in a minute is counted by that clock. */
const deployments = new WeakMap<Group, Map<() => Date, object>>();

function deploymentOf(group: Group, now: () => Date): object {
  const ofGroup = deployments.get(group) ?? new Map<() => Date, object>();
  deployments.set(group, ofGroup);
  const known = ofGroup.get(now);
  if (known) return known;
  const made = { db: group.db, directory: group.directory, settings: { addressing: FIXTURE_ADDRESSING } };
  ofGroup.set(now, made);
  return made;
}

/** Asks a public loader as the door would: what it needs of the application is real, the rest is not there. */
export async function askLoader(group: Group, loader: Loader, ask: Ask): Promise<Response> {
  const { site, path = '/', params = {}, headers = {}, method = 'GET', now = realTime } = ask;
  const context = {
    app: {
      deployment: deploymentOf(group, now),
      memory: ask.memory ?? new PublicMemory(),
      log: pino({ level: 'silent' }),
      now,
    },
    requestId: 'test',
    surface: 'public',
    clientAddress: ask.clientAddress ?? '192.0.2.1',
    visit: { site, base: '', ...(ask.preview ? { preview: { siteId: site.id, expires: 0 } } : {}) },
  } as unknown as AppLoadContext;
  const request = new Request(group.directory.urlOf(site, path), { headers, method });
  return loader({ request, params, context });
}
