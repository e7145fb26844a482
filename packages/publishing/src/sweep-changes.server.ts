import type { Database } from '@zhanqun/db';
import { withPlatform } from '@zhanqun/tenancy/server';

/** Forgets what every process has long applied. Which lines are old enough is the table's own policy: thirty days. */
export async function sweepChanges(db: Database): Promise<void> {
  await withPlatform({ db }, (tx) => tx.$executeRaw`DELETE FROM "PublicChange"`);
}
