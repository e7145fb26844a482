import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { newId } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { fileName } from '../file-name';
import { demandFolder } from '../file-row.server';
import type { Bytes, FileStore } from '../file-store.server';
import { inspectFile } from '../inspect.server';
import { FILE_RECORD, type FileRecord } from '../queries.server';
import { MAX_FILE_BYTES, type StoreFileInput, storeFileInput } from '../schema';
import { wantVariants } from '../variants-job.server';

/**
 * Keeps a file for a site's items. Nothing becomes public: that is decided by what shows it. The bytes are safe on disk
 * before the row is written; the same bytes under the same name give the file that is there. Throws INVALID, TOO_LARGE.
 */
export async function storeFile(
  context: SiteContext,
  input: StoreFileInput,
  bytes: Bytes,
  store: FileStore,
): Promise<FileRecord> {
  const { name: rawName, folderId = null } = parseInput(storeFileInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  const received = await store.receive(bytes, MAX_FILE_BYTES);
  try {
    const { extensions, ...type } = await inspectFile(received.path, rawName);
    const name = fileName(rawName, extensions);
    await store.keep(site.id, received);
    const { sha256, size } = received;
    return await withSite(context, async (tx) => {
      await demandFolder(tx, site.id, folderId);
      const id = newId(now.getTime());
      const by = { createdById: actor.accountId, createdByName: actor.name, createdAt: now };
      const { count } = await tx.mediaFile.createMany({
        data: [{ siteId: site.id, id, sha256, name, size, ...type, folderId, ...by }],
        skipDuplicates: true,
      });
      if (count > 0) {
        await wantVariants(tx, { id, mime: type.mime });
        await recordAudit(tx, { ...context, siteId: site.id }, [
          { action: 'article:write', subjectType: 'MediaFile', subjectId: id, summary: `上传文件“${name}”` },
        ]);
      }
      return tx.mediaFile.findFirstOrThrow({ where: { siteId: site.id, sha256, name }, select: FILE_RECORD });
    });
  } finally {
    await store.drop(received);
  }
}
