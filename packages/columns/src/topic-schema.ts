import { z } from 'zod';

const id = z.string().min(1).max(40);
/** `2026-03-01`, or nothing. */
const day = (label: string) =>
  z
    .union([z.literal(''), z.iso.date()], `${label}请填日期，例如 2026-03-01。`)
    .default('')
    .transform((typed) => (typed === '' ? null : new Date(typed)));

export const editTopicInput = z
  .object({
    columnId: id,
    version: z.number().int(),
    /** A picture of the site's own files; without one the page draws its own. */
    pictureId: z.union([z.literal(''), id]).default(''),
    pictureAlt: z.string().trim().max(200, '替代文字最长 200 个字。').default(''),
    beginsOn: day('开始日期'),
    endsOn: day('结束日期'),
  })
  .refine(({ pictureId, pictureAlt }) => pictureId === '' || pictureAlt !== '', {
    path: ['pictureAlt'],
    error: '请写替代文字：图片里有什么，要说明什么。',
  })
  .refine(({ beginsOn, endsOn }) => !beginsOn || !endsOn || beginsOn <= endsOn, {
    path: ['endsOn'],
    error: '结束日期要在开始日期之后。',
  });
export type EditTopicInput = z.input<typeof editTopicInput>;

export const archiveTopicInput = z.object({ columnId: id, isArchived: z.boolean() });
export type ArchiveTopicInput = z.input<typeof archiveTopicInput>;
