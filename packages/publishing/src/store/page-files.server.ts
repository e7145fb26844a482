import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  opendirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Position } from './change-ledger';
import { ENCODINGS, type Encoding, keyOf, type PageFacts, type StoredPage } from './page.server';
import { Slices } from './slices';

const PARTS = ['tree', 'facts', 'writers', 'new'];
const SUFFIX: Record<Encoding, string> = { identity: '', gzip: '.gz', br: '.br' };
/** The folder of another build is left alone this long: a process of that build may still be stopping. */
const OLD_BUILD_MS = 24 * 3_600_000;
/** Changes are kept 30 days; a writer last heard of before that cannot be followed up. */
const LONGEST_ABSENCE_MS = 25 * 24 * 3_600_000;
/** A process not heard of for this long is gone; others look after its pages. */
const WRITER_GONE_MS = 10_000;
/** Longer than a process that is still there ever says nothing. */
const LEFT_MS = 3_600_000;

export interface WriterPosition {
  writer: string;
  position: Position;
  /** When it was last heard of, milliseconds since 1970. */
  seenAt: number;
}

export function isGone({ seenAt }: WriterPosition): boolean {
  return Date.now() - seenAt > WRITER_GONE_MS;
}

export function reachedBy(positions: WriterPosition[]): Map<string, Position> {
  return new Map(positions.map(({ writer, position }) => [writer, position]));
}

/**
 * The pages of one build as files. `<root>/current` leads to the tree from which nginx may serve; what is known of each
 * page lies in a tree beside it, where no web server looks.
 *
 *     <root>/current → <build>/tree
 *     <root>/<build>/tree/<host>/a/x.html  x.html.gz  x.html.br
 *     <root>/<build>/facts/<host>/a/x.html.json
 *     <root>/<build>/writers/<writer>       up to where that process has applied the changes
 *     <root>/<build>/none                   an empty tree
 *     <root>/<build>/old-…                  given up, and to be removed
 */
export class PageFiles {
  private readonly folder: string;

  constructor(
    private readonly root: string,
    readonly build: string,
    readonly writer: string,
  ) {
    this.folder = path.join(root, build);
    for (const part of [...PARTS, 'none']) mkdirSync(path.join(this.folder, part), { recursive: true });
  }

  /** Lets web servers serve this build's files, or none at all while nobody knows yet which of them are right. */
  makeCurrent({ isEmpty = false } = {}): void {
    const link = path.join(this.root, `current-${this.writer}`);
    rmSync(link, { force: true });
    symlinkSync(path.join(this.build, isEmpty ? 'none' : 'tree'), link);
    renameSync(link, path.join(this.root, 'current'));
  }

  /** Removes what was given up, and the trees of long gone builds, while `goesOn`. Takes minutes for very many pages. */
  async removeOld(goesOn: () => boolean): Promise<void> {
    for (const name of readdirSync(this.folder)) {
      if (name.startsWith('old-')) await removeTree(path.join(this.folder, name), goesOn);
    }
    for (const entry of readdirSync(this.root, { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name === this.build) continue;
      const writers = path.join(this.root, entry.name, 'writers');
      const lastUsed = await stat(writers).catch(() => undefined);
      if (Date.now() - (lastUsed?.mtimeMs ?? 0) < OLD_BUILD_MS) continue;
      await removeTree(path.join(this.root, entry.name), goesOn);
    }
  }

  /** Undefined for a page that has no place in a file tree. */
  private placeOf(key: string): { file: string; facts: string } | undefined {
    // Folders have no ending: none may stand where another page's file belongs.
    if (key.length > 400 || !/^[a-z0-9][a-z0-9.-]*(\/[A-Za-z0-9_-]+)*\/([A-Za-z0-9_-][A-Za-z0-9._-]*)?$/.test(key))
      return undefined;
    const name = key.endsWith('/') ? `${key}index.html` : key;
    // A name without an ending may be the folder of others.
    if (!/\.[a-z]+$/.test(name)) return undefined;
    return { file: path.join(this.folder, 'tree', name), facts: path.join(this.folder, 'facts', `${name}.json`) };
  }

  /** Writes a page beside its place and moves it there if `isCurrent` still says so at that moment. */
  async write(facts: PageFacts, bodies: StoredPage['bodies'], isCurrent: () => boolean): Promise<boolean> {
    const place = this.placeOf(keyOf(facts));
    if (!place) return false;
    const fresh = path.join(this.folder, 'new', randomBytes(9).toString('hex'));
    const written: string[] = [];
    try {
      for (const encoding of ENCODINGS) {
        const name = fresh + SUFFIX[encoding];
        written.push(name);
        await writeDated(name, bodies[encoding].bytes, facts.contentNumber);
      }
      written.push(`${fresh}.json`);
      await writeDated(`${fresh}.json`, JSON.stringify(facts));
      if (!isCurrent()) return false;
      // In one step for this process, and the plain file last: web servers look for it first.
      moveInto(place.facts, `${fresh}.json`);
      for (const encoding of [...ENCODINGS].reverse())
        moveInto(place.file + SUFFIX[encoding], fresh + SUFFIX[encoding]);
      written.length = 0;
      return true;
    } finally {
      for (const name of written) unlinkQuietly(name);
    }
  }

  /** Takes a page away; the plain file first, without which web servers send none of the others. */
  remove(key: string): void {
    const place = this.placeOf(key);
    if (!place) return;
    for (const encoding of ENCODINGS) unlinkQuietly(place.file + SUFFIX[encoding]);
    unlinkQuietly(place.facts);
  }

  async readFacts(key: string): Promise<PageFacts | undefined> {
    const place = this.placeOf(key);
    const facts = place && (await readFactsFile(place.facts));
    // `/` and `/index.html` are one file, and only the first is a page.
    return facts && keyOf(facts) === key ? facts : undefined;
  }

  async readBodies(key: string): Promise<Record<Encoding, Buffer> | undefined> {
    const place = this.placeOf(key);
    if (!place) return undefined;
    try {
      const [identity, packed, small] = await Promise.all(
        ENCODINGS.map((encoding) => readFile(place.file + SUFFIX[encoding])),
      );
      return identity && packed && small ? { identity, gzip: packed, br: small } : undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /**
   * Looks at the facts of every page, as far as they can be read, each in the moment in which it is read, while `goesOn`.
   * There are hundreds of thousands: read in slices, since handing each to another thread costs several times the reading.
   */
  async lookThrough(look: (facts: PageFacts) => void, goesOn: () => boolean): Promise<void> {
    const slices = new Slices();
    const top = path.join(this.folder, 'facts');
    const folders = (await namesIn(top, slices)).map((host) => path.join(top, host));
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for (const name of await namesIn(folder, slices)) {
        const place = path.join(folder, name);
        if (name.endsWith('.json')) {
          const facts = readFactsNow(place);
          if (facts) look(facts);
        } else folders.push(place);
        if (slices.isOver) await slices.next();
        if (!goesOn()) return;
      }
    }
  }

  /** Up to where each process that wrote here has followed the changes. Those too long gone are left out. */
  async positions(): Promise<WriterPosition[]> {
    const folder = path.join(this.folder, 'writers');
    const found: WriterPosition[] = [];
    for (const writer of await readdir(folder)) {
      const file = path.join(folder, writer);
      const [text, state] = await Promise.all([
        readFile(file, 'utf8').catch(() => ''),
        stat(file).catch(() => undefined),
      ]);
      const seenAt = state?.mtimeMs ?? 0;
      if (/^\d+$/.test(text) && Date.now() - seenAt < LONGEST_ABSENCE_MS)
        found.push({ writer, position: text, seenAt });
    }
    return found;
  }

  /** With `isLast` as one not heard of for long: this process looks after its pages no more. */
  async keepPosition(position: Position, { isLast = false } = {}): Promise<void> {
    const fresh = path.join(this.folder, 'new', `position-${this.writer}`);
    await writeDated(fresh, position, isLast ? (Date.now() - LEFT_MS) / 1000 : undefined);
    await rename(fresh, path.join(this.folder, 'writers', this.writer));
  }

  async forgetWriter(writer: string): Promise<void> {
    await rm(path.join(this.folder, 'writers', writer), { force: true });
  }

  /** Nothing here can be trusted: all pages of this build go, out of the way at once. */
  clear(): void {
    const old = path.join(this.folder, `old-${randomBytes(9).toString('hex')}`);
    mkdirSync(old);
    // The tree first: what lies beside it tells of its pages as long as they are there.
    for (const part of PARTS) {
      renameSync(path.join(this.folder, part), path.join(old, part));
      mkdirSync(path.join(this.folder, part), { recursive: true });
    }
  }
}

/** A tree of pages host by host, so that it can be left in the middle. */
async function removeTree(folder: string, goesOn: () => boolean): Promise<void> {
  for (const part of await readdir(folder)) {
    const inside = path.join(folder, part);
    for (const name of await readdir(inside)) {
      if (!goesOn()) return;
      await rm(path.join(inside, name), { recursive: true, force: true });
    }
  }
  await rm(folder, { recursive: true, force: true });
}

/** Opened once for content and time: a page is four files, and each step with one is a journey to another thread. */
async function writeDated(name: string, content: Buffer | string, time?: number): Promise<void> {
  const file = await open(name, 'w');
  try {
    await file.writeFile(content);
    if (time !== undefined) await file.utimes(time, time);
  } finally {
    await file.close();
  }
}

/** Moves a file to its place, in a folder that is mostly there. */
function moveInto(place: string, file: string): void {
  try {
    renameSync(file, place);
  } catch (error) {
    if (!isMissing(error)) throw error;
    mkdirSync(path.dirname(place), { recursive: true });
    renameSync(file, place);
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code));
}

function unlinkQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

async function readFactsFile(file: string): Promise<PageFacts | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as PageFacts;
  } catch (error) {
    return noFacts(error);
  }
}

function readFactsNow(file: string): PageFacts | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PageFacts;
  } catch (error) {
    return noFacts(error);
  }
}

/** A file cut short by a crash is no page. */
function noFacts(error: unknown): undefined {
  if (!isMissing(error) && !(error instanceof SyntaxError)) throw error;
}

/** All names in a folder, before anything in it is taken away. */
async function namesIn(folder: string, slices: Slices): Promise<string[]> {
  const names: string[] = [];
  const open = opendirSync(folder, { bufferSize: 256 });
  try {
    for (let entry = open.readSync(); entry; entry = open.readSync()) {
      names.push(entry.name);
      if (slices.isOver) await slices.next();
    }
  } finally {
    open.closeSync();
  }
  return names;
}
