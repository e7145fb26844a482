import { inject } from 'vitest';

/** The served city that this file has for itself while it runs. */
export function city(): { port: number; dataDir: string } {
  const cities = inject('cities');
  const own = cities[(Number(process.env.VITEST_POOL_ID) - 1) % cities.length];
  if (!own) throw new Error('The browser tests were set up without a city.');
  return own;
}
