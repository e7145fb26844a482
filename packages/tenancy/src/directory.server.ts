import type { Database } from '@zhanqun/db';
import { DomainError, isDomainError, notFound } from '@zhanqun/kit';
import { type HostAndPort, parseHost } from './host';
import { SiteLoader } from './load-sites.server';
import { type Addressing, originOf } from './settings';
import { SiteIndex } from './site-index';

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

/** More changed sites than this, and than a quarter of all, are not looked for one by one. */
const MANY_SITES = 500;

/**
 * All sites and their addresses, in memory: the door asks it on every request. It is loaded whole at start; afterwards
 * `refresh` reads the sites that a change names. Whoever reads sees a state that was once committed, never half of one.
 */
export class SiteDirectory {
  private index: SiteIndex;
  private readonly loader: SiteLoader;
  private isLoaded = false;
  /** Asked for and not yet read. */
  private wanted: Set<string> | 'all' | undefined;
  private loading: Promise<void> | undefined;

  constructor(
    db: Database,
    readonly addressing: Addressing,
  ) {
    this.index = new SiteIndex(addressing.mode);
    this.loader = new SiteLoader(db);
  }

  /**
   * Loads the newest state of these sites, or of all without them; calls during a load are answered by one more load
   * after it.
   */
  async refresh(siteIds?: readonly string[]): Promise<void> {
    if (siteIds?.length === 0) return;
    this.want(siteIds);
    this.loading ??= this.loadWanted();
    return this.loading;
  }

  /**
   * Loads what was just committed. A database too busy for that is no failure of the change, which the change feed
   * brings to every process within a second.
   */
  async catchUp(siteIds?: readonly string[]): Promise<void> {
    try {
      await this.refresh(siteIds);
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'BUSY') throw error;
    }
  }

  private want(siteIds: Iterable<string> | undefined): void {
    if (!siteIds || !this.isLoaded) this.wanted = 'all';
    else if (this.wanted !== 'all') this.wanted = new Set([...(this.wanted ?? []), ...siteIds]);
  }

  private async loadWanted(): Promise<void> {
    try {
      for (;;) {
        const { wanted } = this;
        if (!wanted) return;
        this.wanted = undefined;
        try {
          await this.load(wanted);
        } catch (error) {
          this.want(wanted === 'all' ? undefined : wanted);
          throw error;
        }
      }
    } finally {
      // In the same step as the loop's last look: a call after it begins a load of its own.
      this.loading = undefined;
    }
  }

  private async load(wanted: Set<string> | 'all'): Promise<void> {
    if (wanted !== 'all' && wanted.size <= Math.max(MANY_SITES, this.size / 4)) {
      const sites = await this.loader.read([...wanted]);
      if (this.index.missingParents(sites).length === 0) {
        const found = new Set(sites.map((site) => site.id));
        this.index.apply(
          sites,
          [...wanted].filter((id) => !found.has(id)),
        );
        return;
      }
    }
    const index = new SiteIndex(this.addressing.mode);
    index.apply(await this.loader.read());
    this.index = index;
    this.isLoaded = true;
  }

  private subdomainHost(value: string): string {
    return value ? `${value}.${this.addressing.baseDomain}` : this.addressing.baseDomain;
  }

  /** From the top down, each site before those below it. */
  all(): readonly SiteRecord[] {
    return this.index.all();
  }

  get size(): number {
    return this.index.size;
  }

  find(id: string): SiteRecord | undefined {
    return this.index.find(id);
  }

  /** Throws NOT_FOUND. */
  get(id: string): SiteRecord {
    const site = this.index.find(id);
    if (!site) throw notFound('站点');
    return site;
  }

  findByCode(code: string): SiteRecord | undefined {
    return this.index.findByCode(code);
  }

  findByOwnDomain(host: string): SiteRecord | undefined {
    return this.index.findByOwnDomain(host);
  }

  root(): SiteRecord | undefined {
    return this.index.root();
  }

  children(id: string): SiteRecord[] {
    return this.index.children(id);
  }

  /** From the root down to the parent. */
  ancestors(site: SiteRecord): SiteRecord[] {
    return site.lineage.slice(0, -1).map((id) => this.get(id));
  }

  /** The site and everything below it. */
  subtree(id: string): SiteRecord[] {
    return this.index.subtree(id);
  }

  private siteOfHost({ host, isAddress }: HostAndPort): SiteRecord | undefined {
    if (this.addressing.mode === 'hosts') return this.index.findByOwnDomain(host) ?? this.siteOfSubdomain(host);
    return isAddress || host === this.addressing.baseDomain || host === 'localhost' ? this.root() : undefined;
  }

  private siteOfSubdomain(host: string): SiteRecord | undefined {
    const { baseDomain } = this.addressing;
    if (host === baseDomain) return this.index.findBySubdomain('');
    return host.endsWith(`.${baseDomain}`)
      ? this.index.findBySubdomain(host.slice(0, -baseDomain.length - 1))
      : undefined;
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
      const child: SiteRecord | undefined = segment ? this.index.findByPath(site.id, segment) : undefined;
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
