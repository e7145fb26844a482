import type { Transaction } from '@zhanqun/db';

/** Blocks of the site's composed pages name columns by their codes: they go on showing the column under its new one. */
export async function replaceCodeInPages(tx: Transaction, siteId: string, from: string, to: string): Promise<void> {
  // A code has neither quotes nor backslashes, so its member reads the same in every page.
  const [before, after] = [`"columnCode": "${from}"`, `"columnCode": "${to}"`];
  await tx.$executeRaw`
    UPDATE "Page" SET blocks = replace(blocks::text, ${before}, ${after})::jsonb, version = version + 1
    WHERE "siteId" = ${siteId} AND strpos(blocks::text, ${before}) > 0`;
}
