import path from 'node:path';
import { restoreBackup, takeBackup, verifyBackup } from '@zhanqun/deployment/server';
import type { Command } from 'commander';
import type { Work } from './main';

export function addBackupCommands(program: Command, withDeployment: Work): void {
  program
    .command('backup')
    .description('备份数据库与附件，完成后自动校验；服务运行时也可以执行')
    .option('--to <folder>', '存放备份的文件夹，默认为数据文件夹中的 backups')
    .action(async ({ to }: { to?: string }) =>
      withDeployment(async (deployment) => {
        const folder = path.resolve(to ?? path.join(deployment.settings.dataDir, 'backups'));
        const made = await takeBackup(deployment, folder, new Date());
        console.log(`已备份并校验：${made}`);
      }),
    );
  program
    .command('verify')
    .argument('<folder>', '一个备份文件夹')
    .description('校验一个备份')
    .action(async (folder: string) => {
      const manifest = await verifyBackup(path.resolve(folder));
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      console.log(`备份完好：${manifest.tables.length} 张表 ${rows} 行，附件 ${manifest.files.count} 个。`);
    });
  program
    .command('restore')
    .argument('<folder>', '一个备份文件夹')
    .description('把备份恢复到一个空的数据文件夹或数据库')
    .action(async (folder: string) =>
      withDeployment(async (deployment) => {
        const manifest = await restoreBackup(deployment, path.resolve(folder));
        const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
        console.log(`已恢复 ${manifest.takenAt} 的备份：${rows} 行，站点 ${deployment.directory.size} 个。`);
      }),
    );
}
