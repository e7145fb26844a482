import { topicSlug } from '@zhanqun/columns/schema';
import type { Transaction } from '@zhanqun/db';
import { notFound } from '@zhanqun/kit';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { type Block, block, HOME_SLUG } from './schema';

export interface HomePage {
  id: string;
  blocks: Block[];
  version: number;
  updatedAt: Date;
}

/** Blocks as they are kept; one that the schema no longer knows is left out rather than failing the whole page. */
function readBlocks(stored: unknown): Block[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((item) => {
    const parsed = block.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

async function findPage(tx: Transaction, siteId: string, slug: string): Promise<HomePage | undefined> {
  // Read by every home page that is rendered: as plain SQL it takes a fraction of the time.
  const [page] = await tx.$queryRaw<(Omit<HomePage, 'blocks'> & { blocks: unknown })[]>`
    SELECT id, blocks, version, "updatedAt" FROM "Page" WHERE "siteId" = ${siteId} AND slug = ${slug}`;
  return page ? { ...page, blocks: readBlocks(page.blocks) } : undefined;
}

/** The home page for the desk. Throws NOT_FOUND. */
export async function getHomePage(context: SiteContext): Promise<HomePage> {
  const page = await readSite(context, (tx) => findPage(tx, context.site.id, HOME_SLUG));
  if (!page) throw notFound('首页');
  return page;
}

/** The home page for visitors. Throws NOT_FOUND. */
export async function getPublicHomePage(tx: Transaction, siteId: string): Promise<HomePage> {
  dependsOn(tx, TAGS.home(siteId));
  const page = await findPage(tx, siteId, HOME_SLUG);
  if (!page) throw notFound('首页');
  return page;
}

/** The home page of a topic for the desk; undefined while it shows its columns one below the other. */
export async function findTopicPage(context: SiteContext, columnId: string): Promise<HomePage | undefined> {
  return readSite(context, (tx) => findPage(tx, context.site.id, topicSlug(columnId)));
}

/** The home page of a topic for visitors, where somebody composed one. */
export async function findPublicTopicPage(
  tx: Transaction,
  siteId: string,
  columnId: string,
): Promise<HomePage | undefined> {
  dependsOn(tx, TAGS.about(siteId, columnId));
  return findPage(tx, siteId, topicSlug(columnId));
}
