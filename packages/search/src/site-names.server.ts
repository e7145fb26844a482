import type { SiteDirectory, SiteRecord } from '@zhanqun/tenancy/server';
import { foldText } from './fold';
import { foldPinyin, soundOf } from './pinyin.server';

/** What a site is called without what everybody leaves out: 章贡区 is also 章贡. */
const KIND_OF_PLACE = /(?:人民政府|街道办事处|街道|开发区|自治县|[市区县镇乡])$/;

type Names = Map<string, SiteRecord[]>;

interface SiteNames {
  byName: Names;
  bySound: Names;
  /** What stands in them, by id. */
  records: Map<string, SiteRecord>;
  /** The directory's own list when they were last looked over: it has another one after each change. */
  all: readonly SiteRecord[];
}

const known = new WeakMap<SiteDirectory, SiteNames>();

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

/** Names of all open sites. The directory exchanges the records of sites that change: only these are worked out again. */
function siteNames(directory: SiteDirectory): SiteNames {
  const names = known.get(directory) ?? { byName: new Map(), bySound: new Map(), records: new Map(), all: [] };
  const all = directory.all();
  if (names.all === all) return names;
  for (const before of [...names.records.values()]) if (directory.find(before.id) !== before) remove(names, before);
  for (const site of all) if (!names.records.has(site.id)) add(names, site);
  names.all = all;
  known.set(directory, names);
  return names;
}

/** The name of an open site that sounds like `term` and has as many characters. */
export function siteNameLike(directory: SiteDirectory, term: string): string | undefined {
  const { full } = soundOf(term);
  const sites = siteNames(directory).bySound.get(full) ?? [];
  const names = sites.flatMap((site) => namesOf(site));
  return names.find((name) => soundOf(name).full === full && name.length === term.length && name !== term);
}

/** More sites of one name than this say nothing about which is meant. */
const MAX_OF_ONE_NAME = 8;

/** Open sites of this name, written or spelled in pinyin or its initials. */
export function sitesNamed(directory: SiteDirectory, text: string): SiteRecord[] {
  const { byName, bySound } = siteNames(directory);
  const folded = foldText(text).replace(/\s+/g, '');
  const found =
    byName.get(folded) ??
    (/^[a-z]+$/.test(folded) ? (bySound.get(foldPinyin(folded)) ?? bySound.get(folded)) : undefined);
  return found && found.length <= MAX_OF_ONE_NAME ? found : [];
}
