import type { Transaction } from '@zhanqun/db';

/** Most characters of a cause that are kept. */
const CAUSE_LENGTH = 200;

/** One change as visitors see it. */
export interface PublicChangeEntry {
  tags: string[];
  /** What was done, as a sentence for the desk that asks why a page was renewed. */
  cause: string;
  /** Something must not be seen any more: no page that showed it may be served again, not even as a makeshift. */
  takesAway?: boolean;
}

/** Tells what became visible or invisible, in the transaction of the change. */
export async function recordChange(tx: Transaction, siteId: string, entry: PublicChangeEntry): Promise<void> {
  await recordChanges(tx, siteId, [entry]);
}

/** The same for several changes at once, a line for each: what bulk commands write. */
export async function recordChanges(tx: Transaction, siteId: string, entries: PublicChangeEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const lines = JSON.stringify(
    entries.map(({ tags, cause, takesAway }) => ({
      tags: [...new Set(tags)],
      cause: cause.slice(0, CAUSE_LENGTH),
      takesAway: takesAway ?? false,
    })),
  );
  await tx.$executeRaw`
    INSERT INTO "PublicChange" ("siteId", tags, cause, "takesAway")
    SELECT ${siteId}, ARRAY(SELECT json_array_elements_text(line -> 'tags')), line ->> 'cause',
      (line ->> 'takesAway')::boolean
    FROM json_array_elements(${lines}::json) AS line`;
}
