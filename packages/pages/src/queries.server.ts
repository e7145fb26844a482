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

async function findHomePage(tx: Transaction, siteId: string): Promise<HomePage | undefined> {
  // Read by every home page that is rendered: as plain SQL it takes a fraction of the time.
  const [page] = await tx.$queryRaw<(Omit<HomePage, 'blocks'> & { blocks: unknown })[]>`
    SELECT id, blocks, version, "updatedAt" FROM "Page" WHERE "siteId" = ${siteId} AND slug = ${HOME_SLUG}`;
  return page ? { ...page, blocks: readBlocks(page.blocks) } : undefined;
}

/** The home page for the desk. Throws NOT_FOUND. */
export async function getHomePage(context: SiteContext): Promise<HomePage> {
  const page = await readSite(context, (tx) => findHomePage(tx, context.site.id));
  if (!page) throw notFound('首页');
  return page;
}

/** The home page for visitors. Throws NOT_FOUND. */
export async function getPublicHomePage(tx: Transaction, siteId: string): Promise<HomePage> {
  dependsOn(tx, TAGS.home(siteId));
  const page = await findHomePage(tx, siteId);
  if (!page) throw notFound('首页');
  return page;
}
