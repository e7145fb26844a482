import { provisionCity } from '@zhanqun/provisioning/server';
import type { Figure } from './command';
import { inFolder, timed } from './deployment';

/** The whole demonstration of a city on the embedded database, from an empty folder. */
export async function measureProvisioning(
  city: string,
  dataDir: string,
  migrations: string,
  limitSeconds?: number,
): Promise<Figure[]> {
  let sites = 0;
  const milliseconds = await timed(() =>
    inFolder(dataDir, migrations, async (deployment) => {
      sites = (await provisionCity(deployment, city, () => undefined)).sites;
    }),
  );
  const seconds = { name: `建立 ${city} 的 ${sites} 个站点`, value: milliseconds / 1000, unit: '秒' };
  return [limitSeconds === undefined ? seconds : { ...seconds, limit: limitSeconds }];
}
