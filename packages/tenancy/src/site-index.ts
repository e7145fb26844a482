import type { SiteRecord } from './directory.server';

/** A site as it is read: its place in the tree is worked out here. */
export type LoadedSite = Omit<SiteRecord, 'lineage'>;

/**
 * The sites in memory, found by id, code, address and place in the tree. Records are never changed, only exchanged, and
 * a set of changes is put in within one step: whoever reads sees all of it or nothing.
 */
export class SiteIndex {
  private readonly sites = new Map<string, SiteRecord>();
  private readonly codes = new Map<string, SiteRecord>();
  private readonly ownDomains = new Map<string, SiteRecord>();
  /** By the labels before the base domain; "" is the base domain itself. */
  private readonly subdomains = new Map<string, SiteRecord>();
  /** By parent, then by path segment. */
  private readonly paths = new Map<string, Map<string, SiteRecord>>();
  /** By parent, null for the top, in the order of position and id. */
  private readonly siblings = new Map<string | null, SiteRecord[]>();
  private inOrder: SiteRecord[] | undefined;

  constructor(private readonly mode: 'hosts' | 'path') {}

  get size(): number {
    return this.sites.size;
  }

  find(id: string): SiteRecord | undefined {
    return this.sites.get(id);
  }

  findByCode(code: string): SiteRecord | undefined {
    return this.codes.get(code);
  }

  findByOwnDomain(host: string): SiteRecord | undefined {
    return this.ownDomains.get(host);
  }

  findBySubdomain(labels: string): SiteRecord | undefined {
    return this.subdomains.get(labels);
  }

  findByPath(parentId: string, segment: string): SiteRecord | undefined {
    return this.paths.get(parentId)?.get(segment);
  }

  root(): SiteRecord | undefined {
    return this.siblings.get(null)?.[0];
  }

  children(id: string): SiteRecord[] {
    return this.siblings.get(id) ?? [];
  }

  subtree(id: string): SiteRecord[] {
    const found: SiteRecord[] = [];
    const walk = (site: SiteRecord) => {
      found.push(site);
      for (const child of this.children(site.id)) walk(child);
    };
    const top = this.sites.get(id);
    if (top) walk(top);
    return found;
  }

  /** From the top down, each site before those below it. */
  all(): readonly SiteRecord[] {
    this.inOrder ??= (this.siblings.get(null) ?? []).flatMap((top) => this.subtree(top.id));
    return this.inOrder;
  }

  /** Parents that are named by `sites` and are neither here nor among them. */
  missingParents(sites: readonly LoadedSite[]): string[] {
    const coming = new Set(sites.map((site) => site.id));
    return sites.flatMap(({ parentId }) =>
      parentId === null || coming.has(parentId) || this.sites.has(parentId) ? [] : [parentId],
    );
  }

  /** Puts sites in, new or in another state, and takes the `gone` out. Whoever stands below a moved site moves too. */
  apply(loaded: readonly LoadedSite[], gone: readonly string[] = []): void {
    const changed = new Map(loaded.map((site) => [site.id, site]));
    for (const site of loaded) this.addMoved(changed, site);
    for (const id of gone) changed.delete(id);
    const parents = new Set<string | null>();
    for (const id of [...changed.keys(), ...gone]) {
      const before = this.sites.get(id);
      if (!before) continue;
      parents.add(before.parentId);
      this.forget(before);
    }
    const records = [...changed.values()].map((site) => this.remember(site));
    for (const record of records) {
      record.lineage = this.lineageOf(record);
      parents.add(record.parentId);
    }
    this.exchangeSiblings(parents, new Set([...changed.keys(), ...gone]), records);
    this.inOrder = undefined;
  }

  /** Everything below a site that gets another parent. */
  private addMoved(changed: Map<string, LoadedSite>, site: LoadedSite): void {
    const before = this.sites.get(site.id);
    if (!before || before.parentId === site.parentId) return;
    for (const below of this.subtree(site.id)) {
      if (!changed.has(below.id)) changed.set(below.id, { ...below });
    }
  }

  private forget(site: SiteRecord): void {
    this.sites.delete(site.id);
    remove(this.codes, site.code, site);
    for (const address of site.addresses) {
      if (address.kind === 'OWN_DOMAIN') remove(this.ownDomains, address.value, site);
      else if (address.kind === 'SUBDOMAIN') remove(this.subdomains, address.value, site);
    }
    const beside = this.paths.get(site.parentId ?? '');
    for (const segment of beside ? this.segmentsOf(site) : []) remove(beside, segment, site);
  }

  /** A record without its lineage, which can be told only when all records are there. */
  private remember(site: LoadedSite): SiteRecord {
    const record: SiteRecord = { ...site, lineage: [] };
    this.sites.set(record.id, record);
    this.codes.set(record.code, record);
    for (const address of record.addresses) {
      if (address.kind === 'OWN_DOMAIN') this.ownDomains.set(address.value, record);
      else if (address.kind === 'SUBDOMAIN') this.subdomains.set(address.value, record);
    }
    if (record.parentId === null) return record;
    const beside = this.paths.get(record.parentId) ?? new Map<string, SiteRecord>();
    for (const segment of this.segmentsOf(record)) beside.set(segment, record);
    if (beside.size > 0) this.paths.set(record.parentId, beside);
    return record;
  }

  /** Path segments under its parent that lead to a site. */
  private segmentsOf(site: SiteRecord): string[] {
    const segments = site.addresses.flatMap(({ kind, value }) => (kind === 'PATH' ? [value] : []));
    return this.mode === 'path' ? [site.label, ...segments] : segments;
  }

  private lineageOf(site: SiteRecord): string[] {
    const lineage: string[] = [];
    for (let at: SiteRecord | undefined = site; at; at = at.parentId ? this.sites.get(at.parentId) : undefined) {
      lineage.push(at.id);
    }
    return lineage.reverse();
  }

  /** New lists for these parents: someone may still be walking through the old ones. */
  private exchangeSiblings(parents: Set<string | null>, changed: Set<string>, records: SiteRecord[]): void {
    const arriving = new Map<string | null, SiteRecord[]>();
    for (const record of records) {
      const list = arriving.get(record.parentId);
      if (list) list.push(record);
      else arriving.set(record.parentId, [record]);
    }
    for (const parentId of parents) {
      const staying = (this.siblings.get(parentId) ?? []).filter((site) => !changed.has(site.id));
      const list = [...staying, ...(arriving.get(parentId) ?? [])].sort(byPosition);
      if (list.length > 0) this.siblings.set(parentId, list);
      else this.siblings.delete(parentId);
    }
  }
}

function byPosition(a: SiteRecord, b: SiteRecord): number {
  return a.position - b.position || (a.id < b.id ? -1 : 1);
}

/** Takes an entry out, unless another site has it by now. */
function remove(map: Map<string, SiteRecord> | undefined, key: string, site: SiteRecord): void {
  if (map?.get(key) === site) map.delete(key);
}
