import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { demandFolder, ownFile, STALE_FILE } from '../file-row.server';
import { type EditFileInput, editFileInput } from '../schema';

/**
 * Where a file lies in the library, and the words offered with it. Texts keep the words they have. Throws STALE when
 * somebody else changed it meanwhile.
 */
export async function editFile(context: SiteContext, input: EditFileInput): Promise<void> {
  const { fileId, version, alt, folderId } = parseInput(editFileInput, input);
  const { site, actor } = context;
  demand(actor, 'article:write', site);
  await withSite(context, async (tx) => {
    const file = await ownFile(tx, site.id, fileId);
    if (file.version !== version) throw new DomainError('STALE', STALE_FILE);
    await demandFolder(tx, site.id, folderId);
    await tx.mediaFile.updateMany({
      where: { siteId: site.id, id: fileId },
      data: { alt, folderId, version: { increment: 1 } },
    });
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { action: 'article:write', subjectType: 'MediaFile', subjectId: fileId, summary: `修改文件“${file.name}”的资料` },
    ]);
  });
}
