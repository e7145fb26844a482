import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, formatDateTime, newId, notFound } from '@zhanqun/kit';
import { writeRevisionWords } from '@zhanqun/search/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry, articleFor } from '../article-row.server';
import { demandFiles, demandPolicy, prepareRevision, revisionFileRows, revisionRow } from '../revision.server';
import { dropSchedules } from '../schedules.server';
import { type SaveRevisionInput, saveRevisionInput } from '../schema';
import { dropTyped } from '../typing.server';

/**
 * Keeps what was typed as a new revision; what is public stays as it is. Throws STALE when a later revision than
 * `basedOnNumber` was saved meanwhile: the caller keeps the typed text and shows the other one (`getRevision`).
 */
export async function saveRevision(
  context: SiteContext,
  input: SaveRevisionInput,
): Promise<{ revisionId: string; number: number }> {
  const { articleId, basedOnNumber, ...text } = parseInput(saveRevisionInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  const prepared = prepareRevision(site, text);
  const revisionId = newId(now.getTime());
  const number = basedOnNumber + 1;
  await withSite(context, async (tx) => {
    const article = await articleFor(tx, context, articleId, 'save');
    const latest = await tx.articleRevision.findFirst({
      where: { siteId: site.id, id: article.latestRevisionId },
      select: { number: true, editorName: true, createdAt: true },
    });
    if (!latest || basedOnNumber > latest.number) throw notFound('版本');
    if (latest.number !== basedOnNumber) {
      throw new DomainError(
        'STALE',
        `${latest.editorName}已在 ${formatDateTime(latest.createdAt)} 保存了第 ${latest.number} 版，` +
          `您是从第 ${basedOnNumber} 版开始修改的。您填写的内容没有丢失，请对照后再保存。`,
      );
    }
    await demandFiles(tx, site.id, [prepared]);
    await demandPolicy(tx, site.id, prepared);
    const place = { articleId, id: revisionId, number, basedOnNumber, createdAt: now };
    await tx.articleRevision.createMany({ data: [revisionRow(context, place, prepared)] });
    await tx.revisionFile.createMany({ data: revisionFileRows(site.id, revisionId, prepared) });
    await writeRevisionWords(tx, site.id, [{ revisionId, words: prepared.words }]);
    // Why an older text was not published at its time is told no more.
    await dropSchedules(tx, site.id, articleId, 'PUBLISH');
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: {
        title: prepared.text.title,
        latestRevisionId: revisionId,
        version: { increment: 1 },
        updatedAt: now,
      },
    });
    await dropTyped(tx, context, articleId);
    await recordAudit(tx, { ...context, siteId: site.id }, [
      articleEntry('article:write', articleId, `保存“${prepared.text.title}”第 ${number} 版`),
    ]);
  });
  return { revisionId, number };
}
