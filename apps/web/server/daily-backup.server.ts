import path from 'node:path';
import { type Deployment, listBackups, pruneBackups, takeBackup } from '@zhanqun/deployment/server';
import { defineRecurring, type JobKind } from '@zhanqun/jobs/server';

const DAY_MS = 24 * 3_600_000;
/** How often it is looked whether a day has passed. */
const LOOK_MS = 5 * 60_000;
/** A server that has just started has better things to do. Seconds. */
const CALM_AFTER = 60;
const KEEP = 7;

/** The embedded database does not sync to disk, so a verified copy is kept daily. */
export function dailyBackup(deployment: Deployment): JobKind {
  const folder = path.join(deployment.settings.dataDir, 'backups');
  return defineRecurring({
    name: 'web:backup',
    label: '每日备份',
    everyMs: LOOK_MS,
    run: async (_run, { now }) => {
      if (process.uptime() < CALM_AFTER) return;
      const newest = (await listBackups(folder))[0];
      const stamp = newest && /^backup-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/.exec(newest);
      const [, year, month, day, hour, minute, second] = (stamp || []).map(Number);
      const last = stamp ? Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) : 0;
      if (now.getTime() - last < DAY_MS) return;
      await takeBackup(deployment, folder, now);
      await pruneBackups(folder, KEEP);
    },
  });
}
