import { reachOf } from '@zhanqun/access';
import { SITE_KIND_LABELS, SITE_LEVEL_LABELS } from '@zhanqun/sites/schema';
import type { Context, Reach, SiteRecord } from '@zhanqun/tenancy/server';
import { filterPalette, type PaletteItem } from '@zhanqun/ui/console';
import { pinyin } from 'pinyin-pro';
import { consolePath } from './paths';

/** How many sites a page carries with it; of more, the rest is asked for while typing. */
export const CARRIED_SITES = 50;

/** A record lives as long as one load of the directory, and its spelling with it. */
const spelt = new WeakMap<SiteRecord, string[]>();

function keywordsOf(site: SiteRecord): string[] {
  const known = spelt.get(site);
  if (known) return known;
  const words = [...new Set([site.shortName, site.name])].flatMap((name) => [
    pinyin(name, { toneType: 'none', type: 'array' }).join(''),
    pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join(''),
  ]);
  const keywords = [site.code, ...words];
  spelt.set(site, keywords);
  return keywords;
}

/** The sites of a reach in the order of the tree. */
export function sitesIn(directory: Context['directory'], reach: Reach): SiteRecord[] {
  const found = new Map<string, SiteRecord>();
  for (const root of reach.roots) for (const site of directory.subtree(root)) found.set(site.id, site);
  for (const id of reach.sites) {
    const site = directory.find(id);
    if (site) found.set(id, site);
  }
  return [...found.values()];
}

/** The sites that the actor may enter. */
export function enterableSites({ actor, directory }: Pick<Context, 'actor' | 'directory'>): SiteRecord[] {
  return sitesIn(directory, reachOf(actor, 'site:view', directory.root()?.id ?? ''));
}

/** What a site is, in a few words: `赣县区 · 乡镇级`. */
export function hintOf(directory: Context['directory'], site: SiteRecord): string {
  const parent = site.parentId ? directory.find(site.parentId)?.shortName : undefined;
  const isOwnKind = site.kind === 'DEPARTMENT' || site.kind === 'ZONE';
  const what = isOwnKind ? SITE_KIND_LABELS[site.kind] : SITE_LEVEL_LABELS[site.level];
  return parent ? `${parent} · ${what}` : what;
}

export function paletteItemOf(directory: Context['directory'], site: SiteRecord, withKeywords: boolean): PaletteItem {
  return {
    label: site.name,
    href: consolePath.site(site.code),
    hint: hintOf(directory, site),
    ...(withKeywords ? { keywords: keywordsOf(site) } : {}),
  };
}

/** Sites by name, code, pinyin or its initials, nearest first. */
export function searchSites(context: Pick<Context, 'actor' | 'directory'>, query: string): PaletteItem[] {
  const items = enterableSites(context).map((site) => paletteItemOf(context.directory, site, true));
  return filterPalette(items, query, 30).shown;
}
