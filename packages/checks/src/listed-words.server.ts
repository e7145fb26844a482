import type { Database } from '@zhanqun/db';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { LRUCache } from 'lru-cache';
import type { FindWords, WordFound } from './check-text';
import type { RuleWeights, WordListName } from './finding';
import { prepareText } from './prepared-text.server';
import { readRules } from './rules.server';
import { hitsThatCount, type WordHit, WordMatcher } from './word-matcher.server';
import { shelfOf, standingWords, versionOf } from './word-rows.server';

/** Words of lists of sites that one process keeps ready; those of the group come on top. */
const MOST_SITE_WORDS = 100_000;

interface Ready {
  version: number;
  matcher: Promise<WordMatcher>;
}

interface Kept {
  group: Ready | undefined;
  sites: LRUCache<string, Ready>;
}

/** What this process has ready of each database; a check asks first which versions stand, so it is never an old one. */
const keptOf = new WeakMap<Database, Kept>();

function keptFor(db: Database): Kept {
  const known = keptOf.get(db);
  if (known) return known;
  const kept: Kept = { group: undefined, sites: new LRUCache({ max: 5_000, maxSize: MOST_SITE_WORDS }) };
  keptOf.set(db, kept);
  return kept;
}

interface Standing {
  version: number;
  words: Awaited<ReturnType<typeof standingWords>>;
}

/** The list as it stands, with its version, in one snapshot. */
function readStanding(context: SiteContext, list: WordListName): Promise<Standing> {
  const shelf = shelfOf(list, context.site.id);
  return readSite(context, async (tx) => ({
    version: await versionOf(tx, shelf),
    words: await standingWords(tx, shelf),
  }));
}

async function matcherOf(context: SiteContext, list: WordListName, version: number): Promise<WordMatcher> {
  const kept = keptFor(context.db);
  const siteId = context.site.id;
  const known = list === 'GROUP' ? kept.group : kept.sites.get(siteId);
  if (known && known.version >= version) return known.matcher;
  const reading = readStanding(context, list);
  const ready: Ready = {
    version,
    matcher: reading.then(({ version: read, words }) => WordMatcher.build(list, read, words)),
  };
  if (list === 'GROUP') kept.group = ready;
  else kept.sites.set(siteId, ready, { size: 1 });
  try {
    const matcher = await ready.matcher;
    ready.version = matcher.version;
    if (list === 'SITE' && kept.sites.peek(siteId) === ready) kept.sites.set(siteId, ready, { size: matcher.size + 1 });
    return matcher;
  } catch (error) {
    if (kept.group === ready) kept.group = undefined;
    if (kept.sites.peek(siteId) === ready) kept.sites.delete(siteId);
    throw error;
  }
}

export interface Standards {
  weights: RuleWeights;
  matchers: Record<WordListName, WordMatcher>;
}

/** The rules and the two lists that hold at a site, as they stand now. */
export async function standardsFor(context: SiteContext): Promise<Standards> {
  const { site } = context;
  const { group, own, rules } = await readSite(context, async (tx) => ({
    group: await versionOf(tx, shelfOf('GROUP', site.id)),
    own: await versionOf(tx, shelfOf('SITE', site.id)),
    rules: await readRules(tx),
  }));
  const matchers = { GROUP: await matcherOf(context, 'GROUP', group), SITE: await matcherOf(context, 'SITE', own) };
  return { weights: rules.weights, matchers };
}

function toldOf({ word, list }: WordHit, version: number): Omit<WordFound, 'start' | 'end'> {
  const { kind, suggestion, weight, note } = word;
  const found = { weight, list: { name: list, version } };
  if (kind === 'ERROR_PRONE') {
    return { ...found, rule: 'error-prone-word', suggestion, advice: `应写作“${suggestion}”。${note}` };
  }
  return { ...found, rule: 'sensitive-word', advice: `“${word.phrase}”在敏感词里，请核实或改写。${note}` };
}

/** Looks for the words of these lists. */
export function wordFinder(matchers: Record<WordListName, WordMatcher>): FindWords {
  return (text) => {
    const prepared = prepareText(text);
    const hits = [...matchers.GROUP.hitsIn(prepared), ...matchers.SITE.hitsIn(prepared)];
    return hitsThatCount(hits, prepared.folded).map((hit) => ({
      ...toldOf(hit, matchers[hit.list].version),
      start: prepared.starts[hit.start] ?? 0,
      end: prepared.ends[hit.end - 1] ?? 0,
    }));
  };
}
