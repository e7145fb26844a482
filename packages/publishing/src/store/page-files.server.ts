import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Position } from './change-ledger';
import { ENCODINGS, type Encoding, keyOf, type PageFacts } from './page.server';

const SUFFIX: Record<Encoding, string> = { identity: '', gzip: '.gz', br: '.br' };
/** The folder of another build is left alone this long: a process of that build may still be stopping. */
const OLD_BUILD_MS = 24 * 3_600_000;
/** Changes are kept 30 days; a writer last heard of before that cannot be followed up. */
const LONGEST_ABSENCE_MS = 25 * 24 * 3_600_000;
/** Longer than a process that is still there ever says nothing. */
const LEFT_MS = 3_600_000;

export interface WriterPosition {
  writer: string;
  position: Position;
  /** When it was last heard of, milliseconds since 1970. */
  seenAt: number;
}

/**
 * The pages of one build as files. `<root>/current` leads to the tree from which nginx may serve; what is known of each
 * page lies in a tree beside it, where no web server looks.
 *
 *     <root>/current → <build>/tree
 *     <root>/<build>/tree/<host>/a/x.html  x.html.gz  x.html.br
 *     <root>/<build>/facts/<host>/a/x.html.json
 *     <root>/<build>/writers/<writer>       up to where that process has applied the changes
 */
export class PageFiles {
  private readonly folder: string;

  constructor(
    private readonly root: string,
    readonly build: string,
    readonly writer: string,
  ) {
    this.folder = path.join(root, build);
    for (const part of ['tree', 'facts', 'writers', 'new'])
      mkdirSync(path.join(this.folder, part), { recursive: true });
  }

  /** Makes this build's tree the one that web servers serve from, and removes the trees of long gone builds. */
  async makeCurrent(): Promise<void> {
    const link = path.join(this.root, `current-${this.writer}`);
    rmSync(link, { force: true });
    symlinkSync(path.join(this.build, 'tree'), link);
    renameSync(link, path.join(this.root, 'current'));
    for (const entry of readdirSync(this.root, { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name === this.build) continue;
      const writers = path.join(this.root, entry.name, 'writers');
      const lastUsed = await stat(writers).catch(() => undefined);
      if (Date.now() - (lastUsed?.mtimeMs ?? 0) < OLD_BUILD_MS) continue;
      await rm(path.join(this.root, entry.name), { recursive: true, force: true });
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
  async write(facts: PageFacts, bodies: Record<Encoding, Buffer>, isCurrent: () => boolean): Promise<boolean> {
    const place = this.placeOf(keyOf(facts));
    if (!place) return false;
    await mkdir(path.dirname(place.file), { recursive: true });
    await mkdir(path.dirname(place.facts), { recursive: true });
    const fresh = path.join(this.folder, 'new', randomBytes(9).toString('hex'));
    const parts = ENCODINGS.map((encoding) => ({ from: fresh + SUFFIX[encoding], encoding }));
    try {
      for (const { from, encoding } of parts) {
        await writeFile(from, bodies[encoding]);
        await utimes(from, facts.contentNumber, facts.contentNumber);
      }
      await writeFile(`${fresh}.json`, JSON.stringify(facts));
      if (!isCurrent()) return false;
      // In one step for this process, and the plain file last: web servers look for it first.
      renameSync(`${fresh}.json`, place.facts);
      for (const { from, encoding } of [...parts].reverse()) renameSync(from, place.file + SUFFIX[encoding]);
      return true;
    } finally {
      for (const name of [...parts.map(({ from }) => from), `${fresh}.json`]) unlinkQuietly(name);
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

  /** The facts of every page, as far as they can be read. */
  async *all(): AsyncGenerator<PageFacts> {
    const top = path.join(this.folder, 'facts');
    for (const host of await readdir(top)) {
      for (const entry of await readdir(path.join(top, host), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const facts = await readFactsFile(path.join(entry.parentPath, entry.name));
        if (facts) yield facts;
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

  async keepPosition(position: Position): Promise<void> {
    const file = path.join(this.folder, 'writers', this.writer);
    const fresh = path.join(this.folder, 'new', `position-${this.writer}`);
    await writeFile(fresh, position);
    await rename(fresh, file);
  }

  /** This process looks after its pages no more: its position is kept as one not heard of for long. */
  async leave(): Promise<void> {
    const longAgo = new Date(Date.now() - LEFT_MS);
    await utimes(path.join(this.folder, 'writers', this.writer), longAgo, longAgo);
  }

  async forgetWriter(writer: string): Promise<void> {
    await rm(path.join(this.folder, 'writers', writer), { force: true });
  }

  /** Nothing here can be trusted: all pages of this build go. */
  async clear(): Promise<void> {
    for (const part of ['tree', 'facts', 'writers', 'new']) {
      await rm(path.join(this.folder, part), { recursive: true, force: true });
      await mkdir(path.join(this.folder, part), { recursive: true });
    }
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
    // A file cut short by a crash is no page.
    if (isMissing(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
