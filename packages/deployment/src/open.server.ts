import path from 'node:path';
import { type Database, type Migration, migrate, openDatabase, readMigrations } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
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
    throw error;
  }
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
