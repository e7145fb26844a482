import { z } from 'zod';

/** A path within a site, as its address has it: percent-encoded, without query or fragment. */
export const renewPageInput = z.object({
  rest: z
    .string()
    .max(2_000, '网址太长。')
    .regex(/^\/(?:(?![?#\\])[!-~])*$/, '请填写本站的一个网址，例如 / 或 /c/tongzhi/。'),
});
export type RenewPageInput = z.input<typeof renewPageInput>;
