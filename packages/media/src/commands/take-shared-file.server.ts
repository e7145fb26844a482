import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { newId, notFound } from '@zhanqun/kit';
import { readSite, type SiteContext, withSite } from '@zhanqun/tenancy/server';
import type { FileStore } from '../file-store.server';
import { FILE_RECORD, type FileRecord } from '../queries.server';
import { type TakeSharedFileInput, takeSharedFileInput } from '../schema';
import { wantVariants } from '../variants-job.server';

/**
 * Takes a file of a folder that a site above shares into this site's own library, where texts may use it. What the other
 * site does with its file later changes nothing here. Throws NOT_FOUND for what is not shared with this site.
 */
export async function takeSharedFile(
  context: SiteContext,
  input: TakeSharedFileInput,
  store: FileStore,
): Promise<FileRecord> {
  const { fileId } = parseInput(takeSharedFileInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  const source = await readSite(context, (tx) =>
    tx.mediaFile.findFirst({
      where: { id: fileId, siteId: { not: site.id } },
      select: { ...FILE_RECORD, alt: true },
    }),
  );
  if (!source) throw notFound('文件');
  const { siteId: fromSiteId, id: _id, createdAt: _at, widths: _widths, ...file } = source;
  await store.copy(fromSiteId, site.id, file.sha256);
  return withSite(context, async (tx) => {
    const id = newId(now.getTime());
    const by = { createdById: actor.accountId, createdByName: actor.name, createdAt: now };
    const { count } = await tx.mediaFile.createMany({
      data: [{ ...file, ...by, siteId: site.id, id }],
      skipDuplicates: true,
    });
    if (count > 0) {
      await wantVariants(tx, { id, mime: file.mime });
      await recordAudit(tx, { ...context, siteId: site.id }, [
        {
          action: 'article:write',
          subjectType: 'MediaFile',
          subjectId: id,
          summary: `从共享文件夹取用文件“${file.name}”`,
          detail: { fromSiteId, fromFileId: fileId },
        },
      ]);
    }
    const { sha256, name } = file;
    return tx.mediaFile.findFirstOrThrow({ where: { siteId: site.id, sha256, name }, select: FILE_RECORD });
  });
}
