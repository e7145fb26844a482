import { createReadStream } from 'node:fs';

/** Whether a stream of bytes holds one of these byte sequences, also where two chunks meet. */
export class ByteSearch {
  private rest = Buffer.alloc(0);
  private readonly overlap: number;
  found = false;

  constructor(private readonly needles: readonly Buffer[]) {
    this.overlap = Math.max(...needles.map((needle) => needle.length)) - 1;
  }

  take(chunk: Buffer): void {
    if (this.found) return;
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    this.found = this.needles.some((needle) => bytes.includes(needle));
    this.rest = Buffer.from(bytes.subarray(Math.max(0, bytes.length - this.overlap)));
  }
}

/** Whether a file holds one of these byte sequences; reads it in pieces. */
export async function fileHolds(path: string, needles: readonly Buffer[]): Promise<boolean> {
  const search = new ByteSearch(needles);
  for await (const chunk of createReadStream(path)) {
    search.take(chunk as Buffer);
    if (search.found) return true;
  }
  return false;
}
