import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, newId, notFound } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type SaveFolderInput, saveFolderInput } from '../schema';

/** Makes a folder or names it anew. To share one, or to end that, takes the right to share. Throws CONFLICT, STALE. */
export async function saveFolder(context: SiteContext, input: SaveFolderInput): Promise<{ id: string }> {
  const { folder, name, isShared } = parseInput(saveFolderInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  return withSite(context, async (tx) => {
    const present = folder
      ? await tx.mediaFolder.findFirst({ where: { siteId: site.id, id: folder.id }, select: { isShared: true } })
      : { isShared: false };
    if (!present) throw notFound('文件夹');
    if (present.isShared !== isShared) demand(actor, 'article:share', site);
    const taken = await tx.mediaFolder.findFirst({ where: { siteId: site.id, name }, select: { id: true } });
    if (taken && taken.id !== folder?.id) {
      const sentence = `已经有叫“${name}”的文件夹，请换一个名称。`;
      throw new DomainError('CONFLICT', sentence, { name: [sentence] });
    }
    const id = folder?.id ?? newId(now.getTime());
    if (folder) {
      const { count } = await tx.mediaFolder.updateMany({
        where: { siteId: site.id, id, version: folder.version },
        data: { name, isShared, version: { increment: 1 } },
      });
      if (count === 0) throw new DomainError('STALE', '这个文件夹刚被别人改过，请刷新后再试。');
    } else {
      await tx.mediaFolder.createMany({ data: [{ siteId: site.id, id, name, isShared, createdAt: now }] });
    }
    const shared = isShared === present.isShared ? '' : isShared ? '，共享给下级站点' : '，不再共享';
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: present.isShared === isShared ? 'article:write' : 'article:share',
        subjectType: 'MediaFolder',
        subjectId: id,
        summary: `${folder ? '修改' : '新建'}文件夹“${name}”${shared}`,
      },
    ]);
    return { id };
  });
}
