import type { ColumnKind } from '@zhanqun/columns/schema';
import { between, type Random } from './seed';
import type { DemoColumn } from './types';

const DAY = 86_400_000;
const SHANGHAI_OFFSET = 8 * 3_600_000;
const LONGEST_AGO_DAYS = 360;

type ContentKind = Exclude<ColumnKind, 'GROUP' | 'TOPIC'>;
const LEAST: Record<ContentKind, number> = {
  NEWS: 3,
  NOTICE: 2,
  POLICY: 2,
  INTERPRETATION: 2,
  LEADER: 1,
  ORGANISATION: 1,
  GALLERY: 1,
  VIDEO: 1,
  LINKS: 1,
  LIST: 1,
  PAGE: 1,
};
const MOST: Record<ContentKind, number> = {
  NEWS: 8,
  NOTICE: 6,
  POLICY: 5,
  INTERPRETATION: 5,
  LEADER: 3,
  ORGANISATION: 3,
  GALLERY: 3,
  VIDEO: 2,
  LINKS: 3,
  LIST: 3,
  PAGE: 1,
};
/** Days between one item and the next. News columns must never look older than two weeks (domain §3.2). */
const PACE: Record<ContentKind, number> = {
  NEWS: 3,
  NOTICE: 9,
  POLICY: 35,
  INTERPRETATION: 35,
  LEADER: 60,
  ORGANISATION: 60,
  GALLERY: 20,
  VIDEO: 30,
  LINKS: 60,
  LIST: 60,
  PAGE: 1,
};

/**
 * How many articles each column gets: none stays empty, and news, notices and documents are filled up first until the
 * site has `perSite`. With `longList` the first news column gets at least that many.
 */
export function countArticles(columns: readonly DemoColumn[], perSite: number, longList: number): Map<string, number> {
  const counts = new Map<string, number>();
  const open: { code: string; kind: ContentKind }[] = [];
  for (const { code, kind } of columns) {
    if (kind === 'GROUP' || kind === 'TOPIC') continue;
    counts.set(code, LEAST[kind]);
    open.push({ code, kind });
  }
  const firstNews = open.find((column) => column.kind === 'NEWS');
  if (firstNews && longList > 0) counts.set(firstNews.code, Math.max(longList, LEAST.NEWS));
  let missing = perSite - [...counts.values()].reduce((sum, count) => sum + count, 0);
  for (const kind of ['NEWS', 'NOTICE', 'POLICY', 'LIST'] as const) {
    const ofKind = open.filter((column) => column.kind === kind);
    for (let round = LEAST[kind]; round < MOST[kind] && missing > 0; round++) {
      for (const { code } of ofKind) {
        const count = counts.get(code) ?? 0;
        if (missing <= 0 || count > round) continue;
        counts.set(code, count + 1);
        missing--;
      }
    }
  }
  return counts;
}

/** When the item at `index` (the newest is 0) of a column appeared: in office hours in Shanghai, never after `now`. */
export function publicationTime(kind: ContentKind, index: number, count: number, random: Random, now: Date): Date {
  const pace = Math.min(PACE[kind], LONGEST_AGO_DAYS / Math.max(count, 1));
  const newest = kind === 'PAGE' ? between(random, 20, 300) : Math.floor(random() * Math.min(pace, 40));
  const daysAgo = Math.min(LONGEST_AGO_DAYS, Math.round(index * pace) + newest);
  const minutes = between(random, 8 * 60 + 30, 17 * 60 + 30);
  const today = Math.floor((now.getTime() + SHANGHAI_OFFSET) / DAY);
  const at = (day: number) => day * DAY + minutes * 60_000 - SHANGHAI_OFFSET;
  let day = today - daysAgo;
  if (at(day) > now.getTime()) day--;
  // 1 January 1970 was a Thursday: 0 is Thursday, 2 Saturday, 3 Sunday.
  const weekday = day % 7;
  if (kind !== 'NEWS' && (weekday === 2 || weekday === 3)) day -= weekday - 1;
  return new Date(at(day));
}

/** A morning between mid-January and late March, `index` years before the latest that lies behind. */
export function annualTime(index: number, random: Random, now: Date): Date {
  const day = between(random, 15, 85);
  const minute = between(random, 0, 59);
  const thisYear = new Date(now.getTime() + SHANGHAI_OFFSET).getUTCFullYear();
  const inYear = (year: number) => new Date(Date.UTC(year, 0, day, 2, minute));
  const years = inYear(thisYear) > now ? index + 1 : index;
  return inYear(thisYear - years);
}
