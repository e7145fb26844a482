import { readSite, type SiteContext } from '@zhanqun/tenancy/server';

/** Shown beside an item: the newest. */
const MOST_SHOWN = 50;

/** What the reader of a signed preview said. */
export interface PreviewCommentView {
  id: string;
  /** As typed; nobody has checked it. */
  name: string;
  text: string;
  at: Date;
  revisionNumber: number;
}

/** What readers of previews said of an item, the newest first. */
export async function listPreviewComments(context: SiteContext, articleId: string): Promise<PreviewCommentView[]> {
  const rows = await readSite(context, (tx) =>
    tx.previewComment.findMany({
      where: { siteId: context.site.id, articleId },
      orderBy: { id: 'desc' },
      take: MOST_SHOWN,
      select: { id: true, name: true, text: true, at: true, revision: { select: { number: true } } },
    }),
  );
  return rows.map(({ revision, ...row }) => ({ ...row, revisionNumber: revision.number }));
}
