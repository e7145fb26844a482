import type { Transaction } from '@zhanqun/db';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';

/** An item that a page of its own site leads to. */
export interface LinkedItem {
  id: string;
  title: string;
  firstPublishedAt: Date;
}

/** Interpretations named on the page of a policy document; of more nobody reads the list. */
const MOST = 10;

/** The public interpretations of a policy document, the newest first. Its page depends on itself for those to come. */
export async function listInterpretations(tx: Transaction, siteId: string, policyId: string): Promise<LinkedItem[]> {
  const items = await tx.$queryRaw<LinkedItem[]>`
    SELECT a.id, r.title, a."firstPublishedAt" FROM "ArticleRevision" r
    JOIN "Article" a ON a."siteId" = r."siteId" AND a."publishedRevisionId" = r.id
    WHERE r."siteId" = ${siteId} AND r."policyId" = ${policyId}
    ORDER BY a."firstPublishedAt" DESC, a.id DESC LIMIT ${MOST}`;
  dependsOn(tx, TAGS.article(siteId, policyId), ...items.map((item) => TAGS.article(siteId, item.id)));
  return items;
}

/** The policy document that an interpretation names, while visitors may see it. */
export async function findPolicy(tx: Transaction, siteId: string, policyId: string): Promise<LinkedItem | undefined> {
  dependsOn(tx, TAGS.article(siteId, policyId));
  const [item] = await tx.$queryRaw<LinkedItem[]>`
    SELECT a.id, r.title, a."firstPublishedAt" FROM "Article" a
    JOIN "ArticleRevision" r ON r."siteId" = a."siteId" AND r.id = a."publishedRevisionId"
    WHERE a."siteId" = ${siteId} AND a.id = ${policyId}`;
  return item;
}
