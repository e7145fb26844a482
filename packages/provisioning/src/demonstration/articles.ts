import type { CityPlan, PlannedSite } from '../city-plan';
import { composeBody, fill } from './compose';
import { type Atlas, atlasOf, marksFor, type Place } from './place';
import { annualTime, countArticles, publicationTime } from './schedule';
import { hash, pick, type Random, randomFrom, shuffled } from './seed';
import { textsFor } from './texts/choose';
import type { DemoArticle, DemoColumn, DemoText } from './types';

export const SHORTEST_TITLE = 12;
export const LONGEST_TITLE = 38;
const LONGEST_SUMMARY = 90;
/** Reports that come once a year, in its first months: the next older item is the year before. */
const ANNUAL = new Set(['nianbao', 'gongbao']);
/** Columns of a portal that tell of the places below it. */
const FROM_BELOW = new Set(['xiangzhen', 'xianqu']);
const WITH_PICTURE = new Set(['techan', 'fengguang', 'minsu', 'xiangcun', 'cunju', 'qiye', 'tupian']);
const POINTS_HEADING: Record<DemoColumn['kind'], string> = {
  GROUP: '',
  NEWS: '温馨提示',
  NOTICE: '请您留意',
  POLICY: '工作要求',
  INTERPRETATION: '主要内容',
  LEADER: '工作分工',
  ORGANISATION: '主要职责',
  GALLERY: '图片说明',
  VIDEO: '主要内容',
  LINKS: '使用提示',
  LIST: '主要内容',
  PAGE: '具体内容',
  TOPIC: '',
};
const NEWS_CLOSINGS: [string, ...string[]] = [
  '下一步，{简}将继续听取群众意见，把工作做细做实。',
  '群众如有意见建议，可到便民服务大厅当面反映。',
  '有关进展将在本网站继续公布。',
  '{简}将把好的做法整理成清单，供各地参考。',
  '工作中的不足，将在下一阶段逐项改进。',
];
const DESKS: [string, ...string[]] = ['政务信息组', '综合办公室', '信息中心', '宣传专干', '政务公开专干'];

export interface DemonstrationOptions {
  /** Nothing is published after this moment. */
  now: Date;
  /** How many articles a site gets, unless its columns need more; 27 by default. */
  perSite?: number;
  /** At least so many items in the first news column, to have a list of several pages; none by default. */
  longList?: number;
}

const atlases = new WeakMap<CityPlan, Atlas>();

function placeOf(site: PlannedSite, plan: CityPlan): Place {
  let atlas = atlases.get(plan);
  if (!atlas) {
    atlas = atlasOf(plan);
    atlases.set(plan, atlas);
  }
  const place = atlas.get(site.code);
  if (!place) throw new Error(`The site ${site.code} is not part of the plan of ${plan.cityCode}`);
  return place;
}

/** Articles for every column of a site, always the same for the same site, columns and `now`. No column stays empty. */
export function demonstrationArticles(
  site: PlannedSite,
  columns: readonly DemoColumn[],
  plan: CityPlan,
  { now, perSite = 27, longList = 0 }: DemonstrationOptions,
): DemoArticle[] {
  const place = placeOf(site, plan);
  const counts = countArticles(columns, perSite, longList);
  const titles = new Set<string>();
  return columns.flatMap((column) => {
    const { kind } = column;
    if (kind === 'GROUP' || kind === 'TOPIC') return [];
    const count = counts.get(column.code) ?? 1;
    return Array.from({ length: count }, (_, index) => {
      const random = randomFrom(`${site.code}/${column.code}/${index}`);
      const publishedAt = ANNUAL.has(column.code)
        ? annualTime(index, random, now)
        : publicationTime(kind, index, count, random, now);
      return writeArticle({ place, column, index, random, publishedAt, titles });
    });
  });
}

interface Assignment {
  place: Place;
  column: DemoColumn;
  /** The newest item of the column is 0. */
  index: number;
  random: Random;
  publishedAt: Date;
  /** Titles that the site has already; the new one is added. */
  titles: Set<string>;
}

function writeArticle(assignment: Assignment): DemoArticle {
  const { place, column, index, random, publishedAt } = assignment;
  const teller = tellerOf(place, column, random);
  const { text, title, marks } = findTitle(assignment, teller);
  const put = (words: string) => fill(words, marks, random);
  const body = composeBody(text, put, {
    heading: POINTS_HEADING[column.kind],
    closing: column.kind === 'NEWS' ? put(pick(random, NEWS_CLOSINGS)) : '',
  });
  const picture = (column.kind === 'NEWS' && random() < 0.6) || WITH_PICTURE.has(column.code);
  return {
    columnCode: column.code,
    title,
    summary: summaryOf(body),
    bodyHtml: body,
    source: teller.site.name,
    author: pick(random, DESKS),
    publishedAt,
    ...(picture ? { pictureSeed: `${place.site.code}/${column.code}/${index}` } : {}),
  };
}

/** Whose matter it is: a portal's columns of towns and of departments tell of one of them. */
function tellerOf(place: Place, column: DemoColumn, random: Random): Place {
  if (column.kind !== 'NEWS' || place.department) return place;
  const [first, ...rest] = FROM_BELOW.has(column.code)
    ? place.childPlaces.filter((child) => child.site.kind !== 'ZONE')
    : column.code === 'bumen'
      ? place.departments
      : [];
  return first ? pick(random, [first, ...rest]) : place;
}

interface Found {
  text: DemoText;
  title: string;
  marks: Map<string, string>;
}

/** The first wording that has a title of fitting length which the site does not have yet. */
function findTitle(assignment: Assignment, teller: Place): Found {
  const { column, random, publishedAt, titles, place } = assignment;
  const month = new Date(publishedAt.getTime() + 8 * 3_600_000).getUTCMonth() + 1;
  const texts = textsFor(teller, column, hash(place.site.code));
  const inSeason = texts.filter((text) => !text.months || text.months.includes(month));
  const wordings = shuffled(
    random,
    (inSeason.length > 0 ? inSeason : texts).flatMap((text) => text.titles.map((title) => ({ text, title }))),
  );
  let spare: Found | undefined;
  for (let round = 0; round < 3; round++) {
    for (const wording of wordings) {
      const marks = marksFor(teller, random, publishedAt, column.name);
      const title = lengthen(fill(wording.title, marks, random), marks);
      if (title.length > LONGEST_TITLE) continue;
      const found = { text: wording.text, title, marks };
      if (!titles.has(title)) {
        titles.add(title);
        return found;
      }
      spare ??= found;
    }
  }
  if (!spare) throw new Error(`No title of fitting length for ${column.code} of ${place.site.code}`);
  for (let issue = 2; ; issue++) {
    const title = `${spare.title.slice(0, LONGEST_TITLE - 7)}（第${issue}期）`;
    if (titles.has(title)) continue;
    titles.add(title);
    return { ...spare, title };
  }
}

function lengthen(title: string, marks: ReadonlyMap<string, string>): string {
  if (title.length >= SHORTEST_TITLE) return title;
  const place = marks.get('地') ?? '';
  const placed = title.includes(place) ? title : `${place}${title}`;
  return placed.length >= SHORTEST_TITLE ? placed : `${placed}（${marks.get('年')}年）`;
}

function summaryOf(body: string): string {
  const first = /<p>([^<]*)<\/p>/.exec(body)?.[1] ?? '';
  const sentence = /^[^。]*。/.exec(first)?.[0] ?? first;
  return sentence.length > LONGEST_SUMMARY ? `${sentence.slice(0, LONGEST_SUMMARY - 1)}…` : sentence;
}
