import type { Database } from '@zhanqun/db';
import type { Actor } from '@zhanqun/kit';
import { type Context, type SiteContext, SiteDirectory, type SiteRecord } from '@zhanqun/tenancy/server';
import { beforeAll, inject } from 'vitest';
import { useTestDatabase } from './database';
import { type ActorName, FIXTURE_ADDRESSING, type SiteCode, writeGroup } from './group';

export {
  type AccountName,
  type ActorName,
  FIXTURE_ADDRESSING,
  FIXTURE_PASSWORD,
  fixtureUsername,
  type SiteCode,
} from './group';

export interface Group {
  db: Database;
  /** Where the database is, for a process of its own. */
  storage: { dataDir: string; url?: string };
  directory: SiteDirectory;
  site(code: SiteCode): SiteRecord;
  actor(name: ActorName): Actor;
  /** Id of a site's column by its code; columns are those of the site's blueprint. */
  columnId(site: SiteCode, code: string): string;
  context(actor: ActorName, now?: Date): Context;
  contextAt(site: SiteCode, actor: ActorName, now?: Date): SiteContext;
}

/**
 * A small site group in a database of its own for the tests of one file: a city portal, two counties, three towns
 * (`east-hill` is still PREPARING), one city department, and an account for every role.
 */
export function useGroup(): () => Group {
  const test = useTestDatabase({ withGroup: true });
  let group: Group | undefined;
  beforeAll(async () => {
    const db = test().database;
    const { siteIds, columnIds, actors } = inject('embeddedTemplate')?.group ?? (await writeGroup(db));
    const directory = new SiteDirectory(db, FIXTURE_ADDRESSING);
    await directory.refresh();
    const { dataDir, url } = test();
    const made: Group = {
      db,
      storage: { dataDir, ...(url ? { url } : {}) },
      directory,
      site: (code) => directory.get(siteIds[code] ?? ''),
      actor(name) {
        const actor = actors[name];
        if (!actor) throw new Error(`The fixture has no actor ${name}.`);
        return actor;
      },
      columnId(site, code) {
        const id = columnIds[`${site}/${code}`];
        if (!id) throw new Error(`The fixture has no column ${site}/${code}.`);
        return id;
      },
      context: (actor, now = new Date()) => ({
        db,
        directory,
        actor: made.actor(actor),
        now,
        requestId: 'test',
      }),
      contextAt: (site, actor, now = new Date()) => ({ ...made.context(actor, now), site: made.site(site) }),
    };
    group = made;
  });
  return () => {
    if (!group) throw new Error('The group is there only while tests run.');
    return group;
  };
}
