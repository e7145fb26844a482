import type { Database } from '@zhanqun/db';
import { FIXTURE_ADDRESSING, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { SiteDirectory } from '../src/server';

const group = useGroup();

const resolve = (host: string, path = '/') => {
  const found = group().directory.resolve(host, path);
  return found && { code: found.site.code, base: found.base, rest: found.rest, isPrimary: found.isPrimary };
};

describe('resolving a host', () => {
  it.each([
    ['city.test', 'city'],
    ['CITY.Test', 'city'],
    ['city.test.', 'city'],
    ['city.test:3000', 'city'],
    ['City.Test.:3000', 'city'],
    ['east.city.test', 'east'],
    ['east-town.east.city.test', 'east-town'],
    ['bureau.city.test', 'bureau'],
  ])('%s means the site %s under its primary address', (host, code) => {
    expect(resolve(host)).toEqual({ code, base: '', rest: '/', isPrimary: true });
  });

  it('reads an alias as the site, but not as its primary address', () => {
    expect(resolve('WWW.East.example', '/c/x/')).toEqual({ code: 'east', base: '', rest: '/c/x/', isPrimary: false });
    expect(resolve('west-town.west.city.test')).toMatchObject({ code: 'west-town', isPrimary: false });
  });

  it.each([
    'elsewhere.test',
    'x.city.test',
    'city.test.evil.example',
    '127.0.0.1',
    '[::1]:3000',
    'localhost',
    '',
    'a b',
  ])('knows nobody under %j', (host) => {
    expect(resolve(host)).toBeUndefined();
  });

  it('has no answer without a host', () => {
    expect(group().directory.resolve(undefined, '/')).toBeUndefined();
  });
});

describe('resolving a path', () => {
  it('goes down through the paths of children', () => {
    expect(resolve('city.test', '/west/west-town/a/1.html')).toEqual({
      code: 'west-town',
      base: '/west/west-town',
      rest: '/a/1.html',
      isPrimary: false,
    });
    expect(resolve('west.city.test', '/west-town/a/1.html')).toEqual({
      code: 'west-town',
      base: '/west-town',
      rest: '/a/1.html',
      isPrimary: true,
    });
  });

  it('does not take the base without its slash as the primary address', () => {
    expect(resolve('west.city.test', '/west-town')).toEqual({
      code: 'west-town',
      base: '/west-town',
      rest: '/',
      isPrimary: false,
    });
  });

  it.each(['/west-towns/', '/West-Town/', '/c/west-town/', '/west-town.html', '//west-town/'])(
    'stays at the parent for %s',
    (path) => {
      expect(resolve('west.city.test', path)).toMatchObject({ code: 'west', base: '', rest: path });
    },
  );

  it('does not go down to the children of another site', () => {
    expect(resolve('east.city.test', '/west-town/')).toMatchObject({ code: 'east', base: '' });
  });
});

describe('addresses of sites', () => {
  it('have the port of the settings, and none where it is the scheme’s own', async () => {
    const { db, site, directory } = group();
    expect(directory.urlOf(site('west-town'), '/a/1.html')).toBe('http://west.city.test:3000/west-town/a/1.html');
    const https = new SiteDirectory(db, { ...FIXTURE_ADDRESSING, scheme: 'https', port: '443' });
    await https.refresh();
    expect(https.urlOf(https.get(site('east').id))).toBe('https://east.city.test/');
  });

  it('are listed with the primary one first', () => {
    const { directory, site } = group();
    expect(directory.urlsOf(site('east'))).toEqual([
      'http://east.city.test:3000/',
      'http://city.test:3000/east/',
      'http://www.east.example:3000/',
    ]);
    expect(directory.urlsOf(site('west-town'))[0]).toBe('http://west.city.test:3000/west-town/');
  });

  it('leave the host out between sites under the same host', () => {
    const { directory, site } = group();
    expect(directory.href(site('west'), site('west-town'))).toBe('/west-town/');
    expect(directory.href(site('east'), site('west-town'))).toBe('http://west.city.test:3000/west-town/');
  });
});

describe('ADDRESSING=path', () => {
  it('puts every site under one host or bare address by the labels of its lineage', async () => {
    const { db, site } = group();
    const directory = new SiteDirectory(db, { ...FIXTURE_ADDRESSING, mode: 'path' });
    await directory.refresh();
    for (const host of ['127.0.0.1:3000', '[::1]:3000', 'localhost:3000', 'city.test', '192.0.2.4']) {
      expect(directory.resolve(host, '/east/east-town/a/1.html'), host).toMatchObject({
        site: { code: 'east-town' },
        base: '/east/east-town',
        rest: '/a/1.html',
        isPrimary: true,
      });
      expect(directory.resolve(host, '/')?.site.code).toBe('city');
    }
    expect(directory.resolve('east.city.test', '/')).toBeUndefined();
    expect(directory.urlOf(directory.get(site('east-town').id))).toBe('http://city.test:3000/east/east-town/');
    expect(directory.href(site('city'), directory.get(site('bureau').id))).toBe('/bureau/');
  });
});

describe('the tree', () => {
  it('tells children, ancestors and subtrees', () => {
    const { directory, site } = group();
    const codes = (sites: { code: string }[]) => sites.map((entry) => entry.code);
    expect(codes(directory.children(site('east').id))).toEqual(['east-town', 'east-hill']);
    expect(codes(directory.ancestors(site('east-town')))).toEqual(['city', 'east']);
    expect(codes(directory.subtree(site('west').id))).toEqual(['west', 'west-town']);
    expect(directory.subtree('nowhere')).toEqual([]);
    expect(() => directory.get('nowhere')).toThrow('没有找到这个站点');
  });
});

describe('loading the directory', () => {
  it('reads once more for whoever asks after a load has read, at whatever moment', async () => {
    const { db } = group();
    for (let steps = 0; steps < 16; steps++) {
      let begun = 0;
      let begunWhenAsked = 0;
      let second: Promise<void> | undefined;
      const counted: Database = {
        ...db,
        scope: async (scope, work) => {
          begun += 1;
          const result = await db.scope(scope, work);
          second ??= (async () => {
            for (let step = 0; step < steps; step++) await undefined;
            begunWhenAsked = begun;
            await directory.refresh();
          })();
          return result;
        },
      };
      const directory = new SiteDirectory(counted, FIXTURE_ADDRESSING);
      await directory.refresh();
      await second;
      expect(begun, `asked ${steps} steps after the load had read`).toBe(begunWhenAsked + 1);
    }
  });
});
