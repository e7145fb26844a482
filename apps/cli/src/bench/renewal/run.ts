import path from 'node:path';
import type { Deployment } from '@zhanqun/deployment/server';
import { newId } from '@zhanqun/kit';
import { PageFiles, type PagePlace } from '@zhanqun/publishing/server';
import type { SiteRecord } from '@zhanqun/tenancy/server';
import { addressesOf } from './addresses';
import { CHANGES, type Change, type Try } from './changes';
import { openPublished, type Published } from './group';
import { Random } from './random';

export interface RenewalOptions {
  changes: number;
  /** Sites of which pages of every type are kept; of the others only the home page. */
  sites: number;
  /** Sites of which the home page is kept; all when left out. */
  homes?: number;
  /** Changes after which all pages are compared. */
  interval: number;
  /** Pages compared after each change: of the changed site, and of all others. */
  sample: number;
  seed: number;
  /** Where the files of the pages are kept. */
  folder: string;
  tell?: (line: string) => void;
}

export interface Tally {
  changes: number;
  dropped: number;
  /** Dropped, and the same again when rendered anew. */
  same: number;
  /** Of these, on other sites than the changed one. */
  elsewhere: number;
  elsewhereSame: number;
}

export interface RenewalReport {
  stored: number;
  compared: number;
  /** Dropped because their time was over. */
  expired: number;
  total: Tally;
  byChange: Map<string, Tally>;
  /** Pages that were kept although their content had changed, with what was done since they were right. */
  stale: string[];
  /** Pages dropped in vain, by the change and the kind of page. */
  vain: Map<string, number>;
}

interface Known {
  place: PagePlace;
  rest: string;
  bytes: Buffer;
  /** The change after which it was last known to be right. */
  seen: number;
}

const MINUTE = 60_000;
const emptyTally = (): Tally => ({ changes: 0, dropped: 0, same: 0, elsewhere: 0, elsewhereSame: 0 });

/** `/c/x/p3.html` → `/c/…/p…`: what kind of page an address is. */
function kindOf(rest: string): string {
  return rest
    .replace(/^\/c\/[^/]+/, '/c/…')
    .replace(/\/p\d+\.html$/, '/p…')
    .replace(/^\/(a|theme)\/.+/, '/$1/…');
}

/** Where two texts part, with a little before and after. */
function difference(kept: Buffer, right: Buffer): string {
  const [a, b] = [kept.toString(), right.toString()];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 100).replaceAll('\n', ' ');
  return `  kept  …${around(a)}…\n  right …${around(b)}…`;
}

class Run {
  private readonly known = new Map<string, Known>();
  private readonly random: Random;
  private readonly done: string[] = [];
  private readonly shared: Try['shared'] = [];
  private dropped: string[] = [];
  /** Pages of sites that are away, to be asked for when they are back. */
  private readonly away = new Map<string, Set<string>>();
  private watched: SiteRecord[] = [];
  readonly report: RenewalReport = {
    stored: 0,
    compared: 0,
    expired: 0,
    total: emptyTally(),
    byChange: new Map(CHANGES.map(({ name }) => [name, emptyTally()])),
    stale: [],
    vain: new Map(),
  };

  constructor(
    private readonly options: RenewalOptions,
    private published: Published | undefined,
    private readonly files: PageFiles,
  ) {
    this.random = new Random(options.seed);
  }

  private get open(): Published {
    if (!this.published) throw new Error('The page store is not open yet.');
    return this.published;
  }

  use(published: Published): void {
    this.published = published;
  }

  take({ tags, keys }: { tags: string[]; keys: string[] }): void {
    if (tags.length === 0) this.report.expired += keys.length;
    else this.dropped.push(...keys);
  }

  /** Asks for a page as a visitor does. */
  private async visit(siteId: string, rest: string): Promise<Known | undefined> {
    const { deployment, pages, render } = this.open;
    const site = deployment.directory.find(siteId);
    if (site?.state !== 'ONLINE') {
      this.away.set(siteId, (this.away.get(siteId) ?? new Set()).add(rest));
      return undefined;
    }
    const { host, base } = deployment.directory.placeOf(site);
    const place = { siteId, host, path: base + rest };
    const { page } = await pages.obtain(place, rest, (recorder) => render(site, rest, recorder));
    if (!page) return undefined;
    const known = { place, rest, bytes: page.bodies.identity.bytes, seen: this.done.length };
    this.known.set(page.key, known);
    return known;
  }

  async fill(): Promise<void> {
    const { deployment, contextAt } = this.open;
    const all = deployment.directory.all();
    const portals = all.filter((site) => deployment.directory.children(site.id).length > 0);
    const others = all.filter((site) => !portals.includes(site));
    const { sites } = this.options;
    const some = this.random.some(portals.slice(1), Math.floor(sites / 3));
    this.watched = [...all.slice(0, 1), ...some, ...this.random.some(others, sites - some.length - 1)];
    for (const site of all.slice(0, this.options.homes)) await this.visit(site.id, '/');
    for (const site of this.watched) {
      for (const rest of await addressesOf(contextAt(site), this.random)) await this.visit(site.id, rest);
    }
    this.report.stored = this.open.pages.size.pages;
    this.options.tell?.(`${this.report.stored} 页`);
  }

  private siteFor(change: Change): SiteRecord | undefined {
    const all = this.open.deployment.directory.all();
    // What was taken offline comes back after a while.
    const away = all.filter((site) => site.state !== 'ONLINE');
    if (change.name === '上下线' && this.random.chance(0.6) && away.length > 0) return this.random.one(away);
    const site = this.random.chance(0.75) ? this.random.one(this.watched) : this.random.one(all);
    return site && this.open.deployment.directory.find(site.id);
  }

  /** One change by the real command; the sites it can be done to are found by trying. */
  private async change(): Promise<{ change: Change; site: SiteRecord; outcome: string }> {
    for (;;) {
      const change = this.random.weighted(CHANGES);
      const site = change && this.siteFor(change);
      if (!change || !site) continue;
      const { random, shared } = this;
      const outcome = await change.run({
        context: this.open.contextAt(site),
        random,
        number: this.done.length + 1,
        shared,
      });
      if (outcome) return { change, site, outcome };
    }
  }

  async step(): Promise<void> {
    const { feed, pages, clock } = this.open;
    clock.now += this.random.below(5 * MINUTE);
    pages.expire();
    const { change, site, outcome } = await this.change();
    this.done.push(`${change.name} ${site.code}${outcome}`);
    await feed.ring();
    const dropped = this.dropped;
    this.dropped = [];
    const tallies = [this.report.total, this.report.byChange.get(change.name) ?? emptyTally()];
    for (const tally of tallies) tally.changes += 1;
    for (const key of dropped) {
      const before = this.known.get(key);
      if (!before) continue;
      this.known.delete(key);
      const after = await this.visit(before.place.siteId, before.rest);
      const isSame =
        after !== undefined && after.place.host + after.place.path === key && after.bytes.equals(before.bytes);
      const isElsewhere = before.place.siteId !== site.id;
      for (const tally of tallies) {
        tally.dropped += 1;
        if (isSame) tally.same += 1;
        if (isElsewhere) tally.elsewhere += 1;
        if (isElsewhere && isSame) tally.elsewhereSame += 1;
      }
      if (!isSame) continue;
      const name = `${change.name} ${isElsewhere ? '他站' : '本站'}${kindOf(before.rest)}`;
      this.report.vain.set(name, (this.report.vain.get(name) ?? 0) + 1);
    }
    const back = this.away.get(site.id) ?? [];
    this.away.delete(site.id);
    for (const rest of [outcome, ...back]) await this.visit(site.id, rest);
    await this.compareSome(site);
    if (this.done.length % this.options.interval === 0) await this.compareAll();
  }

  private async compareSome(site: SiteRecord): Promise<void> {
    const own: Known[] = [];
    const others: Known[] = [];
    for (const known of this.known.values()) (known.place.siteId === site.id ? own : others).push(known);
    for (const group of [own, others]) {
      for (const known of this.random.some(group, this.options.sample)) await this.compare(known);
    }
  }

  async compareAll(): Promise<void> {
    for (const known of [...this.known.values()]) await this.compare(known);
    this.options.tell?.(
      `${this.done.length} 次变更，${this.known.size} 页逐字节比对，不符 ${this.report.stale.length} 页`,
    );
  }

  /** A page that is kept is what a visitor would get if nothing were. */
  private async compare(known: Known): Promise<void> {
    const { place, rest } = known;
    const { pages, renderAnew, deployment } = this.open;
    const kept = pages.find(place.host, place.path);
    if (!kept) return;
    this.report.compared += 1;
    const found = deployment.directory.resolve(place.host, place.path);
    const isThere =
      found?.site.id === place.siteId && found.isPrimary && found.rest === rest && found.site.state === 'ONLINE';
    const right = isThere ? await renderAnew(found.site, rest) : undefined;
    if (right?.isLasting && right.bytes.equals(kept.bodies.identity.bytes)) {
      known.seen = this.done.length;
      return;
    }
    this.known.delete(kept.key);
    const since = this.done.slice(known.seen).join('; ');
    const text = right?.isLasting ? difference(kept.bodies.identity.bytes, right.bytes) : `  there is no such page now`;
    this.report.stale.push(`${kept.key} after: ${since.slice(-600)}\n${text}`);
  }

  /** What web servers would send from the files is what the process has. */
  async compareFiles(): Promise<void> {
    for (const [key, { place }] of this.known) {
      const kept = this.open.pages.find(place.host, place.path);
      const file = await this.files.readBodies(key);
      if (file && !(kept && file.identity.equals(kept.bodies.identity.bytes)))
        this.report.stale.push(`${key} as a file`);
    }
  }
}

/** Random changes by the real commands; after each, what is still kept must be what would be rendered. */
export async function runRenewal(deployment: Deployment, options: RenewalOptions): Promise<RenewalReport> {
  const files = new PageFiles(path.join(options.folder, 'pages'), 'bench', newId());
  const run = new Run(options, undefined, files);
  const published = await openPublished(deployment, { files, onDropped: (dropped) => run.take(dropped) });
  run.use(published);
  try {
    await run.fill();
    for (let number = 0; number < options.changes; number += 1) await run.step();
    await run.compareAll();
  } finally {
    await published.close();
  }
  await run.compareFiles();
  return run.report;
}
