import type { Database } from '@zhanqun/db';
import { DomainError, isDomainError, notFound } from '@zhanqun/kit';
import { type HostAndPort, parseHost } from './host';
import { withPlatform } from './scopes.server';
import { type Addressing, originOf } from './settings';

export interface AddressRecord {
  kind: 'OWN_DOMAIN' | 'SUBDOMAIN' | 'PATH';
  value: string;
  isPrimary: boolean;
}

export interface SiteRecord {
  id: string;
  parentId: string | null;
  code: string;
  label: string;
  name: string;
  shortName: string;
  level: 'CITY' | 'COUNTY' | 'TOWN';
  kind: 'PORTAL' | 'DEPARTMENT' | 'CHANNEL' | 'ZONE';
  state: 'PREPARING' | 'ONLINE' | 'TEMP_OFFLINE' | 'CLOSED';
  stateNote: string;
  themeCode: string;
  /** Theme settings as stored, see templates/schema. */
  theme: unknown;
  themeHash: string;
  position: number;
  isDemonstration: boolean;
  addresses: AddressRecord[];
  /** Ids from the root to the site itself. */
  lineage: string[];
}

export interface Resolved {
  site: SiteRecord;
  /** Path before the site's own addresses: "" or "/a/b". */
  base: string;
  /** Path within the site, beginning with "/". */
  rest: string;
  isPrimary: boolean;
}

/**
 * All sites and their addresses, in memory: the door asks it on every request. It is loaded whole and replaced whole;
 * `refresh` is called at start and when a change says so.
 */
export class SiteDirectory {
  private sites = new Map<string, SiteRecord>();
  private codes = new Map<string, SiteRecord>();
  private hosts = new Map<string, SiteRecord>();
  private childrenOf = new Map<string, SiteRecord[]>();
  private paths = new Map<string, SiteRecord>();
  private loading: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly db: Database,
    readonly addressing: Addressing,
  ) {}

  /** Loads the newest state; calls during a load are answered by one more load after it. */
  async refresh(): Promise<void> {
    if (this.loading) {
      this.again = true;
      return this.loading;
    }
    this.loading = (async () => {
      try {
        do {
          this.again = false;
          await this.load();
        } while (this.again);
      } finally {
        // In the same step as the loop's last look: a call after it begins a load of its own.
        this.loading = undefined;
      }
    })();
    return this.loading;
  }

  /**
   * Loads what was just committed. A database too busy for that is no failure of the change, which the change feed
   * brings to every process within a second.
   */
  async catchUp(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'BUSY') throw error;
    }
  }

  private async load(): Promise<void> {
    const rows = await withPlatform({ db: this.db }, (tx) =>
      tx.site.findMany({
        select: {
          id: true,
          parentId: true,
          code: true,
          label: true,
          name: true,
          shortName: true,
          level: true,
          kind: true,
          state: true,
          stateNote: true,
          themeCode: true,
          theme: true,
          themeHash: true,
          position: true,
          isDemonstration: true,
          addresses: { select: { kind: true, value: true, isPrimary: true }, orderBy: { createdAt: 'asc' } },
        },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
      }),
    );
    this.replace(rows.map((row) => ({ ...row, lineage: [] })));
  }

  private replace(rows: SiteRecord[]): void {
    const sites = new Map(rows.map((row) => [row.id, row]));
    const codes = new Map(rows.map((row) => [row.code, row]));
    const hosts = new Map<string, SiteRecord>();
    const paths = new Map<string, SiteRecord>();
    const childrenOf = new Map<string, SiteRecord[]>();
    for (const row of rows) {
      const lineage: string[] = [];
      for (let at: SiteRecord | undefined = row; at; at = at.parentId ? sites.get(at.parentId) : undefined) {
        lineage.unshift(at.id);
      }
      row.lineage = lineage;
      if (row.parentId) {
        const siblings = childrenOf.get(row.parentId);
        if (siblings) siblings.push(row);
        else childrenOf.set(row.parentId, [row]);
        if (this.addressing.mode === 'path') paths.set(`${row.parentId}/${row.label}`, row);
      }
      for (const address of row.addresses) {
        if (address.kind === 'OWN_DOMAIN') hosts.set(address.value, row);
        else if (address.kind === 'SUBDOMAIN') hosts.set(this.subdomainHost(address.value), row);
        else if (row.parentId) paths.set(`${row.parentId}/${address.value}`, row);
      }
    }
    this.sites = sites;
    this.codes = codes;
    this.hosts = hosts;
    this.paths = paths;
    this.childrenOf = childrenOf;
  }

  private subdomainHost(value: string): string {
    return value ? `${value}.${this.addressing.baseDomain}` : this.addressing.baseDomain;
  }

  all(): SiteRecord[] {
    return [...this.sites.values()];
  }

  get size(): number {
    return this.sites.size;
  }

  find(id: string): SiteRecord | undefined {
    return this.sites.get(id);
  }

  /** Throws NOT_FOUND. */
  get(id: string): SiteRecord {
    const site = this.sites.get(id);
    if (!site) throw notFound('站点');
    return site;
  }

  findByCode(code: string): SiteRecord | undefined {
    return this.codes.get(code);
  }

  root(): SiteRecord | undefined {
    for (const site of this.sites.values()) if (!site.parentId) return site;
    return undefined;
  }

  children(id: string): SiteRecord[] {
    return this.childrenOf.get(id) ?? [];
  }

  /** From the root down to the parent. */
  ancestors(site: SiteRecord): SiteRecord[] {
    return site.lineage.slice(0, -1).map((id) => this.get(id));
  }

  /** The site and everything below it. */
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

  private siteOfHost({ host, isAddress }: HostAndPort): SiteRecord | undefined {
    if (this.addressing.mode === 'hosts') return this.hosts.get(host);
    return isAddress || host === this.addressing.baseDomain || host === 'localhost' ? this.root() : undefined;
  }

  /** Whether a host leads to any site of this deployment. */
  knowsHost(rawHost: string | undefined): boolean {
    const parsed = parseHost(rawHost);
    return parsed !== undefined && this.siteOfHost(parsed) !== undefined;
  }

  /** Which site a host and path mean. Undefined for hosts nobody has: the caller names no site. */
  resolve(rawHost: string | undefined, pathname: string): Resolved | undefined {
    const parsed = parseHost(rawHost);
    if (!parsed) return undefined;
    const top = this.siteOfHost(parsed);
    if (!top) return undefined;
    let site: SiteRecord = top;
    let base = '';
    let rest = pathname;
    for (;;) {
      const segment = /^\/([a-z0-9-]+)(?=\/|$)/.exec(rest)?.[1];
      const child: SiteRecord | undefined = segment ? this.paths.get(`${site.id}/${segment}`) : undefined;
      if (!segment || !child) break;
      site = child;
      base += `/${segment}`;
      rest = rest.slice(segment.length + 1);
    }
    const place = this.placeOf(site);
    const isPrimary = place.base === base && (this.addressing.mode === 'path' || place.host === parsed.host);
    return { site, base, rest: rest || '/', isPrimary: isPrimary && (rest !== '' || base === '') };
  }

  /** Host and base path of a site's primary address. */
  placeOf(site: SiteRecord): { host: string; base: string } {
    if (this.addressing.mode === 'path') {
      const labels = site.lineage.slice(1).map((id) => `/${this.get(id).label}`);
      return { host: this.addressing.baseDomain, base: labels.join('') };
    }
    const primary = site.addresses.find((address) => address.isPrimary) ?? site.addresses[0];
    if (!primary) throw new DomainError('NOT_FOUND', `站点“${site.name}”还没有地址。`);
    if (primary.kind === 'OWN_DOMAIN') return { host: primary.value, base: '' };
    if (primary.kind === 'SUBDOMAIN') return { host: this.subdomainHost(primary.value), base: '' };
    const parent = this.placeOf(this.get(site.parentId ?? ''));
    return { host: parent.host, base: `${parent.base}/${primary.value}` };
  }

  /** Canonical address, e.g. `http://zhanggong.localhost:3000/`. `rest` begins with "/". */
  urlOf(site: SiteRecord, rest = '/'): string {
    const place = this.placeOf(site);
    return `${originOf(this.addressing, place.host)}${place.base}${rest}`;
  }

  /** Address of `to` for a page of `from`: without host when both live under the same one. */
  href(from: SiteRecord, to: SiteRecord, rest = '/'): string {
    const target = this.placeOf(to);
    if (this.addressing.mode === 'path' || this.placeOf(from).host === target.host) return `${target.base}${rest}`;
    return this.urlOf(to, rest);
  }

  /** All addresses, the primary one first. */
  urlsOf(site: SiteRecord): string[] {
    const urls = [this.urlOf(site)];
    if (this.addressing.mode === 'path') return urls;
    for (const address of site.addresses) {
      let url: string;
      if (address.kind === 'OWN_DOMAIN') url = `${originOf(this.addressing, address.value)}/`;
      else if (address.kind === 'SUBDOMAIN') url = `${originOf(this.addressing, this.subdomainHost(address.value))}/`;
      else url = this.urlOf(this.get(site.parentId ?? ''), `/${address.value}/`);
      if (!urls.includes(url)) urls.push(url);
    }
    return urls;
  }

  /** Origin of the console, with `/console` paths under it. */
  consoleUrl(path = '/console'): string {
    return `${originOf(this.addressing, this.addressing.consoleHost, this.addressing.consolePort)}${path}`;
  }
}
