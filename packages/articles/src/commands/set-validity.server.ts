import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, fromTimeField } from '@zhanqun/kit';
import { recordChange, tagsOfItemText } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { type SetValidityInput, setValidityInput, type ValidityEnd } from '../schema';

const DAY_MS = 24 * 3_600_000;

/** The moment from which the mark stands: after the last valid day, or with the day of abolition. Shanghai's days. */
function endOf(day: string, end: ValidityEnd): Date {
  const midnight = fromTimeField(`${day}T00:00`);
  if (!midnight) throw new DomainError('INVALID', '请检查标出的项目。', { day: ['请填写日期，例如 2026-12-31。'] });
  return end === 'EXPIRED' ? new Date(midnight.getTime() + DAY_MS) : midnight;
}

/** Says until when an item is valid, or since when it is abolished: it stays public and carries a mark from then on. */
export async function setValidity(context: SiteContext, input: SetValidityInput): Promise<void> {
  const { articleId, validity } = parseInput(setValidityInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:publish', site);
  const validUntil = validity ? endOf(validity.day, validity.end) : null;
  await withSite(context, async (tx) => {
    const { title, state } = await articleFor(tx, context, articleId, 'set-validity');
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { validUntil, validityEnd: validity?.end ?? null, version: { increment: 1 }, updatedAt: now },
    });
    const told = validity
      ? validity.end === 'EXPIRED'
        ? `设置“${title}”有效期至 ${validity.day}`
        : `设置“${title}”自 ${validity.day} 废止`
      : `取消“${title}”的有效期`;
    await recordAudit(tx, { ...context, siteId: site.id }, [articleEntry('article:publish', articleId, told)]);
    if (state === 'PUBLISHED') await recordChange(tx, site.id, { tags: tagsOfItemText(site, articleId), cause: told });
  });
}
