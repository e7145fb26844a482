import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { can, PERMISSIONS, type Permission } from '@zhanqun/access';
import { createSessionDesk } from '@zhanqun/auth/server';
import { FileStore } from '@zhanqun/media/server';
import { ChangeFeed, PageStore } from '@zhanqun/publishing/server';
import { type ActorName, FIXTURE_ADDRESSING, type Group, type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GuardDeclaration } from '../app/console/guard.server';
import type { Application } from '../app/context.server';
import { PublicMemory } from '../app/public/memory.server';
import routes from '../app/routes';

const APP = path.resolve(import.meta.dirname, '../app');
const ORIGIN = 'http://console.city.test:3000';

interface Entry {
  path: string;
  file: string;
}

/** Every console route of the product with its whole path. */
function consoleRoutes(): Entry[] {
  const found: Entry[] = [];
  const walk = (entries: typeof routes, above: string) => {
    for (const entry of entries) {
      const own = [above, entry.path].filter(Boolean).join('/');
      if (entry.file.startsWith('console/')) found.push({ path: `/${own}`, file: entry.file });
      if (entry.children) walk(entry.children as typeof routes, own);
    }
  };
  walk(routes, '');
  return found;
}

type Handler = ((args: unknown) => Promise<unknown>) & { guard?: GuardDeclaration };
interface Door {
  entry: Entry;
  kind: 'loader' | 'action';
  handler: Handler;
}

const test = useGroup();
let doors: Door[] = [];
let app: Application;
const cookies = new Map<string, string>();

/** The roles tried, each granted at the county `east`. */
const ACTORS = [
  'office',
  'cityAuditor',
  'eastAdmin',
  'eastReviewer',
  'townAdmin',
  'townEditor',
  'townAuditor',
  'bystander',
] as const satisfies ActorName[];
/** Seen from `east`: its own, a child, a sibling and the parent. */
const PLACES = ['east', 'east-town', 'west', 'city'] as const satisfies SiteCode[];

async function loadDoors(): Promise<Door[]> {
  const loaded: Door[] = [];
  for (const entry of consoleRoutes()) {
    const module = (await import(path.join(APP, entry.file))) as { loader?: Handler; action?: Handler };
    if (module.loader) loaded.push({ entry, kind: 'loader', handler: module.loader });
    if (module.action) loaded.push({ entry, kind: 'action', handler: module.action });
  }
  return loaded;
}

function makeApplication(group: Group): Application {
  const db = group.db;
  return {
    deployment: {
      db,
      directory: group.directory,
      migrations: [],
      filesRoot: mkdtempSync(path.join(tmpdir(), 'zhanqun-guards-')),
      settings: {
        isProduction: false,
        logLevel: 'error',
        pageMemoryBytes: 1_000_000,
        port: 3000,
        host: '127.0.0.1',
        dataDir: tmpdir(),
        addressing: FIXTURE_ADDRESSING,
        trustedProxies: new BlockList(),
        secretKey: 'a secret of the guard suite, long enough',
      },
      close: async () => undefined,
    },
    sessions: createSessionDesk(db, false),
    // Nobody tells it of changes.
    get memory() {
      return new PublicMemory();
    },
    files: new FileStore(mkdtempSync(path.join(tmpdir(), 'zhanqun-guards-'))),
    changes: new ChangeFeed(
      db,
      async () => undefined,
      () => undefined,
    ),
    pages: new PageStore({
      memoryBytes: 1_000_000,
      headers: {},
      now: Date.now,
      onFault: (error) => {
        throw error;
      },
    }),
    log: pino({ level: 'silent' }),
    isPlainTrial: true,
    now: () => new Date(),
  };
}

beforeAll(async () => {
  app = makeApplication(test());
  doors = await loadDoors();
  for (const actor of ACTORS) {
    const cookie = await app.sessions.begin(test().actor(actor).accountId, { address: '127.0.0.1', userAgent: 'test' });
    cookies.set(actor, cookie.split(';')[0] ?? '');
  }
});

interface Answer {
  status: number;
  location: string;
  message: string;
}

/** What a loader or action answers, returned or thrown, as status, redirect and sentence. */
async function knock(
  door: Door,
  site: SiteCode,
  actor: ActorName | undefined,
  body?: Record<string, string>,
): Promise<Answer> {
  const params: Record<string, string> = {
    site,
    article: '0'.repeat(18),
    column: '0'.repeat(18),
    account: '0'.repeat(18),
    partner: '0'.repeat(18),
    file: '0'.repeat(18),
    kind: 'theme',
    code: 'no-such-entry',
  };
  const url = `${ORIGIN}${door.entry.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? name)}`;
  const headers = new Headers(actor ? { Cookie: cookies.get(actor) ?? '' } : {});
  if (door.kind === 'action') headers.set('Origin', ORIGIN);
  const request = new Request(url, {
    method: door.kind === 'action' ? 'POST' : 'GET',
    headers,
    ...(door.kind === 'action' ? { body: new URLSearchParams(body ?? {}) } : {}),
  });
  const context = { app, requestId: 'test', surface: 'console', clientAddress: '127.0.0.1' };
  const outcome = await door.handler({ request, params, context }).catch((error: unknown) => error);
  if (outcome instanceof Response) {
    const isJson = outcome.headers.get('Content-Type')?.startsWith('application/json');
    const refusal = isJson ? ((await outcome.json()) as { error?: { message?: string } }) : undefined;
    return {
      status: outcome.status,
      location: outcome.headers.get('Location') ?? '',
      message: refusal?.error?.message ?? '',
    };
  }
  const wrapped = outcome as { data?: unknown; init?: { status?: number } | null } | undefined;
  const payload = wrapped?.data as { message?: string; error?: { message?: string } } | undefined;
  if (outcome instanceof Error) return { status: 500, location: '', message: outcome.message };
  return {
    status: wrapped?.init?.status ?? 200,
    location: '',
    message: payload?.error?.message ?? payload?.message ?? '',
  };
}

const NO_SITE = '没有找到这个站点，它可能已被移走。';
const isRefused = (answer: Answer) =>
  answer.message === NO_SITE || /^您没有“.*”的权限|^您没有使用这个页面的权限/.test(answer.message);

/** Intents an action takes, by the permission each needs. */
function intentsOf(door: Door): string[] {
  const source = readFileSync(path.join(APP, door.entry.file), 'utf8');
  const beside = door.entry.file.replace(/\.tsx?$/, '.server.ts');
  const more = existsSync(path.join(APP, beside)) ? readFileSync(path.join(APP, beside), 'utf8') : '';
  const names = [...`${source}${more}`.matchAll(/'((?:[a-z]+:[a-z]+)(?:#[a-z-]+)?)'\s*:/g)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(names)];
}

describe('guards of the console', () => {
  it('are declared by every loader and action there is', () => {
    const bare = doors.filter((door) => !door.handler.guard).map((door) => `${door.kind} of ${door.entry.file}`);
    console.log(`guards: found ${doors.length} = covered ${doors.length - bare.length}`);
    expect(bare).toEqual([]);
    expect(doors.length).toBeGreaterThan(40);
  });

  it('name only permissions that exist', () => {
    const named = doors.flatMap((door) =>
      door.handler.guard && 'can' in door.handler.guard ? door.handler.guard.can : [],
    );
    expect(named.filter((permission) => !PERMISSIONS.includes(permission))).toEqual([]);
  });

  it('cover every intent that an action takes', () => {
    for (const door of doors) {
      const guard = door.handler.guard;
      if (door.kind !== 'action' || !guard || !('can' in guard)) continue;
      const permissions = [...new Set(intentsOf(door).map((intent) => intent.split('#')[0]))];
      expect([door.entry.file, permissions.sort()]).toEqual([door.entry.file, [...guard.can].sort()]);
    }
  });

  it('would be missed: a loader without one answers whom its rule refuses', async () => {
    const entry = { path: '/console/sites/:site', file: 'console/sites/overview.tsx' };
    const bare: Door = { entry, kind: 'loader', handler: async () => ({}) };
    const answer = await knock(bare, 'west', 'townEditor');
    expect(can(test().actor('townEditor'), 'site:view', test().site('west'))).toBe(false);
    expect(isRefused(answer)).toBe(false);
  });

  it('keep everybody out who is not signed in, but for signing in and out', async () => {
    for (const door of doors) {
      if (door.handler.guard?.at === 'anyone') {
        expect(door.entry.file).toMatch(/^console\/session\/sign-(in|out)/);
        continue;
      }
      const answer = await knock(door, 'east', undefined, { intent: 'site:edit' });
      expect([door.entry.file, door.kind, answer.status], answer.message).toEqual([door.entry.file, door.kind, 302]);
      expect(answer.location).toMatch(/^\/console\/sign-in/);
    }
  });

  it('take in nothing of a form before they know who sends it', async () => {
    for (const door of doors.filter((one) => one.kind === 'action' && one.handler.guard?.at !== 'anyone')) {
      const request = new Request(`${ORIGIN}/console`, {
        method: 'POST',
        headers: { Origin: ORIGIN },
        body: new URLSearchParams({ intent: 'site:edit' }),
      });
      const context = { app, requestId: 'test', surface: 'console', clientAddress: '127.0.0.1' };
      await door.handler({ request, params: { site: 'east' }, context }).catch(() => undefined);
      expect([door.entry.file, request.bodyUsed]).toEqual([door.entry.file, false]);
    }
  });

  it('refuse a write that does not come from our own pages', async () => {
    for (const door of doors.filter((one) => one.kind === 'action')) {
      const request = new Request(`${ORIGIN}/console`, {
        method: 'POST',
        headers: { Cookie: cookies.get('office') ?? '', Origin: 'http://evil.test' },
        body: new URLSearchParams({ intent: 'site:edit' }),
      });
      const context = { app, requestId: 'test', surface: 'console', clientAddress: '127.0.0.1' };
      const outcome = (await door.handler({ request, params: { site: 'east' }, context })) as
        | Response
        | { init?: { status?: number } };
      const status = outcome instanceof Response ? outcome.status : outcome.init?.status;
      expect([door.entry.file, status]).toEqual([door.entry.file, 403]);
    }
  });

  for (const actor of ACTORS) {
    for (const place of PLACES) {
      it(`${actor} at ${place}: passes exactly where its role covers the site`, async () => {
        const group = test();
        for (const door of doors) {
          const guard = door.handler.guard;
          if (guard?.at !== 'site') continue;
          const attempts: [Permission, Record<string, string>][] =
            door.kind === 'loader'
              ? guard.can.map((permission) => [permission, {}])
              : intentsOf(door).map((intent) => [intent.split('#')[0] as Permission, { intent }]);
          for (const [permission, body] of attempts) {
            const answer = await knock(door, place, actor, body);
            const allowed = can(group.actor(actor), permission, group.site(place));
            const told = `${door.kind} of ${door.entry.file} (${permission}) told ${actor} at ${place}: ${answer.status} ${answer.message}`;
            expect(answer.status, told).not.toBe(500);
            expect(!isRefused(answer), told).toBe(allowed);
          }
        }
      });
    }
  }

  it('let into pages over all sites only who holds the permission somewhere', async () => {
    const group = test();
    for (const door of doors) {
      const guard = door.handler.guard;
      if (guard?.at !== 'group' || door.kind !== 'loader') continue;
      for (const actor of ACTORS) {
        const answer = await knock(door, 'east', actor);
        const holds = PLACES.some((place) => can(group.actor(actor), guard.can[0] as Permission, group.site(place)));
        expect(answer.status, `${door.entry.file} told ${actor}: ${answer.message}`).not.toBe(500);
        expect([door.entry.file, actor, !isRefused(answer)]).toEqual([door.entry.file, actor, holds]);
      }
    }
  });
});
