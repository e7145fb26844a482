import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { demandHoldsItems } from '@zhanqun/columns/server';
import { newId } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { articleEntry } from '../article-row.server';
import { demandFiles, demandPolicy, prepareRevision } from '../revision.server';
import { type CreateArticleInput, createArticleInput } from '../schema';
import { dropTyped } from '../typing.server';
import { writeDraft } from '../write-draft.server';

/** Makes a draft with its first revision. Nothing becomes public. */
export async function createArticle(context: SiteContext, input: CreateArticleInput): Promise<{ articleId: string }> {
  const { columnId, ...text } = parseInput(createArticleInput, input);
  const { site, actor, now } = context;
  demand(actor, 'article:write', site);
  const prepared = prepareRevision(site, text);
  const articleId = newId(now.getTime());
  await withSite(context, async (tx) => {
    await demandHoldsItems(tx, site.id, columnId);
    await demandFiles(tx, site.id, [prepared]);
    await demandPolicy(tx, site.id, prepared);
    await writeDraft(tx, context, { columnId, articleId, prepared });
    await dropTyped(tx, context, undefined);
    await recordAudit(tx, { ...context, siteId: site.id }, [
      articleEntry('article:write', articleId, `新建“${prepared.text.title}”`),
    ]);
  });
  return { articleId };
}
