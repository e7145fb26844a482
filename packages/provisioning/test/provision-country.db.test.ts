import path from 'node:path';
import type { Deployment } from '@zhanqun/deployment/server';
import { readSettings } from '@zhanqun/deployment/server';
import { SiteDirectory, withPlatform } from '@zhanqun/tenancy/server';
import { useTestDatabase } from '@zhanqun/testing/database';
import { beforeAll, describe, expect, it } from 'vitest';
import { provisionCountry } from '../src/server';

const made = useTestDatabase();
const part = { city: '3607', atMost: 7 };
let deployment: Deployment;

beforeAll(() => {
  const { database: db, dataDir } = made();
  const settings = readSettings({ DATA_DIR: dataDir }, dataDir);
  deployment = {
    settings,
    db,
    directory: new SiteDirectory(db, settings.addressing),
    migrations: [],
    filesRoot: path.join(dataDir, 'files'),
    close: () => Promise.resolve(),
  };
});

describe('provisioning divisions of the country', () => {
  it('completes a run that was cut off, and changes nothing the next time', async () => {
    const cut = provisionCountry(deployment, part, ({ done }) => {
      if (done === 1) throw new Error('cut off');
    });
    await expect(cut).rejects.toThrow('cut off');
    await deployment.directory.refresh();
    expect(deployment.directory.size).toBeGreaterThanOrEqual(1);
    expect(deployment.directory.size).toBeLessThan(7);
    const report = await provisionCountry(deployment, part, () => undefined);
    expect(report).toMatchObject({ sites: 7, accounts: 5 });
    expect(await provisionCountry(deployment, part, () => undefined)).toMatchObject({ created: 0, accounts: 0 });
  });

  it('makes a tree of five levels with a home page, columns and two items each', async () => {
    const { db, directory } = deployment;
    const [top, province, city, county, town] = directory.all();
    expect(town?.lineage).toEqual([top, province, city, county, town].map((site) => site?.id));
    expect(directory.all().every((site) => site.state === 'ONLINE' && site.isDemonstration)).toBe(true);
    const items = await db.scope({ role: 'visitor', name: 'test', settings: { 'app.preview_site': '' } }, (tx) =>
      tx.article.groupBy({ by: ['siteId'], _count: true }),
    );
    expect(items.map((row) => row._count)).toEqual(Array(7).fill(2));
    const changes = await withPlatform({ db }, (tx) => tx.publicChange.count({ where: { siteId: town?.id ?? '' } }));
    expect(changes).toBe(4);
  });

  it('is refused in production', async () => {
    const { settings } = deployment;
    const production = { ...deployment, settings: { ...settings, isProduction: true } };
    await expect(provisionCountry(production, part, () => undefined)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
