import { describe, expect, it } from 'vitest';
import { type LoadedSite, SiteIndex } from './site-index';

/** A reproducible stream of whole numbers below `end`. */
function numbers(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}

const SEGMENTS = ['a', 'b', 'c', 'd'];

/** A site as chance would have it. Labels and domains are few, so that they go from one site to another. */
function anySite(next: (end: number) => number, id: string, parentId: string | null): LoadedSite {
  const label = SEGMENTS[next(SEGMENTS.length)] ?? 'a';
  return {
    id,
    parentId,
    code: `code-${next(3) === 0 ? id : next(40)}`,
    label,
    name: `站点 ${next(100)}`,
    shortName: `站 ${next(100)}`,
    level: 'TOWN',
    kind: 'CHANNEL',
    state: next(2) === 0 ? 'ONLINE' : 'PREPARING',
    stateNote: '',
    themeCode: 'tea-green',
    theme: { accent: next(3) },
    themeHash: String(next(3)),
    position: next(4),
    isDemonstration: false,
    addresses: [
      { kind: 'SUBDOMAIN', value: `${label}-${next(40)}`, isPrimary: true },
      { kind: 'PATH', value: SEGMENTS[next(SEGMENTS.length)] ?? 'a', isPrimary: false },
      { kind: 'OWN_DOMAIN', value: `${next(40)}.example`, isPrimary: false },
    ],
  };
}

/** No two sites have the same code or address, as the database sees to. */
function areDistinct(sites: Iterable<LoadedSite>): boolean {
  const taken = new Set<string>();
  for (const site of sites) {
    const own = [
      `code ${site.code}`,
      `label ${site.parentId} ${site.label}`,
      ...site.addresses.map(({ kind, value }) => `${kind} ${kind === 'PATH' ? site.parentId : ''} ${value}`),
    ];
    // In path mode a label and a path address lead to one place.
    const segments = new Set([site.label, ...site.addresses.flatMap((one) => (one.kind === 'PATH' ? one.value : []))]);
    own.push(...[...segments].map((segment) => `segment ${site.parentId} ${segment}`));
    for (const key of own) {
      if (taken.has(key)) return false;
      taken.add(key);
    }
  }
  return true;
}

function isBelow(sites: Map<string, LoadedSite>, id: string, top: string): boolean {
  if (id === top) return true;
  const parentId = sites.get(id)?.parentId;
  return parentId ? isBelow(sites, parentId, top) : false;
}

/** Everything that the index answers. */
function answers(index: SiteIndex, ids: string[]) {
  const idOf = (site: { id: string } | undefined) => site?.id;
  const range = Array.from({ length: 41 }, (_, number) => number);
  return {
    size: index.size,
    root: idOf(index.root()),
    all: index.all(),
    sites: ids.map((id) => [
      index.find(id),
      index.children(id).map((child) => child.id),
      SEGMENTS.map((segment) => idOf(index.findByPath(id, segment))),
      idOf(index.findByCode(`code-${id}`)),
    ]),
    codes: range.map((number) => idOf(index.findByCode(`code-${number}`))),
    domains: range.map((number) => idOf(index.findByOwnDomain(`${number}.example`))),
    subdomains: SEGMENTS.flatMap((label) => range.map((number) => idOf(index.findBySubdomain(`${label}-${number}`)))),
  };
}

describe('the index of sites', () => {
  it.each(['hosts', 'path'] as const)('answers after any changes as if it were made anew (%s)', (mode) => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = numbers(seed);
      const truth = new Map<string, LoadedSite>([['s0', anySite(next, 's0', null)]]);
      const index = new SiteIndex(mode);
      index.apply([...truth.values()]);
      for (let step = 0; step < 25; step++) {
        const trial = new Map(truth);
        const touched = new Set<string>();
        for (let change = next(4); change >= 0; change--) {
          const ids = [...trial.keys()];
          const isNew = next(2) === 0;
          const id = isNew ? `s${step}-${change}` : (ids[next(ids.length)] ?? 's0');
          const parents = ids.filter((one) => !isBelow(trial, one, id));
          const before = trial.get(id);
          const parentId =
            id === 's0' ? null : isNew || next(3) === 0 ? parents[next(parents.length)] : before?.parentId;
          if (parentId === undefined) continue;
          trial.set(id, anySite(next, id, parentId));
          touched.add(id);
        }
        const leaf = [...trial.keys()].find((id) => ![...trial.values()].some((site) => site.parentId === id));
        if (next(5) === 0 && leaf !== undefined && leaf !== 's0') {
          trial.delete(leaf);
          touched.add(leaf);
        }
        if (!areDistinct(trial.values())) continue;
        for (const id of trial.keys()) if (!truth.has(id)) touched.add(id);
        truth.clear();
        for (const [id, site] of trial) truth.set(id, site);
        const loaded = [...touched].flatMap((id) => truth.get(id) ?? []);
        index.apply(
          loaded,
          [...touched].filter((id) => !truth.has(id)),
        );
        const anew = new SiteIndex(mode);
        anew.apply([...truth.values()]);
        const ids = [...truth.keys(), ...touched];
        expect(answers(index, ids), `seed ${seed}, step ${step}`).toEqual(answers(anew, ids));
      }
      expect(index.size).toBeGreaterThan(1);
    }
  });

  it('leaves lists and records alone that someone holds', () => {
    const next = numbers(7);
    const index = new SiteIndex('hosts');
    const [top, child] = [anySite(next, 'top', null), anySite(next, 'child', 'top')];
    index.apply([top, child]);
    const before = index.children('top');
    const held = index.find('child');
    index.apply([{ ...child, name: '改名' }, anySite(next, 'second', 'top')]);
    expect(before).toEqual([held]);
    expect(held?.name).toBe(child.name);
    expect(index.children('top')).toHaveLength(2);
  });

  it('takes along whoever stands below a site that moves', () => {
    const next = numbers(3);
    const index = new SiteIndex('hosts');
    const sites = [
      anySite(next, 'top', null),
      anySite(next, 'a', 'top'),
      anySite(next, 'b', 'top'),
      anySite(next, 'town', 'a'),
    ];
    index.apply(sites);
    const [, moved] = sites;
    index.apply(moved ? [{ ...moved, parentId: 'b' }] : []);
    expect(index.find('town')?.lineage).toEqual(['top', 'b', 'a', 'town']);
    expect(index.children('b').map((site) => site.id)).toEqual(['a']);
    expect(index.children('a')[0]).toBe(index.find('town'));
  });
});
