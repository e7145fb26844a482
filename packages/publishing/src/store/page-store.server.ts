import { LRUCache } from 'lru-cache';
import type { PublicChangeView } from '../change-feed.server';
import { Recorder } from '../recording.server';
import { TAGS } from '../tags';
import { ChangeLedger, type Position } from './change-ledger';
import { FileRemovals } from './file-removals';
import { Makeshift } from './makeshift.server';
import {
  assemble,
  contentNumberOf,
  keyOf,
  type PageFacts,
  type PagePlace,
  packBodies,
  type StoredPage,
  sizeOf,
} from './page.server';
import { isGone, reachedBy, type WriterPosition } from './page-files.server';
import type { Flight, Obtained, PageStoreOptions, Rendered } from './page-store-options';
import { TagIndex } from './tag-index';
import { renderingTurns } from './turns';

/** A search engine that reads the archives of a whole country leaves no more than this behind. */
const MOST_PAGES = 200_000;
const UPKEEP_MS = 2_000;
/** How long changes are remembered for pages that others wrote. */
const LEDGER_MS = 10 * 60_000;
/**
 * Published pages: rendered once, kept as bytes in memory over files, renewed when something that they show changes.
 * `R` is the caller's form of an answer that is not kept.
 */
export class PageStore<R> {
  private readonly memory: LRUCache<string, StoredPage>;
  private readonly makeshift: Makeshift;
  private readonly index = new TagIndex();
  private readonly expiring = new Map<string, number>();
  private readonly flights = new Map<string, Flight<R>>();
  /** Pages on their way into files, the newest of each key. */
  private readonly writing = new Map<string, StoredPage>();
  private readonly writes = new Set<Promise<void>>();
  private readonly removals: FileRemovals | undefined;
  private ledger = new ChangeLedger('0');
  private position: Position = '0';
  /** Up to where also the files of what changed are gone. */
  private settled: Position = '0';
  /** Counts the batches of changes applied. */
  private epoch = 0;
  /** Renderings now running, the oldest first, also those overtaken; and the batches that they may have missed. */
  private readonly running = new Set<Flight<R>>();
  private recent: { epoch: number; tags: Set<string> }[] = [];
  /** While the files of earlier runs are taken up: how far each process that wrote them had followed the changes. */
  private reachedByWriter: Map<string, Position> | undefined;
  /** Whether all files of earlier runs were looked at. */
  isTakenUp = false;
  private readonly turns = renderingTurns();
  private upkeepTimer: NodeJS.Timeout | undefined;
  private upkeepRun: Promise<void> | undefined;
  private ledgerTurnedAt: number;
  readonly counts = { hits: 0, renders: 0, drops: 0 };

  constructor(private readonly options: PageStoreOptions) {
    this.memory = new LRUCache({ maxSize: options.memoryBytes, sizeCalculation: sizeOf });
    this.makeshift = new Makeshift(options.now);
    const { files } = options;
    if (files)
      this.removals = new FileRemovals(files, options.onFault, (isBehind) =>
        files.makeCurrent({ isEmpty: isBehind || !this.isTakenUp }),
      );
    this.ledgerTurnedAt = options.now();
  }

  /**
   * From which position the changes must be applied before stored files may be served. `present` is where the changes
   * stand now; from one that `isFarBehind` nobody catches up, and its pages are rendered again.
   */
  async open(present: Position, isFarBehind: (position: Position) => Promise<boolean> = async () => false) {
    const { files } = this.options;
    const positions = ((await files?.positions()) ?? []).map(({ position }) => BigInt(position));
    // Positions ahead of the database are those of another one: a copy was restored.
    const isForeign = positions.some((position) => position > BigInt(present));
    const candidates = isForeign ? [] : positions.sort((a, b) => (a < b ? -1 : 1)).map(String);
    while (candidates[0] !== undefined && (await isFarBehind(candidates[0]))) candidates.shift();
    const [since = present] = candidates;
    if (candidates.length === 0) files?.clear();
    this.ledger = new ChangeLedger(since);
    this.position = since;
    this.settled = since;
    return since;
  }

  /**
   * Looks after the files from here on. Those of earlier runs and of processes that are gone are taken up while visitors
   * are served; until each was looked at, web servers get none.
   */
  async start(): Promise<void> {
    const { files, onFault } = this.options;
    if (!files) return;
    const positions = await files.positions();
    this.reachedByWriter = reachedBy(positions);
    files.makeCurrent({ isEmpty: true });
    const tick = (wait: number) => {
      this.upkeepTimer = setTimeout(() => {
        this.upkeepRun = (this.isTakenUp ? this.upkeep() : this.takeUp(positions)).catch(onFault).finally(() => {
          if (this.upkeepTimer) tick(UPKEEP_MS);
        });
      }, wait);
      this.upkeepTimer.unref();
    };
    tick(0);
  }

  /** Resolves when the files being written are, and others are told to look after them. */
  async stop(): Promise<void> {
    clearTimeout(this.upkeepTimer);
    this.upkeepTimer = undefined;
    await this.upkeepRun;
    await Promise.all(this.writes);
    if (this.isTakenUp) await this.keepPosition({ isLast: true }).catch(this.options.onFault);
  }

  /** All files of earlier runs, once. Nothing is written before, since others learn only then whose it is. */
  private async takeUp(positions: WriterPosition[]): Promise<void> {
    const { files, onFault } = this.options;
    if (!files || !(await this.adopt(positions))) return;
    await this.keepPosition();
    this.isTakenUp = true;
    this.reachedByWriter = undefined;
    for (const page of this.memory.values()) if (page.facts.writer === files.writer) this.write(page);
    files.makeCurrent({ isEmpty: this.removals?.isBehind ?? false });
    for (const { writer } of positions.filter(isGone)) await files.forgetWriter(writer);
    // Minutes for very many pages: only the end waits, and cuts it short.
    this.writes.add(files.removeOld(() => this.upkeepTimer !== undefined).catch(onFault));
  }

  /** Takes up all files but those that `others`, processes still there, look after. False when the end came first. */
  private async adopt(positions: WriterPosition[], others = new Set<string>()): Promise<boolean> {
    const { files } = this.options;
    const reached = reachedBy(positions);
    const goesOn = () => this.upkeepTimer !== undefined;
    await files?.lookThrough((facts) => {
      if (facts.writer !== files.writer && !others.has(facts.writer)) this.adoptPage(facts, reached);
    }, goesOn);
    return goesOn();
  }

  /** Takes a page up that another wrote, if it is still right. */
  private adoptPage(facts: PageFacts, reached: Map<string, Position>): void {
    const key = keyOf(facts);
    const kept = reached.get(facts.writer);
    // Up to there its writer has taken away whatever changed.
    const since = kept !== undefined && BigInt(kept) > BigInt(facts.position) ? kept : facts.position;
    const isKnown = this.index.has(key);
    const isRight = isKnown
      ? !this.ledger.hasChanged(facts.tags, since)
      : this.ledger.isCurrent(facts.tags, since) && (facts.expires ?? Number.POSITIVE_INFINITY) > this.options.now();
    if (!isRight) this.options.files?.remove(key);
    else if (!isKnown) this.track(facts);
  }

  /** Tells the next start from where to catch up: never from behind a change whose files may still be there. */
  private async keepPosition({ isLast = false } = {}): Promise<void> {
    const { files } = this.options;
    if (this.removals?.isDone) this.settled = this.position;
    await files?.keepPosition(this.settled, { isLast });
  }

  private async upkeep(): Promise<void> {
    const { files, now } = this.options;
    this.expire();
    if (now() - this.ledgerTurnedAt > LEDGER_MS) {
      this.ledger.turn(this.position);
      this.ledgerTurnedAt = now();
    }
    if (!files) return;
    this.removals?.retry();
    await this.keepPosition();
    const others = (await files.positions()).filter(({ writer }) => writer !== files.writer);
    const gone = others.filter(isGone);
    if (gone.length === 0) return;
    const present = others.filter((other) => !gone.includes(other)).map(({ writer }) => writer);
    if (!(await this.adopt(gone, new Set(present)))) return;
    for (const { writer } of gone) await files.forgetWriter(writer);
    // It may have ended while web servers got none.
    files.makeCurrent({ isEmpty: this.removals?.isBehind ?? false });
  }

  /** Drops pages whose time is over. */
  expire(): void {
    const now = this.options.now();
    const over = [...this.expiring].filter(([, at]) => at <= now).map(([key]) => key);
    if (over.length > 0) this.drop(over, { tags: [], takesAway: true });
  }

  /** A page in memory, by host and path: the way of nearly every request. */
  find(host: string, path: string): StoredPage | undefined {
    const page = this.memory.get(host + path);
    if (page?.facts.expires !== undefined && page.facts.expires <= this.options.now()) {
      this.drop([page.key], { tags: [], takesAway: true });
      return undefined;
    }
    return page;
  }

  /**
   * The page: from memory, from its files, or rendered, once for all who ask meanwhile. `render` names what it read to
   * the recorder. Errors of rendering are the caller's.
   */
  async obtain(
    place: PagePlace,
    rest: string,
    render: (recorder: Recorder) => Promise<Rendered & { answer: R }>,
  ): Promise<Obtained<R>> {
    const key = keyOf(place);
    const known = this.find(place.host, place.path);
    if (known) return { page: known };
    const running = this.flights.get(key);
    // A rendering that began before the newest change may not know it: whoever comes now waits for a later one.
    if (running && running.epoch === this.epoch) return running.result;
    const flight: Flight<R> = { epoch: this.epoch, result: this.fetch(key, place, rest, render) };
    this.running.add(flight);
    this.flights.set(key, flight);
    try {
      return await flight.result;
    } finally {
      if (this.flights.get(key) === flight) this.flights.delete(key);
      this.running.delete(flight);
      const [oldest] = this.running;
      this.recent = oldest ? this.recent.filter(({ epoch }) => epoch > oldest.epoch) : [];
    }
  }

  private async fetch(
    key: string,
    place: PagePlace,
    rest: string,
    render: (recorder: Recorder) => Promise<Rendered & { answer: R }>,
  ): Promise<Obtained<R>> {
    // From the call on: the caller has looked up already which site this is, and how it looks.
    const began = this.epoch;
    const position = this.position;
    const kept = await this.fromFiles(key);
    if (kept) return { page: kept };
    const leave = await this.turns.take();
    const recorder = new Recorder();
    recorder.add(TAGS.site(place.siteId), TAGS.place(place.siteId), TAGS.page(place.siteId, rest));
    this.counts.renders += 1;
    const rendered = await render(recorder).finally(leave);
    if (!rendered.isLasting) return { fresh: rendered.answer };
    const { expires } = recorder;
    const facts: PageFacts = {
      ...place,
      type: rendered.type,
      cacheControl: rendered.cacheControl,
      tags: [...recorder.tags],
      renderedAt: this.options.now(),
      ...(expires === undefined ? {} : { expires }),
      position,
      writer: this.options.files?.writer ?? '',
      contentNumber: contentNumberOf(rendered.bytes),
    };
    const bodies = await packBodies(rendered.bytes);
    const page = assemble(facts, bodies, this.headersOf(facts));
    const isOver = expires !== undefined && expires <= this.options.now();
    if (!isOver && !this.hasChangedSince(began, recorder.tags)) {
      this.keep(page);
      this.write(page);
    }
    return { page };
  }

  private write(page: StoredPage): void {
    const { files, onFault } = this.options;
    if (!files || !this.isTakenUp) return;
    this.writing.set(page.key, page);
    const isCurrent = () => {
      if (this.writing.get(page.key) !== page) return false;
      this.removals?.forget(page.key);
      return true;
    };
    const write = files
      .write(page.facts, page.bodies, isCurrent)
      .then(() => undefined, onFault)
      .finally(() => {
        this.writes.delete(write);
        if (this.writing.get(page.key) === page) this.writing.delete(page.key);
      });
    this.writes.add(write);
  }

  private async fromFiles(key: string): Promise<StoredPage | undefined> {
    const { files, now } = this.options;
    if (!files || !(this.isTakenUp || this.reachedByWriter)) return undefined;
    const began = this.epoch;
    const wasOwn = this.index.has(key);
    const facts = await files.readFacts(key);
    if (facts && this.reachedByWriter && !wasOwn) this.adoptPage(facts, this.reachedByWriter);
    const isOwn = wasOwn || (this.reachedByWriter !== undefined && this.index.has(key));
    const bodies = facts && (await files.readBodies(key));
    // Rewritten meanwhile by another process: a mixture.
    const again = bodies && (await files.readFacts(key));
    if (!bodies || again?.renderedAt !== facts.renderedAt || again.writer !== facts.writer) return undefined;
    if (contentNumberOf(bodies.identity) !== facts.contentNumber) return undefined;
    if ((facts.expires ?? Number.POSITIVE_INFINITY) <= now()) return undefined;
    // Its own page is right while it is in the index, another's by the ledger; one written over ours may be older than both.
    if (isOwn ? !this.index.has(key) : !this.ledger.isCurrent(facts.tags, facts.position)) return undefined;
    if (facts.writer !== files.writer && this.ledger.hasChanged(facts.tags, facts.position)) return undefined;
    // Dropped meanwhile and put in again, while its former file was still there.
    if (this.hasChangedSince(began, new Set(facts.tags))) return undefined;
    const page = assemble(facts, bodies, this.headersOf(facts));
    this.keep(page);
    return page;
  }

  private headersOf(facts: PageFacts): Record<string, string> {
    const { headers, headersOf } = this.options;
    return headersOf ? { ...headers, ...headersOf(facts) } : headers;
  }

  private keep(page: StoredPage): void {
    this.memory.set(page.key, page);
    this.makeshift.delete(page.key);
    this.track(page.facts);
  }

  private track(facts: PageFacts): void {
    const key = keyOf(facts);
    this.index.add(key, facts.tags);
    if (facts.expires !== undefined) this.expiring.set(key, facts.expires);
    const { oldest } = this.index;
    if (oldest === undefined || this.index.size <= (this.options.mostPages ?? MOST_PAGES)) return;
    this.forget(oldest);
    this.removals?.add([oldest]);
    this.removals?.run();
  }

  /** Takes a page out of everything but what may stand in for it. */
  private forget(key: string): void {
    this.memory.delete(key);
    this.writing.delete(key);
    this.index.remove(key);
    this.expiring.delete(key);
  }

  private hasChangedSince(epoch: number, tags: Set<string>): boolean {
    return this.recent.some((batch) => batch.epoch > epoch && [...tags].some((tag) => batch.tags.has(tag)));
  }

  /** Drops exactly the pages that depend on what changed. `position` is up to where all changes are now applied. */
  apply(changes: PublicChangeView[], position: Position): void {
    this.position = position;
    if (changes.length === 0) return;
    this.epoch += 1;
    const tags = new Set(changes.flatMap((change) => change.tags));
    if (this.running.size > 0) this.recent.push({ epoch: this.epoch, tags });
    for (const change of changes) this.ledger.add(change.tags, change.transaction);
    for (const takesAway of [false, true]) {
      const named = changes.filter((change) => change.takesAway === takesAway).flatMap((change) => change.tags);
      if (named.length === 0) continue;
      this.drop(this.index.keysOf(named), { tags: named, takesAway });
    }
  }

  private drop(dropped: string[], { tags, takesAway }: { tags: string[]; takesAway: boolean }): void {
    for (const key of dropped) {
      const page = takesAway ? undefined : this.memory.peek(key);
      if (page) this.makeshift.put(page);
      this.forget(key);
    }
    this.removals?.add(dropped, { isUrgent: takesAway });
    if (takesAway) this.makeshift.takeAway(tags);
    this.counts.drops += dropped.length;
    this.removals?.run();
    if (dropped.length > 0) this.options.onDropped?.({ tags, keys: dropped });
  }

  /** A page that was dropped lately, to stand in while its successor cannot be rendered. Never one that showed what was taken away. */
  makeshiftFor(place: PagePlace): StoredPage | undefined {
    return this.makeshift.find(keyOf(place));
  }

  /** What is known of a page that is kept now, by this or another process. */
  async factsOf(place: { host: string; path: string }): Promise<PageFacts | undefined> {
    return this.memory.peek(keyOf(place))?.facts ?? (await this.options.files?.readFacts(keyOf(place)));
  }

  get reached(): Position {
    return this.position;
  }

  /** Whether something drawn after `since` had been reached still shows what there is; false also when it is too old to tell. */
  isCurrent(tags: Iterable<string>, since: Position): boolean {
    return this.ledger.isCurrent(tags, since);
  }

  get size(): { pages: number; memoryPages: number; memoryBytes: number } {
    return { pages: this.index.size, memoryPages: this.memory.size, memoryBytes: this.memory.calculatedSize };
  }
}
