import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type DeleteFolderInput, deleteFolderInput } from '../schema';

/** Takes an empty folder away. Throws CONFLICT while files lie in it. */
export async function deleteFolder(context: SiteContext, input: DeleteFolderInput): Promise<void> {
  const { folderId } = parseInput(deleteFolderInput, input);
  const { site, actor } = context;
  demand(actor, 'article:write', site);
  await withSite(context, async (tx) => {
    const folder = await tx.mediaFolder.findFirst({
      where: { siteId: site.id, id: folderId },
      select: { name: true, isShared: true },
    });
    if (!folder) throw notFound('文件夹');
    if (folder.isShared) demand(actor, 'article:share', site);
    const file = await tx.mediaFile.findFirst({ where: { siteId: site.id, folderId }, select: { id: true } });
    if (file) throw new DomainError('CONFLICT', `文件夹“${folder.name}”里还有文件，请先把它们移走。`);
    await tx.mediaFolder.deleteMany({ where: { siteId: site.id, id: folderId } });
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'article:write',
        subjectType: 'MediaFolder',
        subjectId: folderId,
        summary: `删除文件夹“${folder.name}”`,
      },
    ]);
  });
}
