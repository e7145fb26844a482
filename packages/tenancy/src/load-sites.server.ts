import { type Database, Prisma, type Transaction } from '@zhanqun/db';
import type { AddressRecord } from './directory.server';
import type { LoadedSite } from './site-index';

interface SiteRow extends Omit<LoadedSite, 'addresses' | 'theme'> {
  themeDigest: string;
  /** Of each address, its kind, the primary one's with a "!"; null without any. */
  kinds: string[] | null;
  values: string[] | null;
}

const SELECT = Prisma.sql`
  SELECT s.id, s."parentId", s.code, s.label, s.name, s."shortName", s.level::text, s.kind::text, s.state::text,
    s."stateNote", s."themeCode", s."themeHash", s.position, s."isDemonstration", md5(s.theme::text) AS "themeDigest",
    address.kinds, address.values
  FROM "Site" s CROSS JOIN LATERAL (
    SELECT array_agg(a.kind::text || CASE WHEN a."isPrimary" THEN '!' ELSE '' END ORDER BY a.place) AS kinds,
      array_agg(a.value ORDER BY a.place) AS values
    FROM (
      SELECT kind, "isPrimary", value, row_number() OVER (ORDER BY "createdAt",
        array_position(ARRAY['SUBDOMAIN', 'PATH', 'OWN_DOMAIN'], kind::text), id) AS place
      FROM "SiteAddress" WHERE "siteId" = s.id) a) address`;

/** As one value: it is taken in with less work than as many rows. */
async function rowsOf(tx: Transaction, which: Prisma.Sql): Promise<SiteRow[]> {
  const [answer] = await tx.$queryRaw<{ rows: SiteRow[] }[]>`
    SELECT coalesce(json_agg(x), '[]') AS rows FROM (${SELECT} ${which}) x`;
  return answer?.rows ?? [];
}

/** Rows of one statement: few enough that they and the records made of them are never twice in memory. */
const BATCH = 5_000;
/** For the whole country on a busy machine; one site takes a moment. */
const TIMEOUT_MS = 60_000;

/**
 * Reads sites for the directory. What many sites have in common is kept once: themes, the words of closed lists,
 * ids of parents, and labels that are also paths.
 */
export class SiteLoader {
  private themes = new Map<string, unknown>();
  private texts = new Map<string, string>();

  constructor(private readonly db: Database) {}

  /** All sites, or those of `ids` that are there; in one snapshot. */
  read(ids?: readonly string[]): Promise<LoadedSite[]> {
    return this.db.scope(
      { role: 'platform', name: 'loadDirectory', snapshot: true, timeout: TIMEOUT_MS },
      async (tx) => (ids ? await this.some(tx, ids) : await this.every(tx)),
    );
  }

  private async every(tx: Transaction): Promise<LoadedSite[]> {
    // What no site has any more is let go.
    this.themes = new Map();
    this.texts = new Map();
    const sites: LoadedSite[] = [];
    for (let after = ''; ; ) {
      const rows = await rowsOf(tx, Prisma.sql`WHERE s.id > ${after} ORDER BY s.id LIMIT ${BATCH}`);
      await this.learnThemes(tx, rows);
      for (const row of rows) sites.push(this.siteOf(row));
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return sites;
      after = last.id;
    }
  }

  private async some(tx: Transaction, ids: readonly string[]): Promise<LoadedSite[]> {
    const rows = await rowsOf(tx, Prisma.sql`WHERE s.id = ANY (${ids}::text[])`);
    await this.learnThemes(tx, rows);
    return rows.map((row) => this.siteOf(row));
  }

  /** A theme goes over the wire once, however many sites have it. */
  private async learnThemes(tx: Transaction, rows: readonly SiteRow[]): Promise<void> {
    const unknown = new Map<string, string>();
    for (const { themeDigest, id } of rows) if (!this.themes.has(themeDigest)) unknown.set(themeDigest, id);
    if (unknown.size === 0) return;
    const found = await tx.$queryRaw<{ id: string; theme: unknown }[]>`
      SELECT id, theme FROM "Site" WHERE id = ANY (${[...unknown.values()]}::text[])`;
    const themes = new Map(found.map(({ id, theme }) => [id, theme]));
    for (const [digest, id] of unknown) this.themes.set(digest, themes.get(id));
  }

  private siteOf(row: SiteRow): LoadedSite {
    const values = row.values ?? [];
    return {
      id: row.id,
      parentId: row.parentId === null ? null : this.once(row.parentId),
      code: row.code,
      label: row.label,
      name: row.name,
      shortName: row.shortName,
      level: this.once(row.level),
      kind: this.once(row.kind),
      state: this.once(row.state),
      stateNote: row.stateNote,
      themeCode: this.once(row.themeCode),
      theme: this.themes.get(row.themeDigest),
      themeHash: this.once(row.themeHash),
      position: row.position,
      isDemonstration: row.isDemonstration,
      addresses: (row.kinds ?? []).map((kind, index) => addressOf(kind, values[index] ?? '', row.label)),
    };
  }

  /** The same text as the same string. */
  private once<T extends string>(text: T): T {
    const known = this.texts.get(text);
    if (known !== undefined) return known as T;
    this.texts.set(text, text);
    return text;
  }
}

function addressOf(kind: string, value: string, label: string): AddressRecord {
  return {
    kind: kind.startsWith('S') ? 'SUBDOMAIN' : kind.startsWith('P') ? 'PATH' : 'OWN_DOMAIN',
    value: value === label ? label : value,
    isPrimary: kind.endsWith('!'),
  };
}
