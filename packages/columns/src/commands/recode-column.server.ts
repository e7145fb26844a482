import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { isUniqueViolation } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';
import { recordChange, recordRedirect, TAGS, tagsOfColumn, tagsOfRow } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { replaceCodeInPages } from '../page-codes.server';
import { type RecodeColumnInput, recodeColumnInput } from '../schema';

/** Gives a column another code, and with it another address: the old one and all below it lead there for good. */
export async function recodeColumn(context: SiteContext, input: RecodeColumnInput): Promise<void> {
  const { columnId, version, code } = parseInput(recodeColumnInput, input);
  const { site, actor, now } = context;
  demand(actor, 'column:edit', site);
  try {
    await withSite(context, async (tx) => {
      const column = await tx.column.findFirst({
        where: { siteId: site.id, id: columnId },
        select: { id: true, code: true, name: true, kind: true, parentId: true },
      });
      if (!column) throw notFound('栏目');
      if (column.code === code) return;
      const { count } = await tx.column.updateMany({
        where: { siteId: site.id, id: columnId, version },
        data: { code, version: { increment: 1 }, updatedAt: now },
      });
      if (count === 0) throw new DomainError('STALE', '这个栏目刚被别人修改过，请重新打开后再改。');
      await replaceCodeInPages(tx, site.id, column.code, code);
      await recordRedirect(tx, site.id, { path: `/c/${column.code}/`, target: `/c/${code}/`, keepsRest: true });
      const cause = `栏目“${column.name}”的代码由 ${column.code} 改为 ${code}`;
      await recordAudit(tx, { ...context, siteId: site.id }, [
        { action: 'column:edit', subjectType: 'Column', subjectId: columnId, summary: cause },
      ]);
      await recordChange(tx, site.id, {
        tags: [
          ...tagsOfColumn(site, column),
          ...tagsOfRow(site, column.parentId),
          TAGS.about(site.id, columnId),
          TAGS.home(site.id),
        ],
        cause,
        takesAway: true,
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new DomainError('INVALID', '请检查标出的项目。', { code: ['本站已有使用这个代码的栏目，请换一个。'] });
    }
    throw error;
  }
}
