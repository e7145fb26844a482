import type { SiteDirectory, SiteRecord } from '@zhanqun/tenancy/server';
import { foldText } from './fold';
import { foldPinyin, soundOf } from './pinyin.server';

/** What a site is called without what everybody leaves out: 章贡区 is also 章贡. */
const KIND_OF_PLACE = /(?:人民政府|街道办事处|街道|开发区|自治县|[市区县镇乡])$/;

interface SiteNames {
  byName: Map<string, SiteRecord[]>;
  bySound: Map<string, SiteRecord[]>;
}

const known = new WeakMap<SiteRecord, SiteNames>();

function add(map: Map<string, SiteRecord[]>, key: string, site: SiteRecord): void {
  if ([...key].length < 2) return;
  const held = map.get(key);
  if (!held) map.set(key, [site]);
  else if (!held.includes(site)) held.push(site);
}

function namesOf(site: SiteRecord): string[] {
  return [site.name, site.shortName].map(foldText).flatMap((name) => [name, name.replace(KIND_OF_PLACE, '')]);
}

/** Names of all open sites. The directory replaces its records when it loads, so they are worked out once for each state. */
function siteNames(directory: SiteDirectory): SiteNames {
  const root = directory.root();
  const held = root && known.get(root);
  if (held) return held;
  const names: SiteNames = { byName: new Map(), bySound: new Map() };
  for (const site of directory.all()) {
    if (site.state !== 'ONLINE') continue;
    for (const name of namesOf(site)) {
      add(names.byName, name, site);
      const { full, initials } = soundOf(name);
      add(names.bySound, full, site);
      add(names.bySound, initials, site);
    }
  }
  if (root) known.set(root, names);
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
