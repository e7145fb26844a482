import type { Database } from '@zhanqun/db';
import type { Actor } from '@zhanqun/kit';
import type { SiteDirectory, SiteRecord } from './directory.server';

/** What work needs beside its input. Built in four places only: web request, command line, job runner, test fixture. */
export interface Context {
  db: Database;
  directory: SiteDirectory;
  actor: Actor;
  now: Date;
  requestId: string;
}

/** A context at one site: the tenant is an argument, never an atmosphere. */
export interface SiteContext extends Context {
  site: SiteRecord;
}

export function atSite(context: Context, site: SiteRecord): SiteContext {
  return { ...context, site };
}

/** The operator of the machine: command line and first start. Never built from a request. */
export function systemActor(homeSiteId: string): Actor {
  return { accountId: 'system', name: '系统', kind: 'SYSTEM', homeSiteId, grants: [] };
}
