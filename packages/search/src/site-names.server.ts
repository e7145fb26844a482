import { foldText } from '@zhanqun/chinese/fold';
import type { SiteDirectory, SiteRecord } from '@zhanqun/tenancy/server';
import { foldPinyin, soundOf } from './pinyin.server';

/** What a site is called without what everybody leaves out: 章贡区 is also 章贡. */
const KIND_OF_PLACE = /(?:人民政府|街道办事处|街道|开发区|自治县|[市区县镇乡])$/;

type Names = Map<string, SiteRecord[]>;
type Directory = Pick<SiteDirectory, 'all' | 'find'>;

interface SiteNames {
  byName: Names;
  bySound: Names;
  /** What stands in them, by id. */
  records: Map<string, SiteRecord>;
  /** The directory's own list when they were last looked over: it has another one after each change. */
  all: readonly SiteRecord[];
  /** Ids of sites that are not yet as the directory has them, from `done` on. */
  waiting: string[];
  done: number;
}

/** Sites worked out at a time, some 3 ms: visitors are answered before the next. */
const AT_ONCE = 30;

const known = new WeakMap<Directory, SiteNames>();

function namesOf(site: SiteRecord): string[] {
  return [site.name, site.shortName].map(foldText).flatMap((name) => [name, name.replace(KIND_OF_PLACE, '')]);
}

/** Under which words a site is found, in each map. */
function* entriesOf(site: SiteRecord, { byName, bySound }: SiteNames): Generator<[Names, string]> {
  if (site.state !== 'ONLINE') return;
  for (const name of namesOf(site)) {
    const { full, initials } = soundOf(name);
    yield [byName, name];
    yield [bySound, full];
    yield [bySound, initials];
  }
}

function add(names: SiteNames, site: SiteRecord): void {
  for (const [map, key] of entriesOf(site, names)) {
    if ([...key].length < 2) continue;
    const held = map.get(key);
    if (!held) map.set(key, [site]);
    else if (!held.includes(site)) held.push(site);
  }
  names.records.set(site.id, site);
}

function remove(names: SiteNames, site: SiteRecord): void {
  for (const [map, key] of entriesOf(site, names)) {
    const others = map.get(key)?.filter((held) => held !== site) ?? [];
    if (others.length > 0) map.set(key, others);
    else map.delete(key);
  }
  names.records.delete(site.id);
}

/** Takes the next sites in; the rest when others have had their turn. */
function catchUp(directory: Directory, names: SiteNames): void {
  const end = Math.min(names.done + AT_ONCE, names.waiting.length);
  for (; names.done < end; names.done += 1) {
    const id = names.waiting[names.done] as string;
    const held = names.records.get(id);
    const current = directory.find(id);
    if (held === current) continue;
    if (held) remove(names, held);
    if (current) add(names, current);
  }
  if (names.done < names.waiting.length) setImmediate(() => catchUp(directory, names));
  else {
    names.waiting = [];
    names.done = 0;
  }
}

/**
 * Names of all open sites. The directory exchanges the records of sites that change: only these are worked out again,
 * a few at once, and those of a whole country little by little. Until then a site is not known by its name.
 */
function siteNames(directory: Directory): SiteNames {
  const names: SiteNames = known.get(directory) ?? {
    byName: new Map(),
    bySound: new Map(),
    records: new Map(),
    all: [],
    waiting: [],
    done: 0,
  };
  const all = directory.all();
  if (names.all === all) return names;
  known.set(directory, names);
  names.all = all;
  const isRunning = names.waiting.length > 0;
  for (const { id } of names.records.values()) if (!directory.find(id)) names.waiting.push(id);
  for (const site of all) if (names.records.get(site.id) !== site) names.waiting.push(site.id);
  if (!isRunning) catchUp(directory, names);
  return names;
}

/** Works the names out before the first visitor asks; that of a whole country takes seconds, in which others are answered. */
export function prepareSiteNames(directory: Directory): void {
  siteNames(directory);
}

/** The sites under a name as they are now: one that changed a moment ago may still stand there as it was. */
function sitesUnder(directory: Directory, held: SiteRecord[] = []): SiteRecord[] {
  return held.filter((site) => directory.find(site.id) === site);
}

/** The name of an open site that sounds like `term` and has as many characters. */
export function siteNameLike(directory: Directory, term: string): string | undefined {
  const { full } = soundOf(term);
  const sites = sitesUnder(directory, siteNames(directory).bySound.get(full));
  const names = sites.flatMap((site) => namesOf(site));
  return names.find((name) => soundOf(name).full === full && name.length === term.length && name !== term);
}

/** More sites of one name than this say nothing about which is meant. */
const MAX_OF_ONE_NAME = 8;

/** Open sites of this name, written or spelled in pinyin or its initials. */
export function sitesNamed(directory: Directory, text: string): SiteRecord[] {
  const { byName, bySound } = siteNames(directory);
  const folded = foldText(text).replace(/\s+/g, '');
  const named = sitesUnder(directory, byName.get(folded));
  const found =
    named.length > 0 || !/^[a-z]+$/.test(folded)
      ? named
      : sitesUnder(directory, bySound.get(foldPinyin(folded)) ?? bySound.get(folded));
  return found.length <= MAX_OF_ONE_NAME ? found : [];
}
