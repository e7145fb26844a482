import type { Transaction } from '@zhanqun/db';
import { dependsOn, holdsUntil, type Remembered, recordApart, type Since } from '@zhanqun/publishing/server';
import type { PublicMemory } from './memory.server';

/** What other pages have asked for already. */
export interface Shared {
  memory: PublicMemory;
  /** Before the scope of this page began. */
  since: Since;
}

/** The scope of a page. A preview sees more than others do, and shares nothing. */
export interface Reader {
  tx: Transaction;
  shared: Shared | undefined;
}

type Of<T extends object> = (memory: PublicMemory) => Remembered<T>;

/** An answer that pages share, of which a page uses a part: it notes itself what it depends on. */
export async function borrow<T extends object>(
  reader: Reader,
  of: Of<T>,
  key: string,
  ask: (apart: Transaction) => Promise<T>,
): Promise<T> {
  return (await obtain(reader, of, key, ask)).found;
}

/** The same where the page shows all of it, and depends on whatever the answer read, now or before. */
export async function recall<T extends object>(
  reader: Reader,
  of: Of<T>,
  key: string,
  ask: (apart: Transaction) => Promise<T>,
): Promise<T> {
  const { found, tags } = await obtain(reader, of, key, ask);
  dependsOn(reader.tx, ...tags);
  return found;
}

async function obtain<T extends object>(
  { tx, shared }: Reader,
  of: Of<T>,
  key: string,
  ask: (apart: Transaction) => Promise<T>,
): Promise<{ found: T; tags: Iterable<string> }> {
  if (!shared) return { found: await ask(tx), tags: [] };
  const answer = await of(shared.memory).obtain(key, (recorder) => ask(recordApart(tx, recorder)), shared.since);
  if (!answer) throw new Error(`Nothing was found for what pages share: ${key}`);
  if (answer.expires !== undefined) holdsUntil(tx, new Date(answer.expires));
  return answer;
}
