import { withPlatform } from '@zhanqun/tenancy/server';
import { useTestDatabase } from '@zhanqun/testing/database';
import { expect, it } from 'vitest';
import { sweepChanges } from '../src/server';

const test = useTestDatabase();

it('lines of change are forgotten after thirty days, and no sooner', async () => {
  const { database: db } = test();
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  await withPlatform({ db, siteId: 'one' }, (tx) =>
    tx.publicChange.createMany({
      data: [29.9, 30.1, 400].map((days) => ({ siteId: 'one', tags: [`${days}`], at: ago(days) })),
    }),
  );
  await sweepChanges(db);
  const left = await withPlatform({ db }, (tx) => tx.publicChange.findMany({ select: { tags: true } }));
  expect(left).toEqual([{ tags: ['29.9'] }]);
});
