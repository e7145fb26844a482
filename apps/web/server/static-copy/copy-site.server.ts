import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RequestHandler } from '@remix-run/server-runtime';
import { newId } from '@zhanqun/kit';
import { Recorder } from '@zhanqun/publishing/server';
import type { SiteRecord } from '@zhanqun/tenancy/server';
import type { Application, PlainAnswer, Visit } from '../../app/context.server';
import { renderPage } from '../render-page.server';
import { fileFor, linksIn } from './links';
import type { CopyPart, CopyTree } from './tree.server';

/** Where a copy begins; everything else is found by its links. */
const ENTRANCES = [
  '/',
  '/sitemap.html',
  '/sitemap.xml',
  '/robots.txt',
  '/rss.xml',
  '/atom.xml',
  '/feed.json',
  '/favicon.svg',
];
/** Answered anew each time, so not by a copy. */
const LIVE_ONLY = /^\/(search|api)(?=\/|$)/;
const ASSET = /^\/(assets\/|reading\.js$)/;
const AT_ONCE = 3;
/** How often a page is asked for again while the database is busy, and how long between, milliseconds. */
const MOST_TRIES = 8;
const BUSY_MS = 1_000;

/** Whole addresses. */
export interface BrokenLink {
  /** The page that has the link; "" for where a copy begins. */
  from: string;
  to: string;
}

/** What copying one site came to. */
export interface SiteCopy {
  pages: number;
  files: number;
  broken: BrokenLink[];
  /** Addresses of other sites that its pages name: where they stand, and the page that names each. */
  elsewhere: Map<string, BrokenLink & { siteId: string; rest: string }>;
  /** Paths within the site that it has. */
  has: Set<string>;
  /** Pages that could not be rendered; then nothing is taken away. */
  failed: string[];
}

/** Files that the sites of one host share. */
class SharedFiles {
  private readonly copied = new Map<string, Promise<void>>();

  constructor(
    private readonly host: string,
    private readonly part: CopyPart,
    private readonly clientFolder: string,
  ) {}

  /** Copies a file of the build and what it names. `pathname` is that under the host. */
  async copy(pathname: string, onMissing: () => void): Promise<void> {
    const known = this.copied.get(pathname);
    if (known) return known;
    const copying = this.copyNew(pathname, onMissing);
    this.copied.set(pathname, copying);
    return copying;
  }

  private async copyNew(pathname: string, onMissing: () => void): Promise<void> {
    const bytes = await readFile(path.join(this.clientFolder, pathname)).catch(() => undefined);
    if (!bytes) {
      onMissing();
      return;
    }
    await this.part.write(`${this.host}${pathname}`, bytes);
    if (!pathname.endsWith('.css')) return;
    for (const link of linksIn('text/css', bytes.toString())) {
      const named = new URL(link, `http://host${pathname}`);
      if (named.host === 'host' && ASSET.test(named.pathname)) await this.copy(named.pathname, onMissing);
    }
  }

  finish(isWhole: boolean): Promise<void> {
    return this.part.finish(isWhole);
  }
}

export interface CopierOptions {
  app: Application;
  /** For addresses within a site. */
  remix: RequestHandler;
  tree: CopyTree;
  clientFolder: string;
  /** Where a site answers while this is its copy: its search leads there. */
  liveUrlOf?(site: SiteRecord, rest: string): string;
  onProgress(site: SiteRecord, done: number, known: number): void;
}

/** Copies sites into a folder, a folder for each host, as any plain web server serves them. */
export class SiteCopier {
  private readonly shared = new Map<string, SharedFiles>();

  constructor(private readonly options: CopierOptions) {}

  private async sharedOf(host: string): Promise<SharedFiles> {
    const known = this.shared.get(host);
    if (known) return known;
    const made = new SharedFiles(host, await this.options.tree.begin(`host-${host}`), this.options.clientFolder);
    this.shared.set(host, made);
    return made;
  }

  async copy(site: SiteRecord): Promise<SiteCopy> {
    const host = this.options.app.deployment.directory.placeOf(site).host;
    const part = await this.options.tree.begin(`site-${site.code}`);
    return new Crawl(this.options, site, part, await this.sharedOf(host)).run();
  }

  /** `isWhole`: every site was copied, so that what none of them needs is gone. */
  async finish(isWhole: boolean): Promise<void> {
    for (const shared of this.shared.values()) await shared.finish(isWhole);
  }
}

class Crawl {
  private readonly queue: { rest: string; from: string }[] = [];
  private readonly seen = new Set<string>();
  private readonly result: SiteCopy = {
    pages: 0,
    files: 0,
    broken: [],
    elsewhere: new Map(),
    has: new Set(),
    failed: [],
  };
  private readonly visit: Visit;
  private readonly host: string;
  private readonly ownHost: string;

  constructor(
    private readonly options: CopierOptions,
    private readonly site: SiteRecord,
    private readonly part: CopyPart,
    private readonly shared: SharedFiles,
  ) {
    const { directory } = options.app.deployment;
    const { host, base } = directory.placeOf(site);
    this.visit = { site, base, isCopy: true };
    this.host = host;
    this.ownHost = new URL(directory.urlOf(site)).host;
  }

  async run(): Promise<SiteCopy> {
    for (const rest of ENTRANCES) this.want(rest, '');
    let done = 0;
    // As many as are known, some at a time: each may make others known.
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, AT_ONCE);
      await Promise.all(batch.map((one) => this.copyPage(one.rest, one.from)));
      done += batch.length;
      this.options.onProgress(this.site, done, this.seen.size);
    }
    await this.copyNotices();
    await this.part.finish(this.result.failed.length === 0);
    return this.result;
  }

  private breaks(from: string, to: string): void {
    const { directory } = this.options.app.deployment;
    this.result.broken.push({
      from: from && directory.urlOf(this.site, from),
      to: directory.urlOf(this.site, to),
    });
  }

  private want(rest: string, from: string): void {
    if (this.seen.has(rest)) return;
    this.seen.add(rest);
    this.queue.push({ rest, from });
  }

  private async answerOf(rest: string): Promise<PlainAnswer> {
    const { app, remix } = this.options;
    for (let tries = 1; ; tries++) {
      const { answer } = await renderPage(app, remix, { visit: this.visit, rest, requestId: newId() }, new Recorder());
      if (answer.status !== 503 || tries === MOST_TRIES) return answer;
      await wait(BUSY_MS * tries);
    }
  }

  private async copyPage(rest: string, from: string): Promise<void> {
    const answer = await this.answerOf(rest);
    if (answer.status >= 500) {
      this.result.failed.push(rest);
      return;
    }
    const file = fileFor(this.visit.base + rest);
    if (answer.status !== 200 || !file) {
      this.breaks(from, rest);
      return;
    }
    const type = answer.headers.get('Content-Type') ?? '';
    const isPage = type.startsWith('text/html');
    const text = /^text\/|xml|json/.test(type) ? answer.bytes.toString() : '';
    await this.part.write(`${this.host}/${file}`, isPage ? this.asCopied(text) : answer.bytes);
    this.result.has.add(rest);
    if (isPage) this.result.pages += 1;
    else this.result.files += 1;
    for (const link of linksIn(type, text)) await this.follow(link, rest);
  }

  /** The search and the open interfaces of the live address, where there is one; else the page as it is. */
  private asCopied(html: string): Buffer {
    const { liveUrlOf, app } = this.options;
    if (!liveUrlOf) return Buffer.from(html);
    const own = app.deployment.directory.urlOf(this.site, '');
    const live = liveUrlOf(this.site, '');
    const text = html.replace(/\b(href|action)="([^"]*)"/g, (whole, name: string, link: string) => {
      const within = [own, this.visit.base].find((start) => link.startsWith(`${start}/`));
      const rest = within === undefined ? '' : link.slice(within.length);
      return LIVE_ONLY.test(rest.split(/[?#]/, 1)[0] ?? '') ? `${name}="${live}${rest}"` : whole;
    });
    return Buffer.from(text);
  }

  private async follow(link: string, from: string): Promise<void> {
    const { directory } = this.options.app.deployment;
    const page = directory.urlOf(this.site, from);
    if (!URL.canParse(link, page)) return;
    const { protocol, host, hostname, pathname } = new URL(link, page);
    if (!/^https?:$/.test(protocol)) return;
    const found = directory.resolve(hostname, pathname);
    if (!found || new URL(directory.urlOf(found.site)).host !== host) return;
    if (ASSET.test(found.rest)) {
      if (host === this.ownHost) {
        await this.shared.copy(pathname, () => this.breaks(from, found.rest));
      }
      return;
    }
    if (LIVE_ONLY.test(found.rest)) return;
    // The door leads on to the address with the slash.
    const rest = /^\/c\/[\w-]+$/.test(found.rest) ? `${found.rest}/` : found.rest;
    if (found.site.id === this.site.id) this.want(rest, from);
    else {
      const key = `${found.site.id}${rest}`;
      const to = directory.urlOf(found.site, rest);
      if (!this.result.elsewhere.has(key)) {
        this.result.elsewhere.set(key, { siteId: found.site.id, rest, from: page, to });
      }
    }
  }

  /** What a web server answers for an address that is not there, and for the search, which a copy cannot answer. */
  private async copyNotices(): Promise<void> {
    const { base } = this.visit;
    if (base === '') await this.copyNotice('/not-found', '404.html');
    if (!this.options.liveUrlOf) await this.copyNotice('/copy-search', fileFor(`${base}/search`) ?? '');
  }

  private async copyNotice(rest: string, file: string): Promise<void> {
    const answer = await this.answerOf(rest);
    if (answer.status >= 500) {
      this.result.failed.push(rest);
      return;
    }
    const { directory } = this.options.app.deployment;
    // It says where it stands.
    const html = answer.bytes
      .toString()
      .replaceAll(directory.urlOf(this.site, '/copy-search'), directory.urlOf(this.site, '/search'));
    await this.part.write(`${this.host}/${file}`, this.asCopied(html));
  }
}
