import { demand, parseInput } from '@zhanqun/access';
import type { Transaction } from '@zhanqun/db';
import { notFound } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { MOST_TYPED_DRAFTS, type NoteTypingInput, noteTypingInput } from '../schema';
import { formOf, TYPING_LIMIT_MS } from '../typing.server';

/**
 * Keeps what is being typed for its writer alone, and notes that an item is being written at. Neither changes content,
 * so the log has no line of it. Throws NOT_FOUND.
 */
export async function noteTyping(context: SiteContext, input: NoteTypingInput): Promise<void> {
  const { articleId, draft } = parseInput(noteTypingInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  await withSite(context, async (tx) => {
    if (articleId) await noteHere(tx, context, articleId);
    if (!draft || (articleId && (await isSavedSince(tx, context, articleId, draft.base)))) return;
    const key = { siteId: site.id, accountId: actor.accountId, form: formOf(articleId) };
    const { count } = await tx.typedDraft.updateMany({ where: key, data: { ...draft, savedAt: now } });
    if (count > 0) return;
    await tx.typedDraft.createMany({ data: [{ ...key, ...draft, savedAt: now }], skipDuplicates: true });
    const old = await tx.typedDraft.findMany({
      where: { siteId: site.id, accountId: actor.accountId },
      orderBy: { savedAt: 'desc' },
      skip: MOST_TYPED_DRAFTS,
      select: { form: true },
    });
    if (old.length === 0) return;
    await tx.typedDraft.deleteMany({
      where: { siteId: site.id, accountId: actor.accountId, form: { in: old.map(({ form }) => form) } },
    });
  });
}

async function noteHere(tx: Transaction, { site, actor, now }: SiteContext, articleId: string): Promise<void> {
  const found = await tx.article.findFirst({ where: { siteId: site.id, id: articleId }, select: { id: true } });
  if (!found) throw notFound();
  const gone = new Date(now.getTime() - TYPING_LIMIT_MS);
  await tx.$executeRaw`
    INSERT INTO "Typing" AS known ("siteId", "articleId", "accountId", name, since, "seenAt")
    VALUES (${site.id}, ${articleId}, ${actor.accountId}, ${actor.name}, ${now}, ${now})
    ON CONFLICT ("siteId", "articleId", "accountId") DO UPDATE SET name = EXCLUDED.name, "seenAt" = EXCLUDED."seenAt",
      since = CASE WHEN known."seenAt" > ${gone} THEN known.since ELSE EXCLUDED.since END`;
}

/** What was typed before one's own last save and arrives after it is in that save. */
async function isSavedSince(
  tx: Transaction,
  { site, actor }: SiteContext,
  articleId: string,
  base: string,
): Promise<boolean> {
  const latest = await tx.articleRevision.findFirst({
    where: { siteId: site.id, articleId },
    orderBy: { number: 'desc' },
    select: { number: true, editorId: true },
  });
  return latest !== null && latest.editorId === actor.accountId && Number(base) < latest.number;
}
