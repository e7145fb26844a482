import { wordsOfBody } from '@zhanqun/checks';
import type { Transaction } from '@zhanqun/db';
import { DomainError, newId, type Passage, passageAt, passageFinder } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { type PassageNote, QUOTED_FIELDS } from './schema';

/**
 * Keeps what a reviewer says about words of the text, each with where they stand. Throws INVALID under the quote that the
 * text does not have.
 */
export async function keepPassages(
  tx: Transaction,
  { site, actor, now }: SiteContext,
  subject: { articleId: string; reviewId: string; revisionId: string },
  notes: readonly PassageNote[],
): Promise<void> {
  if (notes.length === 0) return;
  const revision = await tx.articleRevision.findFirst({
    where: { siteId: site.id, id: subject.revisionId },
    select: { title: true, summary: true, body: true },
  });
  const words = {
    title: revision?.title ?? '',
    summary: revision?.summary ?? '',
    body: wordsOfBody(revision?.body ?? ''),
  };
  const rows = notes.map(({ text, quote, around }, index) => {
    const wanted: Passage = { quote, ...(around ?? { nth: 0, before: '', after: '' }) };
    for (const field of around ? [around.field] : QUOTED_FIELDS) {
      const span = passageFinder(words[field])(wanted);
      if (!span) continue;
      const passage = passageAt(words[field], span.start, span.end);
      return {
        ...passage,
        ...subject,
        field,
        text,
        siteId: site.id,
        // In the order in which they were written.
        id: newId(now.getTime() + index),
        personName: actor.name,
        at: now,
      };
    }
    const sentence = `这一版里没有“${quote.slice(0, 20)}”，请照原文填写。`;
    throw new DomainError('INVALID', '请检查标出的项目。', { [`quote.${index}`]: [sentence] });
  });
  await tx.passageComment.createMany({ data: rows });
}
