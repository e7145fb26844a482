import { readSite, type SiteContext } from '@zhanqun/tenancy/server';

/** Documents offered to choose from, the newest first. */
const MOST = 200;

/** The site's policy documents, for whoever writes an interpretation. */
export function listPolicyDocuments(context: SiteContext): Promise<{ id: string; title: string }[]> {
  return readSite(context, (tx) =>
    tx.article.findMany({
      where: { siteId: context.site.id, column: { kind: 'POLICY' } },
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      take: MOST,
      select: { id: true, title: true },
    }),
  );
}
