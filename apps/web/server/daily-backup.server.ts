import path from 'node:path';
import { type Deployment, listBackups, pruneBackups, takeBackup } from '@zhanqun/deployment/server';
import type { Logger } from 'pino';
import { logFault } from './log-fault.server';

const DAY_MS = 24 * 3_600_000;
/** How often it is looked whether a day has passed. */
const LOOK_MS = 15 * 60_000;
const KEEP = 7;

/** The embedded database does not sync to disk, so a verified copy is kept daily. Returns how to stop it. */
export function startDailyBackup(deployment: Deployment, log: Logger): () => void {
  const folder = path.join(deployment.settings.dataDir, 'backups');
  const look = async () => {
    const newest = (await listBackups(folder))[0];
    const stamp = newest && /^backup-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/.exec(newest);
    const [, year, month, day, hour, minute, second] = (stamp || []).map(Number);
    const last = stamp ? Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) : 0;
    if (Date.now() - last < DAY_MS) return;
    await takeBackup(deployment, folder, new Date());
    await pruneBackups(folder, KEEP);
  };
  const run = () => void look().catch((error: unknown) => logFault(log, error, 'daily backup failed'));
  const first = setTimeout(run, 60_000);
  const timer = setInterval(run, LOOK_MS);
  first.unref();
  timer.unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
