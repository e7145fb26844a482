import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Changes are kept 30 days; whoever heard nothing for nearly that long cannot be told what it missed. */
const LONGEST_SILENCE_MS = 25 * 24 * 3_600_000;

const KEPT = z.object({ cache: z.string(), position: z.string().regex(/^\d+$/) });

/**
 * Up to which change a cache in front was told, in a file that outlives the process. Several processes may write it: each
 * tells everything, so any of their positions is right.
 */
export class CdnPosition {
  constructor(
    private readonly file: string,
    /** Names the cache and what fills it: of another one nothing is known. */
    private readonly cache: string,
  ) {}

  /** Undefined when it is not known what the cache still has. */
  read(): string | undefined {
    try {
      const kept = KEPT.parse(JSON.parse(readFileSync(this.file, 'utf8')));
      const isRecent = Date.now() - statSync(this.file).mtimeMs < LONGEST_SILENCE_MS;
      return isRecent && kept.cache === this.cache ? kept.position : undefined;
    } catch {
      // Not there, or cut short by a power cut.
      return undefined;
    }
  }

  write(position: string): void {
    mkdirSync(path.dirname(this.file), { recursive: true });
    const fresh = `${this.file}-${process.pid}`;
    writeFileSync(fresh, JSON.stringify({ cache: this.cache, position }));
    renameSync(fresh, this.file);
  }
}
