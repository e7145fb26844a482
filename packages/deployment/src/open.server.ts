import path from 'node:path';
import { type Database, type Migration, migrate, openDatabase, readMigrations } from '@zhanqun/db';
import { DomainError, newId } from '@zhanqun/kit';
import { type Context, SiteDirectory, systemActor } from '@zhanqun/tenancy/server';
import type { Settings } from './settings.server';

/** One running deployment: its database, migrated, and its directory of sites, loaded. */
export interface Deployment {
  settings: Settings;
  db: Database;
  directory: SiteDirectory;
  migrations: Migration[];
  filesRoot: string;
  close(): Promise<void>;
}

export async function openDeployment(
  settings: Settings,
  purpose: 'server' | 'command',
  migrationsFolder: string,
): Promise<Deployment> {
  const db = await openDatabase({
    dataDir: settings.dataDir,
    purpose,
    ...(settings.databaseUrl ? { url: settings.databaseUrl } : {}),
    ...(purpose === 'command' ? { poolSize: 2 } : {}),
  });
  try {
    const migrations = readMigrations(migrationsFolder);
    await migrate(db, migrations);
    const directory = new SiteDirectory(db, settings.addressing);
    await directory.refresh();
    return {
      settings,
      db,
      directory,
      migrations,
      filesRoot: path.join(settings.dataDir, 'files'),
      close: () => db.close(),
    };
  } catch (error) {
    await db.close();
    throw unreachable(error) ?? error;
  }
}

/** Why a PostgreSQL server could not be used, without repeating its address. Undefined for other faults. */
function unreachable(error: unknown): DomainError | undefined {
  const code = String((error as { code?: unknown } | undefined)?.code);
  const why: Record<string, string> = {
    ECONNREFUSED: '连接被拒绝，请检查主机、端口和数据库是否在运行。',
    ENOTFOUND: '找不到这个主机。',
    EAI_AGAIN: '找不到这个主机。',
    ETIMEDOUT: '连接超时。',
    EHOSTUNREACH: '主机无法到达。',
    ENETUNREACH: '主机无法到达。',
    '28P01': '用户名或密码不对。',
    '28000': '数据库不允许这个用户从这里登录。',
    '3D000': '没有这个数据库，请先建立它。',
    '57P03': '数据库正在启动，请稍后再试。',
    '53300': '数据库的连接已满。',
  };
  const reason =
    why[code] ??
    (error instanceof Error && /timeout exceeded when trying/.test(error.message) ? '连接超时。' : undefined);
  return reason === undefined
    ? undefined
    : new DomainError('MISCONFIGURED', `连不上 DATABASE_URL 指向的数据库：${reason}`, {}, { cause: error });
}

/** The context of the machine's operator: command line and first start. */
export function operatorContext(deployment: Deployment): Context {
  return {
    db: deployment.db,
    directory: deployment.directory,
    actor: systemActor(deployment.directory.root()?.id ?? ''),
    now: new Date(),
    requestId: `command-${newId()}`,
  };
}
