import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import { writeRevisionWords } from '@zhanqun/search/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { articleEntry, lockArticle } from './article-row.server';
import { publishRevision } from './publish-revision.server';
import { type PreparedRevision, revisionFileRows, revisionRow } from './revision.server';

export interface NewDraft {
  columnId: string;
  articleId: string;
  prepared: PreparedRevision;
}

/** Writes a draft with its first revision; the caller has asked for column and files, and tells it in the log. */
export async function writeDraft(
  tx: Transaction,
  context: SiteContext,
  { columnId, articleId, prepared }: NewDraft,
): Promise<void> {
  const { site, actor, now } = context;
  const revisionId = newId(now.getTime());
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
}

/**
 * Makes the first revision of a draft public that was public elsewhere before. The caller has asked whether its column
 * may, and what the checks find.
 */
export async function publishFormerWork(tx: Transaction, context: SiteContext, articleId: string): Promise<void> {
  const article = await lockArticle(tx, context.site.id, articleId);
  const revision = { id: article.latestRevisionId, number: 1, title: article.title };
  const { cause } = await publishRevision(tx, context, article, revision, { isFormerWork: true });
  await recordAudit(tx, { ...context, siteId: context.site.id }, [articleEntry('article:publish', articleId, cause)]);
}
