import { z } from 'zod';

export const MAX_PICTURE_BYTES = 20 * 1024 * 1024;
/** Names that a dialog for pictures offers; what a file is says its content. */
export const PICTURE_ACCEPT = '.jpg,.jpeg,.png,.webp,.gif';
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

export const FILE_KINDS = ['picture', 'document', 'sound', 'film'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
export const FILE_KIND_LABELS: Record<FileKind, string> = {
  picture: '图片',
  document: '文档',
  sound: '音频',
  film: '视频',
};

export const storeFileInput = z.object({
  folderId: z.string().max(40).nullish(),
  /** As the person's machine calls it; only its last part is kept. */
  name: z.string().min(1, '文件没有名称。').max(1000),
});
export type StoreFileInput = z.input<typeof storeFileInput>;

export const MAX_ALT = 200;

const version = z.number().int().positive('页面已过期，请刷新后重试。');
const folderId = z.string().max(40).nullable();

export const editFileInput = z.object({
  fileId: z.string(),
  version,
  alt: z.string().trim().max(MAX_ALT, `替代文字最长 ${MAX_ALT} 个字。`),
  folderId,
});
export type EditFileInput = z.input<typeof editFileInput>;

export const deleteFileInput = z.object({ fileId: z.string() });
export type DeleteFileInput = z.input<typeof deleteFileInput>;

export const replaceFileInput = z.object({
  fileId: z.string(),
  version,
  name: z.string().min(1, '文件没有名称。').max(1000),
});
export type ReplaceFileInput = z.input<typeof replaceFileInput>;

const folderName = z.string().trim().min(1, '请填写文件夹的名称。').max(40, '名称最长 40 个字。');

/** Without an id a new folder. */
export const saveFolderInput = z.object({
  folder: z.object({ id: z.string(), version }).optional(),
  name: folderName,
  /** Read by every site below. */
  isShared: z.boolean(),
});
export type SaveFolderInput = z.input<typeof saveFolderInput>;

export const deleteFolderInput = z.object({ folderId: z.string() });
export type DeleteFolderInput = z.input<typeof deleteFolderInput>;

export const takeSharedFileInput = z.object({ fileId: z.string() });
export type TakeSharedFileInput = z.input<typeof takeSharedFileInput>;
