import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DomainError } from '@zhanqun/kit';

const NAME = /^[0-9a-z]{1,40}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Where the file of an import and the pictures found in it wait until they are made:
 * `<DATA_DIR>/imports/<siteId>/<importId>/source` and `…/<sha256>`. They go with the end of the import.
 */
export class ImportSources {
  private readonly root: string;

  constructor(dataDir: string) {
    this.root = path.join(dataDir, 'imports');
  }

  private folderOf(siteId: string, importId: string): string {
    if (!NAME.test(siteId) || !NAME.test(importId)) throw new Error('Not the name of an import.');
    return path.join(this.root, siteId, importId);
  }

  sourceOf(siteId: string, importId: string): string {
    return path.join(this.folderOf(siteId, importId), 'source');
  }

  fileOf(siteId: string, importId: string, sha256: string): string {
    if (!SHA256.test(sha256)) throw new Error('Not the name of a kept file.');
    return path.join(this.folderOf(siteId, importId), sha256);
  }

  /** Writes the file of an import. Returns its bytes. Throws TOO_LARGE as soon as it has more than `maxBytes`. */
  async receive(siteId: string, importId: string, bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<number> {
    const folder = this.folderOf(siteId, importId);
    await mkdir(folder, { recursive: true });
    const handle = await open(this.sourceOf(siteId, importId), 'w', 0o640);
    let size = 0;
    try {
      for await (const chunk of bytes) {
        size += chunk.byteLength;
        if (size > maxBytes) {
          throw new DomainError('TOO_LARGE', `文件太大，这里最大 ${Math.floor(maxBytes / 1024 / 1024)} MB。`);
        }
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } catch (error) {
      await handle.close();
      await this.remove(siteId, importId);
      throw error;
    }
    await handle.close();
    return size;
  }

  /** Keeps a picture or an attachment; the same bytes a second time change nothing. */
  async keep(siteId: string, importId: string, bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const target = this.fileOf(siteId, importId, sha256);
    const present = await stat(target).catch(() => undefined);
    if (present?.size === bytes.byteLength) return sha256;
    const arriving = path.join(this.folderOf(siteId, importId), randomBytes(12).toString('hex'));
    const handle = await open(arriving, 'wx', 0o640);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(arriving, target);
    return sha256;
  }

  async remove(siteId: string, importId: string): Promise<void> {
    await rm(this.folderOf(siteId, importId), { recursive: true, force: true });
  }
}
