import { takeBackup } from '@zhanqun/deployment/server';
import type { Figure } from './command';
import { inFolder, timed } from './deployment';

/** A verified copy of the whole city. */
export async function measureBackup(dataDir: string, folder: string, migrations: string): Promise<Figure[]> {
  const milliseconds = await timed(() =>
    inFolder(dataDir, migrations, async (deployment) => {
      await takeBackup(deployment, folder, new Date());
    }),
  );
  return [{ name: '备份并校验整个城市', value: milliseconds / 1000, unit: '秒' }];
}
