import { z } from 'zod';

const id = z.string().min(1).max(40);

export const carryItemInput = z.object({
  sourceSiteId: id,
  sourceArticleId: id,
  /** Of the carrying site. */
  columnId: z.string().min(1, '请选择栏目。').max(40),
});
export type CarryItemInput = z.input<typeof carryItemInput>;

export const dropItemInput = z.object({ linkId: id });
export type DropItemInput = z.input<typeof dropItemInput>;
