import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { typedFields } from './schema';
import { formOf, TYPING_LIMIT_MS } from './typing.server';

/** What a person typed into the form of an item, or of a new one, and has not saved. */
export interface TypedDraftView {
  /** The revision it was written on. */
  base: string;
  fields: [name: string, value: string][];
  savedAt: Date;
}

/** The actor's own, nobody else's. */
export async function findTypedDraft(context: SiteContext, articleId?: string): Promise<TypedDraftView | undefined> {
  const { site, actor } = context;
  const row = await readSite(context, (tx) =>
    tx.typedDraft.findFirst({
      where: { siteId: site.id, accountId: actor.accountId, form: formOf(articleId) },
      select: { base: true, fields: true, savedAt: true },
    }),
  );
  return row ? { ...row, fields: typedFields.parse(row.fields) } : undefined;
}

/** Somebody who writes at an item just now. */
export interface Typist {
  name: string;
  since: Date;
}

/** Who else writes at an item just now, the first first. */
export async function listOthersTyping(context: SiteContext, articleId: string): Promise<Typist[]> {
  const { site, actor, now } = context;
  return readSite(context, (tx) =>
    tx.typing.findMany({
      where: {
        siteId: site.id,
        articleId,
        accountId: { not: actor.accountId },
        seenAt: { gt: new Date(now.getTime() - TYPING_LIMIT_MS) },
      },
      orderBy: { since: 'asc' },
      select: { name: true, since: true },
    }),
  );
}
