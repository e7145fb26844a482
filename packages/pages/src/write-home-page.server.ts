import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { type Block, HOME_SLUG } from './schema';

/** Writes a new site's home page in the caller's transaction. */
export async function writeHomePage(tx: Transaction, context: SiteContext, blocks: Block[]): Promise<void> {
  const { site, now } = context;
  const id = newId(now.getTime());
  await tx.page.createMany({ data: [{ siteId: site.id, id, slug: HOME_SLUG, blocks, updatedAt: now }] });
  await recordAudit(tx, { ...context, siteId: site.id }, [
    { action: 'page:edit', subjectType: 'Page', subjectId: id, summary: `编排首页，共 ${blocks.length} 个区块` },
  ]);
  await recordChange(tx, site.id, { tags: [TAGS.home(site.id)], cause: '编排首页' });
}
