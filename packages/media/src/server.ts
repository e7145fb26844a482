export { storeFile } from './commands/store-file.server';
export { fileName } from './file-name';
export { type Bytes, FileStore } from './file-store.server';
export {
  type FileFilter,
  type FileRecord,
  findPreviewFile,
  findPublicFile,
  getDeskFile,
  getPublicFile,
  listFiles,
} from './queries.server';
