import type { Transaction } from '@zhanqun/db';
import {
  type Answer,
  dependsOn,
  holdsUntil,
  type Remembered,
  recordApart,
  type Since,
} from '@zhanqun/publishing/server';
import type { PublicMemory } from './memory.server';

/** What other pages have asked for already. A preview sees more than they do, and has none. */
export interface Shared {
  memory: PublicMemory;
  /** Before the scope of this page began. */
  since: Since;
}

/** A page's scope, and where its answers may be shared with other pages. */
export interface Reader {
  tx: Transaction;
  shared: Pick<Shared, 'since'>;
}

/** An answer that pages share, of which a page uses a part: it notes itself what it depends on. */
export async function borrow<T extends object>(
  { tx, shared }: Reader,
  remembered: Remembered<T>,
  key: string,
  ask: (apart: Transaction) => Promise<T>,
): Promise<Answer<T>> {
  const answer = await remembered.obtain(key, (recorder) => ask(recordApart(tx, recorder)), shared.since);
  if (!answer) throw new Error(`Nothing was found for what pages share: ${key}`);
  if (answer.expires !== undefined) holdsUntil(tx, new Date(answer.expires));
  return answer;
}

/** The same where the page shows all of it, and depends on whatever the answer read, now or before. */
export async function recall<T extends object>(
  reader: Reader,
  remembered: Remembered<T>,
  key: string,
  ask: (apart: Transaction) => Promise<T>,
): Promise<T> {
  const { found, tags } = await borrow(reader, remembered, key, ask);
  dependsOn(reader.tx, ...tags);
  return found;
}
