import { type Deployment, openDeployment, readSettings } from '@zhanqun/deployment/server';
import { ROOT } from '../paths';

/** Works in the deployment of a folder of the benchmark, with the settings of a trial; on the PostgreSQL database of `url` when given. */
export async function inFolder<T>(
  dataDir: string,
  migrations: string,
  work: (deployment: Deployment) => Promise<T>,
  url?: string,
): Promise<T> {
  const settings = readSettings({ DATA_DIR: dataDir, ...(url ? { DATABASE_URL: url } : {}) }, ROOT);
  const deployment = await openDeployment(settings, 'server', migrations);
  try {
    return await work(deployment);
  } finally {
    await deployment.close();
  }
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
