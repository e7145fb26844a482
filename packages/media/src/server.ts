export { deleteFile } from './commands/delete-file.server';
export { deleteFolder } from './commands/delete-folder.server';
export { editFile } from './commands/edit-file.server';
export { replaceFile } from './commands/replace-file.server';
export { saveFolder } from './commands/save-folder.server';
export { storeFile } from './commands/store-file.server';
export { takeSharedFile } from './commands/take-shared-file.server';
export { fileName } from './file-name';
export { type Bytes, FileStore } from './file-store.server';
export {
  type FileFilter,
  type FileRecord,
  type FolderView,
  findPreviewFile,
  findPublicFile,
  findSignedFile,
  getDeskFile,
  getLibraryFile,
  getPublicFile,
  type LibraryFile,
  listFiles,
  listFolders,
} from './queries.server';
export { type FileUse, listFileUses } from './use-queries.server';
export type { FileUses } from './uses.server';
export { makeVariants, shownPicture } from './variants.server';
export { variantsJob } from './variants-job.server';
