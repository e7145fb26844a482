import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError } from '@zhanqun/kit';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { ownFile } from '../file-row.server';
import { type DeleteFileInput, deleteFileInput } from '../schema';
import { usesOf } from '../uses.server';

/** Takes a file that nothing uses out of the library. Throws CONFLICT while an article, also an older text of one, uses it. */
export async function deleteFile(context: SiteContext, input: DeleteFileInput): Promise<void> {
  const { fileId } = parseInput(deleteFileInput, input);
  const { site, actor } = context;
  demand(actor, 'article:write', site);
  await withSite(context, async (tx) => {
    const file = await ownFile(tx, site.id, fileId);
    const uses = await usesOf(tx, site.id, fileId);
    if (uses.isLogo) throw new DomainError('CONFLICT', '这是本站的标志，不能删除。请先在“主题外观”里换掉。');
    if (uses.topicIds.length > 0)
      throw new DomainError('CONFLICT', '这是一个专题的页头图片，不能删除。请先在专题里换掉。');
    if (uses.articles > 0) {
      throw new DomainError(
        'CONFLICT',
        `有 ${uses.articles} 篇文章用着这个文件（包括以前的版本），不能删除。内容有误时可以替换它。`,
      );
    }
    await tx.mediaFile.deleteMany({ where: { siteId: site.id, id: fileId } });
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'article:write',
        subjectType: 'MediaFile',
        subjectId: fileId,
        summary: `删除文件“${file.name}”`,
        detail: { sha256: file.sha256 },
      },
    ]);
    await recordChange(tx, site.id, {
      tags: [TAGS.file(site.id, fileId)],
      cause: `删除文件“${file.name}”`,
      takesAway: true,
    });
  });
}
