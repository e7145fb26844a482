import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { demandHoldsItems } from '@zhanqun/columns/server';
import { newId } from '@zhanqun/kit';
import { writeRevisionWords } from '@zhanqun/search/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry } from '../article-row.server';
import { demandFiles, demandPolicy, prepareRevision, revisionFileRows, revisionRow } from '../revision.server';
import { type CreateArticleInput, createArticleInput } from '../schema';
import { dropTyped } from '../typing.server';

/** Makes a draft with its first revision. Nothing becomes public. */
export async function createArticle(context: SiteContext, input: CreateArticleInput): Promise<{ articleId: string }> {
  const { columnId, ...text } = parseInput(createArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  const prepared = prepareRevision(site, text);
  const articleId = newId(now.getTime());
  const revisionId = newId(now.getTime());
  await withSite(context, async (tx) => {
    await demandHoldsItems(tx, site.id, columnId);
    await demandFiles(tx, site.id, [prepared]);
    await demandPolicy(tx, site.id, prepared);
    await tx.article.createMany({
      data: [
        {
          siteId: site.id,
          id: articleId,
          columnId,
          title: prepared.text.title,
          createdById: actor.accountId,
          createdByName: actor.name,
          createdAt: now,
          updatedAt: now,
        },
      ],
    });
    const place = { articleId, id: revisionId, number: 1, basedOnNumber: null, createdAt: now };
    await tx.articleRevision.createMany({ data: [revisionRow(context, place, prepared)] });
    await tx.revisionFile.createMany({ data: revisionFileRows(site.id, revisionId, prepared) });
    await writeRevisionWords(tx, site.id, [{ revisionId, words: prepared.words }]);
    await tx.article.updateMany({
      where: { siteId: site.id, id: articleId },
      data: { latestRevisionId: revisionId, updatedAt: now },
    });
    await dropTyped(tx, context, undefined);
    await recordAudit(tx, { ...context, siteId: site.id }, [
      articleEntry('article:write', articleId, `新建“${prepared.text.title}”`),
    ]);
  });
  return { articleId };
}
