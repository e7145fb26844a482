import type { Transaction } from '@zhanqun/db';
import type { ArticleRow } from './article-row.server';

/** Who had a hand in what is not public yet. */
export async function writersSince(
  tx: Transaction,
  siteId: string,
  articleId: string,
  { publishedRevisionId }: Pick<ArticleRow, 'publishedRevisionId'>,
): Promise<string[]> {
  // What was withdrawn had passed before: its last review says up to which revision. What was forced has passed nothing
  // until somebody has looked at it.
  const looked = { laterReviews: { none: { state: { not: 'CONFIRMED' as const } } } };
  const published = await tx.articleRevision.findFirst({
    where: {
      siteId,
      articleId,
      OR: [
        ...(publishedRevisionId ? [{ id: publishedRevisionId, ...looked }] : []),
        { reviews: { some: { state: 'PASSED' } } },
      ],
    },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  const rows = await tx.articleRevision.findMany({
    where: { siteId, articleId, number: { gt: published?.number ?? 0 } },
    distinct: ['editorId'],
    select: { editorId: true },
  });
  return rows.map(({ editorId }) => editorId);
}
