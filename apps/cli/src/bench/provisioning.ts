import { provisionCity } from '@zhanqun/provisioning/server';
import type { Figure } from './command';
import { inFolder, timed } from './deployment';

/** The whole demonstration of a city from nothing, on the embedded database or the PostgreSQL database of `url`. */
export async function measureProvisioning(
  city: string,
  dataDir: string,
  migrations: string,
  limitSeconds?: number,
  url?: string,
): Promise<Figure[]> {
  let sites = 0;
  const milliseconds = await timed(() =>
    inFolder(
      dataDir,
      migrations,
      async (deployment) => {
        sites = (await provisionCity(deployment, city, () => undefined)).sites;
      },
      url,
    ),
  );
  const seconds = {
    name: `建立 ${city} 的 ${sites} 个站点${url ? '（PostgreSQL）' : ''}`,
    value: milliseconds / 1000,
    unit: '秒',
  };
  return [limitSeconds === undefined ? seconds : { ...seconds, limit: limitSeconds }];
}
