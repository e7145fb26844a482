import { demand } from '@zhanqun/access';
import type { AuditEntry } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { findScheduled } from './schedules.server';
import type { ArticleState } from './schema';
import { type ArticleAction, deskStateOf, findTransition, refusal } from './states';

export interface ArticleRow {
  id: string;
  columnId: string;
  state: ArticleState;
  title: string;
  latestRevisionId: string;
  publishedRevisionId: string | null;
  openReviewId: string | null;
  /** When a revision of it will be public by itself. */
  publishAt: Date | null;
  firstPublishedAt: Date | null;
  isShared: boolean;
}

/** The article, held until the transaction ends, so that two actions on it come one after the other. */
export async function lockArticle(tx: Transaction, siteId: string, articleId: string): Promise<ArticleRow> {
  const [row] = await tx.$queryRaw<Omit<ArticleRow, 'publishAt'>[]>`
    SELECT id, "columnId", state::text AS state, title, "latestRevisionId", "publishedRevisionId", "openReviewId",
      "firstPublishedAt", "isShared"
    FROM "Article" WHERE "siteId" = ${siteId} AND id = ${articleId} FOR UPDATE`;
  if (!row) throw notFound();
  // Read once the item is held: what another action has just scheduled is seen.
  const schedule = await findScheduled(tx, siteId, articleId, 'PUBLISH');
  return { ...row, publishAt: schedule?.at ?? null };
}

/** Locks the article and asks the state table and the rights. Throws NOT_FOUND, CONFLICT with the refusal, FORBIDDEN. */
export async function articleFor(
  tx: Transaction,
  context: SiteContext,
  articleId: string,
  action: ArticleAction,
): Promise<ArticleRow> {
  const article = await lockArticle(tx, context.site.id, articleId);
  const state = deskStateOf(article);
  const transition = findTransition(state, action);
  if (!transition) throw new DomainError('CONFLICT', refusal(state, action) ?? '');
  demand(context.actor, transition.permission, context.site);
  return article;
}

export function articleEntry(action: string, articleId: string, summary: string): AuditEntry {
  return { action, subjectType: 'Article', subjectId: articleId, summary };
}

/** The line of a decision; a deputy's says in whose place it was made. */
export function decisionEntry(
  articleId: string,
  summary: string,
  comment: string,
  { onBehalfOf }: { onBehalfOf: { accountId: string; name: string } | undefined },
): AuditEntry {
  const line = articleEntry('article:review', articleId, onBehalfOf ? `代${onBehalfOf.name}：${summary}` : summary);
  return { ...line, detail: { comment, ...(onBehalfOf ? { onBehalfOfId: onBehalfOf.accountId } : {}) } };
}

/** The review the item stands in. Throws STALE when another one was meant: it was taken back and submitted anew. */
export function reviewOf(article: ArticleRow, meant?: string): string {
  const { openReviewId } = article;
  if (openReviewId !== null && (meant === undefined || meant === openReviewId)) return openReviewId;
  throw new DomainError('STALE', '这篇内容被收回后又提交了新的一版，请看过新的一版再审核。');
}
