import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { EMBEDDED_DATABASE, type EmbeddedDatabase, openEmbedded } from './embedded/owner.server';
import { asBusy, asRefusal } from './errors.server';
import { type Prisma, PrismaClient } from './generated/client';
import { type DatabaseRole, roleName } from './roles';

/** What runs inside a scope: SQL and nothing else. */
export type Transaction = Prisma.TransactionClient;

export interface Scope {
  role: DatabaseRole;
  /** For messages: `withSite(…)`, `asVisitor` … */
  name: string;
  settings?: Record<string, string>;
  /** Loaders share one snapshot; writes take what is committed. */
  snapshot?: boolean;
  /** Milliseconds the work may take; long only for bulk work. */
  timeout?: number;
}

export interface Database {
  readonly name: string;
  readonly kind: 'embedded' | 'postgres';
  /** Where the files of the embedded database are; undefined on PostgreSQL. */
  readonly folder: string | undefined;
  /** Runs `work` in one transaction, in the scope's role. A scope inside a scope throws and names both. */
  scope<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** A connection of its own outside all scopes, resting in the role without rights. For migrations and tests. */
  connect(): Promise<pg.PoolClient>;
  /** Statements sent since start, for the benchmark and the tests that count them. */
  statements(): number;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** PostgreSQL 15 or newer; without it the embedded database in `dataDir`. */
  url?: string;
  dataDir: string;
  purpose: 'server' | 'command';
  poolSize?: number;
}

/** How long a request waits for its turn before it is told that the system is busy. */
const MAX_WAIT_MS = 8_000;
const TIMEOUT_MS = 10_000;

interface OpenScope {
  name: string;
  /** The statement that opens it. */
  opening: string;
}

const current = new AsyncLocalStorage<OpenScope>();
let openScopes = 0;

/**
 * The statement that opens a scope: transaction, role and settings in one journey to the database. Prisma takes three,
 * and a page has few others.
 */
function openingOf({ settings, role, snapshot }: Scope, database: string): string {
  const assigned = Object.entries({ ...settings, role: roleName(database, role) }).map(
    ([key, value]) => `set_config(${pg.escapeLiteral(key)}, ${pg.escapeLiteral(value)}, true)`,
  );
  return `BEGIN${snapshot ? ' ISOLATION LEVEL REPEATABLE READ' : ''}; SELECT ${assigned.join(', ')}`;
}

/**
 * Runs `work` in this scope. While any scope is open, Node keeps track of every asynchronous step, which
 * makes an answer from memory dearer by a third: with the last scope this ends.
 */
async function inScope<T>(scope: OpenScope, work: () => Promise<T>): Promise<T> {
  openScopes += 1;
  try {
    return await current.run(scope, work);
  } finally {
    openScopes -= 1;
    if (openScopes === 0) current.disable();
  }
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const embedded = options.url ? undefined : await openEmbedded(options.dataDir, options.purpose);
  const config: pg.PoolConfig = {
    max: options.poolSize ?? 8,
    connectionTimeoutMillis: MAX_WAIT_MS,
    application_name: 'zhanqun',
  };
  let name = EMBEDDED_DATABASE;
  if (embedded) {
    Object.assign(config, { host: embedded.socketDir, port: 5432, user: 'postgres', database: EMBEDDED_DATABASE });
  } else {
    name = decodeURIComponent(new URL(options.url as string).pathname.slice(1)) || 'postgres';
    config.connectionString = options.url as string;
  }
  return connectPool(new pg.Pool(config), name, embedded);
}

function connectPool(pool: pg.Pool, name: string, embedded: EmbeddedDatabase | undefined): Database {
  let statements = 0;
  // A dropped idle connection is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same for a connection in use whose server goes away between two statements: the next one tells.
  pool.on('connect', (client) => client.on('error', () => undefined));
  if (!embedded) {
    // Queries of one connection run in order, so this one is done before any work. Before the first migration the
    // role is not there yet: the login role then stays, and only the migration runner works.
    pool.on('connect', (client) => {
      client
        .query(`SELECT set_config('role', r.rolname, false) FROM pg_roles r WHERE r.rolname = $1`, [
          roleName(name, 'rest'),
        ])
        // Whoever has it by now gives it back, and the pool drops what is ended.
        .catch(() => (client as pg.Client & pg.PoolClient).end().catch(() => undefined));
    });
  }
  // Counted here, and after the set-up of a connection, which is nobody's: Prisma's own events cost a tenth of a
  // rendered page.
  pool.on('connect', (client) => {
    const query = client.query as (...given: unknown[]) => unknown;
    client.query = ((...given: unknown[]) => {
      statements += 1;
      const [first] = given;
      // Prisma begins: without its scope's opening the transaction would stay in the role that has no rights.
      const isBegin = typeof first === 'object' && first !== null && 'text' in first && first.text === 'BEGIN';
      const opens = isBegin ? current.getStore()?.opening : undefined;
      return query.apply(client, opens ? [opens] : given);
    }) as typeof client.query;
  });
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: MAX_WAIT_MS, timeout: TIMEOUT_MS },
  });

  return {
    name,
    kind: embedded ? 'embedded' : 'postgres',
    folder: embedded?.folder,
    statements: () => statements,
    async scope(scope, work) {
      const outer = current.getStore();
      if (outer) throw new Error(`A scope inside a scope: ${scope.name} was opened inside ${outer.name}.`);
      try {
        return await inScope({ name: scope.name, opening: openingOf(scope, name) }, () =>
          client.$transaction(work, { timeout: scope.timeout ?? TIMEOUT_MS }),
        );
      } catch (error) {
        throw asRefusal(asBusy(error));
      }
    },
    connect: () => pool.connect(),
    async close() {
      await client.$disconnect();
      if (!pool.ended) await pool.end();
      await embedded?.stop();
    },
  };
}
