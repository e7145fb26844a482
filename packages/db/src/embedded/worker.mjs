// @ts-check
// The embedded database: PGlite in a thread of its own, behind a Unix socket that speaks PostgreSQL's protocol.
// Plain JavaScript, so that bundles, tests and tools start the same file.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const { dataDir, socketPath, restRole, maxConnections } = workerData;

const database = await PGlite.create({ dataDir, relaxedDurability: false });

// All connections share one session, so it comes to rest in the role without rights before the socket opens.
await database.exec(`
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${restRole}') THEN CREATE ROLE ${restRole} NOLOGIN; END IF;
  END $$;
  SET ROLE ${restRole};
`);

const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections });
await server.start();

parentPort?.postMessage({ state: 'ready' });
parentPort?.on('message', async (message) => {
  if (message !== 'stop') return;
  await server.stop();
  await database.close();
  parentPort?.postMessage({ state: 'stopped' });
  parentPort?.close();
});
