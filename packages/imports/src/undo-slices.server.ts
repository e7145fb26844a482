import { takeBack } from '@zhanqun/articles/server';
import { recordAudit } from '@zhanqun/audit/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type BatchRow, importEntry, lockBatch } from './batch.server';

const SLICE = 10;

/**
 * Takes back the last items that an import made, in one transaction; what somebody has worked on since stays. Returns how
 * many it dealt with; 0 when there are none left, and then the import is undone.
 */
export async function undoSlice(context: SiteContext, batch: BatchRow): Promise<number> {
  const { site } = context;
  const siteId = site.id;
  const importId = batch.id;
  return withSite(context, async (tx) => {
    const { state } = await lockBatch(tx, siteId, importId);
    if (state !== 'UNDOING') return 0;
    const items = await tx.importItem.findMany({
      where: { siteId, importId, outcome: 'MADE' },
      orderBy: { position: 'desc' },
      take: SLICE,
      select: { position: true, articleId: true, address: true },
    });
    for (const { position, articleId, address } of items) {
      const id = articleId ?? '';
      const former = await tx.provenance.findFirst({ where: { siteId, articleId: id } });
      // Where it came from goes first: nothing may refer to a draft that goes.
      await tx.provenance.deleteMany({ where: { siteId, articleId: id } });
      const isBack = await takeBack(tx, context, { articleId: id, reason: '撤销迁入' });
      if (isBack) {
        await tx.redirect.deleteMany({ where: { siteId, path: address, target: `/a/${id}.html` } });
      } else if (former) await tx.provenance.createMany({ data: [former] });
      await tx.importItem.updateMany({
        where: { siteId, importId, position },
        data: { outcome: isBack ? 'UNDONE' : 'KEPT' },
      });
    }
    if (items.length > 0) return items.length;
    const kept = await tx.importItem.count({ where: { siteId, importId, outcome: 'KEPT' } });
    await tx.importBatch.updateMany({
      where: { siteId, id: importId },
      data: { state: 'UNDONE', finishedAt: context.now, version: { increment: 1 } },
    });
    const rest = kept > 0 ? `，${kept} 篇已有人改动，没有撤销` : '';
    await recordAudit(tx, { ...context, siteId }, [importEntry(importId, `撤销迁入“${batch.name}”完成${rest}`)]);
    return 0;
  });
}
