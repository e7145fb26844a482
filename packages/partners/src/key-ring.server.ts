import type { Database } from '@zhanqun/db';
import { withPlatform } from '@zhanqun/tenancy/server';
import { hashOfKey } from './key.server';
import { partnerState } from './queries.server';
import { KEY_PATTERN } from './schema';

export interface KnownPartner {
  id: string;
  limit: number;
}

/** A revoked key or a changed limit holds on every process after this. */
const REMEMBERED_MS = 5_000;
const MAX_REMEMBERED = 5_000;
/** The last use is written at most once in this time. */
const USE_WRITTEN_MS = 3_600_000;

interface Remembered {
  until: number;
  partner: KnownPartner | undefined;
}

/** Whose key it is, remembered for some seconds so that a busy partner does not cost a statement a request. */
export class KeyRing {
  private readonly known = new Map<string, Remembered>();

  constructor(
    private readonly db: Database,
    private readonly now: () => Date,
  ) {}

  /** Whether asking for this key costs no statement. */
  remembers(key: string): boolean {
    if (!KEY_PATTERN.test(key)) return true;
    return (this.known.get(hashOfKey(key))?.until ?? 0) > this.now().getTime();
  }

  /** The partner of a key that is good now, or undefined. */
  async find(key: string): Promise<KnownPartner | undefined> {
    if (!KEY_PATTERN.test(key)) return undefined;
    const hash = hashOfKey(key);
    const now = this.now();
    const known = this.known.get(hash);
    if (known && known.until > now.getTime()) return known.partner;
    const partner = await this.read(hash, now);
    const oldest = this.known.keys().next();
    if (this.known.size >= MAX_REMEMBERED && !oldest.done) this.known.delete(oldest.value);
    this.known.set(hash, { until: now.getTime() + REMEMBERED_MS, partner });
    return partner;
  }

  private read(keyHash: string, now: Date): Promise<KnownPartner | undefined> {
    return withPlatform({ db: this.db }, async (tx) => {
      const row = await tx.partner.findUnique({
        where: { keyHash },
        select: { id: true, limit: true, expiresAt: true, revokedAt: true, lastUsedAt: true },
      });
      if (!row || partnerState(row, now) !== 'ACTIVE') return undefined;
      if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= USE_WRITTEN_MS) {
        await tx.partner.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
      }
      return { id: row.id, limit: row.limit };
    });
  }
}
