import { can } from '@zhanqun/access';
import { isPassword } from '@zhanqun/auth/server';
import { withPlatform } from '@zhanqun/tenancy/server';
import { expect, it } from 'vitest';
import { FIXTURE_PASSWORD, fixtureUsername, useGroup } from '../src/fixture';

const group = useGroup();

it('holds a tree of sites that resolve under their hosts and paths', () => {
  const { directory, site } = group();
  expect(directory.resolve('CITY.test.:3000', '/')?.site).toBe(site('city'));
  expect(directory.resolve('east-town.east.city.test', '/a/1.html')).toMatchObject({ base: '', isPrimary: true });
  expect(directory.urlOf(site('west-town'))).toBe('http://west.city.test:3000/west-town/');
  expect(site('east-town').lineage).toEqual([site('city').id, site('east').id, site('east-town').id]);
});

it('holds accounts that can sign in with the fixture password and act where they are granted', async () => {
  const { db, actor, site } = group();
  const account = await withPlatform({ db }, (tx) =>
    tx.account.findUniqueOrThrow({ where: { username: fixtureUsername('eastAdmin') }, include: { grants: true } }),
  );
  expect(await isPassword(FIXTURE_PASSWORD, account.passwordHash)).toBe(true);
  expect(account.grants).toMatchObject(actor('eastAdmin').grants);
  expect(can(actor('eastAdmin'), 'account:manage', site('east-town'))).toBe(true);
  expect(can(actor('eastAdmin'), 'account:manage', site('west-town'))).toBe(false);
});
