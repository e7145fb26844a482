import { z } from 'zod';

export const MAX_PICTURE_BYTES = 20 * 1024 * 1024;
export const MAX_FILE_BYTES = 50 * 1024 * 1024;
export const MAX_PICTURE_PIXELS = 50_000_000;

/** What people are told they may upload. */
export const ALLOWED_FILES_TEXT =
  '可以上传图片（jpg、png、webp、gif，不超过 20 MB）和文件（pdf、doc、docx、xls、xlsx、ppt、pptx、wps、et、txt、csv、zip、mp3、mp4，不超过 50 MB）。';

/** For the `accept` attribute of a file field; what is inside decides. */
export const ALLOWED_EXTENSIONS = [
  ...['jpg', 'jpeg', 'png', 'webp', 'gif'],
  ...['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'wps', 'et', 'txt', 'csv', 'zip', 'mp3', 'mp4'],
] as const;

export const storeFileInput = z.object({
  /** As the person's machine calls it; only its last part is kept. */
  name: z.string().min(1, '文件没有名称。').max(1000),
});
export type StoreFileInput = z.input<typeof storeFileInput>;
