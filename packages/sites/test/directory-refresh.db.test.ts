import type { Database, Transaction } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import { atSite, SiteDirectory, withSite } from '@zhanqun/tenancy/server';
import { FIXTURE_ADDRESSING, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { addAddress, createSite } from '../src/server';

const group = useGroup();

/** A directory that loads from a database whose scopes are counted. */
function counted(mode: 'hosts' | 'path' = 'hosts') {
  const { db } = group();
  const scopes: string[] = [];
  let fault: Error | undefined;
  const watched: Database = {
    ...db,
    scope: (scope, work) => {
      scopes.push(scope.name);
      return fault ? Promise.reject(fault) : db.scope(scope, work);
    },
  };
  const directory = new SiteDirectory(watched, { ...FIXTURE_ADDRESSING, mode });
  return {
    directory,
    scopes,
    fail: (error?: Error) => {
      fault = error;
    },
  };
}

/** What a whole load says, and what this one says, are the same for every site and address. */
async function expectSameAsWhole(directory: SiteDirectory): Promise<void> {
  const whole = new SiteDirectory(group().db, directory.addressing);
  await whole.refresh();
  expect(directory.all()).toEqual(whole.all());
  expect(directory.root()).toEqual(whole.root());
  for (const site of whole.all()) {
    expect(directory.get(site.id)).toEqual(site);
    expect(directory.children(site.id)).toEqual(whole.children(site.id));
    for (const url of whole.urlsOf(site)) {
      const { host, pathname } = new URL(url);
      expect(directory.resolve(host, pathname), url).toEqual(whole.resolve(host, pathname));
    }
  }
}

type Code = Parameters<ReturnType<typeof group>['site']>[0];

const update = (code: Code, work: (tx: Transaction, id: string) => Promise<unknown>) => {
  const { contextAt, site } = group();
  return withSite(contextAt(code, 'system'), (tx) => work(tx, site(code).id));
};

describe.each(['hosts', 'path'] as const)('a directory that reads only what changed (%s)', (mode) => {
  it('says the same as one that reads all: names, states, addresses, order, new and moved sites', async () => {
    const { contextAt, site } = group();
    const { directory } = counted(mode);
    await directory.refresh();
    const idOf = (code: Code) => site(code).id;
    const rename = { name: `更名后的镇人民政府${mode}`, shortName: `更名镇${mode}` };
    await update('east-town', (tx, id) => tx.site.updateMany({ where: { id }, data: rename }));
    await directory.refresh([idOf('east-town')]);
    expect(directory.get(idOf('east-town'))).toMatchObject(rename);
    await expectSameAsWhole(directory);

    const state = mode === 'hosts' ? 'TEMP_OFFLINE' : 'ONLINE';
    await update('west-town', (tx, id) => tx.site.updateMany({ where: { id }, data: { state } }));
    await directory.refresh([idOf('west-town')]);
    expect(directory.get(idOf('west-town')).state).toBe(state);
    await addAddress(contextAt('east-hill', 'system'), { kind: 'OWN_DOMAIN', value: `hill-${mode}.example` });
    await update('east-hill', (tx, id) => tx.site.updateMany({ where: { id }, data: { position: 9 } }));
    await directory.refresh([idOf('east-hill')]);
    await expectSameAsWhole(directory);

    const made = await createSite(contextAt('west', 'system'), {
      name: `新镇人民政府${mode}`,
      shortName: '新镇',
      level: 'TOWN',
      kind: 'CHANNEL',
      blueprintCode: 'town',
      label: `new-${mode}`,
      code: `new-${mode}`,
    });
    await directory.refresh([made.id]);
    expect(directory.findByCode(`new-${mode}`)?.lineage).toEqual([idOf('city'), idOf('west'), made.id]);
    await expectSameAsWhole(directory);

    const [from, to] = mode === 'hosts' ? (['east', 'bureau'] as const) : (['bureau', 'east'] as const);
    await update('east-town', (tx, id) => tx.site.updateMany({ where: { id }, data: { parentId: idOf(to) } }));
    await directory.refresh([idOf('east-town')]);
    expect(directory.children(idOf(from)).map((one) => one.code)).not.toContain('east-town');
    await expectSameAsWhole(directory);
  });
});

describe('refreshing some sites', () => {
  it('reads these only, once for all who ask during a load', async () => {
    const { site } = group();
    const { directory, scopes } = counted();
    await directory.refresh();
    expect(scopes).toHaveLength(1);
    await directory.refresh([]);
    expect(scopes).toHaveLength(1);
    await Promise.all((['east', 'west', 'city'] as const).map((code) => directory.refresh([site(code).id])));
    expect(scopes).toHaveLength(3);
  });

  it('reads all when it has read nothing yet, or when a parent is unknown', async () => {
    const { context, contextAt, site } = group();
    const { directory } = counted();
    await directory.refresh([site('east').id]);
    expect(directory.size).toBe(group().directory.size);
    await expectSameAsWhole(directory);
    const wish = { level: 'TOWN', kind: 'CHANNEL', blueprintCode: 'town', shortName: '上下' } as const;
    const upper = { ...wish, name: '上一级子站', label: 'upper', code: 'upper' };
    const above = await createSite(contextAt('east', 'system'), upper);
    const lower = { ...wish, name: '下一级子站', label: 'lower', code: 'lower' };
    const { id } = await createSite(atSite(context('system'), group().directory.get(above.id)), lower);
    await directory.refresh([id]);
    expect(directory.ancestors(directory.get(id)).map((one) => one.code)).toEqual(['city', 'east', 'upper']);
  });

  it('takes out a site that is not there any more', async () => {
    const { directory } = counted();
    await directory.refresh();
    const { size } = directory;
    await directory.refresh(['nobody']);
    expect(directory.size).toBe(size);
  });

  it('reads later what it could not read now', async () => {
    const { site } = group();
    const { directory, fail } = counted();
    await directory.refresh();
    await update('west', (tx, id) => tx.site.updateMany({ where: { id }, data: { shortName: '西县改' } }));
    fail(new DomainError('BUSY', '系统忙。'));
    await directory.catchUp([site('west').id]);
    expect(directory.get(site('west').id).shortName).not.toBe('西县改');
    fail();
    await directory.refresh([site('east').id]);
    expect(directory.get(site('west').id).shortName).toBe('西县改');
  });

  it('shares the theme that many sites have', async () => {
    const { site } = group();
    const { directory } = counted();
    await directory.refresh();
    const held = directory.get(site('east').id).theme;
    await directory.refresh([site('east').id]);
    expect(directory.get(site('east').id).theme).toBe(held);
  });
});
