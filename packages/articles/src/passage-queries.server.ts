import type { Passage } from '@zhanqun/kit';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { QUOTED_FIELDS, type QuotedField } from './schema';

/** Comments of one item shown at once. */
const MOST_SHOWN = 60;

export interface PassageCommentView {
  id: string;
  revisionNumber: number;
  field: QuotedField;
  passage: Passage;
  text: string;
  personName: string;
  at: Date;
  settledAt: Date | null;
  settledByName: string;
}

/** What reviewers said about words of an item, what is still to be settled first, then the newest. */
export async function listPassageComments(context: SiteContext, articleId: string): Promise<PassageCommentView[]> {
  const rows = await readSite(context, (tx) =>
    tx.passageComment.findMany({
      where: { siteId: context.site.id, articleId },
      orderBy: [{ settledAt: { sort: 'desc', nulls: 'first' } }, { id: 'asc' }],
      take: MOST_SHOWN,
      include: { revision: { select: { number: true } } },
    }),
  );
  return rows.map(
    ({ id, field, quote, nth, before, after, text, personName, at, settledAt, settledByName, revision }) => ({
      id,
      revisionNumber: revision.number,
      field: QUOTED_FIELDS.find((one) => one === field) ?? 'body',
      passage: { quote, nth, before, after },
      text,
      personName,
      at,
      settledAt,
      settledByName,
    }),
  );
}
