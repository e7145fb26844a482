export {
  type BackupManifest,
  listBackups,
  pruneBackups,
  restoreBackup,
  takeBackup,
  verifyBackup,
} from './backup.server';
export { type Deployment, openDeployment, operatorContext } from './open.server';
export { EXAMPLE_SECRET, type MailSettings, readSettings, type Settings } from './settings.server';
