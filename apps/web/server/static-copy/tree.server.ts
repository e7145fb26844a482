import { appendFile, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { DomainError } from '@zhanqun/kit';

/** Beside the hosts' folders, so that no web server of a host sends it. */
const RECORDS = '.zhanqun';
const PACKABLE = /\.(html|css|js|svg|xml|json|txt)$/;

const packGzip = promisify(gzip);
const packBrotli = promisify(brotliCompress);

async function readLines(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  // A line that was cut off by the end of the process names nothing that was written.
  return text.split('\n').slice(0, -1);
}

/**
 * The folder of a static copy. It remembers which files each part of it wrote, and so takes away only its own. A part
 * that ended in the middle has named its files before it wrote them.
 */
export class CopyTree {
  readonly counts = { written: 0, unchanged: 0, removed: 0, bytes: 0 };

  private constructor(
    private readonly folder: string,
    private readonly isCompressed: boolean,
  ) {}

  /** Throws INVALID for a folder that holds something else. */
  static async open(folder: string, isCompressed: boolean): Promise<CopyTree> {
    const there = await readdir(folder).catch((): string[] => []);
    if (there.length > 0 && !there.includes(RECORDS)) {
      throw new DomainError('INVALID', `文件夹 ${folder} 里有别的内容。请用一个空的文件夹，或上次导出的文件夹。`);
    }
    await mkdir(path.join(folder, RECORDS), { recursive: true });
    return new CopyTree(folder, isCompressed);
  }

  private record(part: string, ending: 'files' | 'begun'): string {
    return path.join(this.folder, RECORDS, `${part}.${ending}`);
  }

  /** Parts that were written by this run or one before. */
  async parts(): Promise<string[]> {
    const names = await readdir(path.join(this.folder, RECORDS));
    return [...new Set(names.flatMap((name) => /^(.+)\.(files|begun)$/.exec(name)?.[1] ?? []))];
  }

  async begin(part: string): Promise<CopyPart> {
    const known = new Set([
      ...(await readLines(this.record(part, 'files'))),
      ...(await readLines(this.record(part, 'begun'))),
    ]);
    return new CopyPart(this, part, known);
  }

  /** Names files in the record of what was begun. */
  async announce(part: string, files: string[]): Promise<void> {
    await appendFile(this.record(part, 'begun'), files.map((file) => `${file}\n`).join(''));
  }

  /** Writes a file with its packed forms; one that is there with the same bytes is left alone. Answers all its names. */
  async write(file: string, bytes: Buffer, announce: (files: string[]) => Promise<void>): Promise<string[]> {
    const isPacked = this.isCompressed && PACKABLE.test(file);
    const files = isPacked ? [file, `${file}.gz`, `${file}.br`] : [file];
    this.counts.bytes += bytes.length;
    const full = path.join(this.folder, file);
    if (await this.isThere(full, bytes, isPacked)) {
      this.counts.unchanged += 1;
      return files;
    }
    await announce(files);
    await mkdir(path.dirname(full), { recursive: true });
    if (isPacked) {
      await this.put(`${full}.gz`, await packGzip(bytes));
      await this.put(`${full}.br`, await packBrotli(bytes));
    }
    // The plain file last: where it is right, its packed forms are.
    await this.put(full, bytes);
    this.counts.written += 1;
    return files;
  }

  private async isThere(full: string, bytes: Buffer, isPacked: boolean): Promise<boolean> {
    const there = await readFile(full).catch(() => undefined);
    if (!there?.equals(bytes)) return false;
    if (!isPacked) return true;
    const packed = await Promise.all([`${full}.gz`, `${full}.br`].map((name) => readFile(name).catch(() => undefined)));
    return packed.every((one) => one !== undefined);
  }

  private async put(full: string, bytes: Buffer): Promise<void> {
    const fresh = `${full}.new`;
    await writeFile(fresh, bytes);
    await rename(fresh, full);
  }

  /** Takes away the files that are not wanted any more, and makes the wanted ones the record of the part. */
  async finish(part: string, known: Set<string>, wanted: Set<string>): Promise<void> {
    for (const file of known) {
      await rm(path.join(this.folder, `${file}.new`), { force: true });
      if (!wanted.has(file)) await this.remove(file);
    }
    const record = this.record(part, 'files');
    if (wanted.size === 0) await rm(record, { force: true });
    else {
      const text = [...wanted]
        .sort()
        .map((file) => `${file}\n`)
        .join('');
      const before = await readFile(record, 'utf8').catch(() => undefined);
      if (before !== text) await this.put(record, Buffer.from(text));
    }
    await rm(this.record(part, 'begun'), { force: true });
  }

  private async remove(file: string): Promise<void> {
    const full = path.join(this.folder, file);
    await rm(full, { force: true });
    this.counts.removed += 1;
    for (let folder = path.dirname(full); folder !== this.folder; folder = path.dirname(folder)) {
      const isEmpty = await rmdir(folder).then(
        () => true,
        () => false,
      );
      if (!isEmpty) break;
    }
  }
}

/** The files of one site, or of what several sites of a host share. */
export class CopyPart {
  private readonly wanted = new Set<string>();

  constructor(
    private readonly tree: CopyTree,
    private readonly name: string,
    /** Written before, by a run that ended or one that did not. */
    private readonly known: Set<string>,
  ) {}

  async write(file: string, bytes: Buffer): Promise<void> {
    const files = await this.tree.write(file, bytes, async (begun) => {
      const fresh = begun.filter((one) => !this.known.has(one));
      if (fresh.length === 0) return;
      await this.tree.announce(this.name, fresh);
      for (const one of fresh) this.known.add(one);
    });
    for (const one of files) this.wanted.add(one);
  }

  /** Ends the part. `isWhole`: what it has not written now is gone. */
  async finish(isWhole = true): Promise<void> {
    await this.tree.finish(this.name, this.known, isWhole ? this.wanted : new Set([...this.known, ...this.wanted]));
  }
}
