import type { CityPlan, PlannedSite } from '../city-plan';
import { demonstrationContacts } from './contacts';
import { hash, pick, type Random } from './seed';
import { departmentField } from './texts/department-fields';

/** What the wording needs to know of one site. */
export interface Place {
  site: PlannedSite;
  /** 赣州市, 章贡区, 沙石镇, 沙河工业园; for a department, the place it works for. */
  name: string;
  /** 全市, 全区, 全镇 … */
  whole: string;
  shortName: string;
  /** Places below it: counties, towns, or villages made up for this purpose. */
  below: [string, string, ...string[]];
  childPlaces: Place[];
  /** Its departments with a site of their own. */
  departments: Place[];
  department: boolean;
  matters: [string, ...string[]];
  services: [string, ...string[]];
  phonePrefix: string;
  address: string;
  hours: string;
}

export type Atlas = Map<string, Place>;

const VILLAGE_HEADS = '上下新黄罗谢江石竹枫龙高塘樟桃松梅杨钟曾'.split('');
const VILLAGE_TAILS = ['坑', '排', '塘', '背', '田', '岭', '屋', '坝', '口', '陂'];

function villages(site: PlannedSite): [string, string, ...string[]] {
  const street = /街道|社区/.test(site.shortName);
  const seed = hash(site.code);
  const made = Array.from({ length: 6 }, (_, at) => {
    const head = VILLAGE_HEADS[(seed + at * 7) % VILLAGE_HEADS.length];
    const tail = VILLAGE_TAILS[((seed >>> 5) + at * 3) % VILLAGE_TAILS.length];
    return `${head}${tail}${street ? '社区' : '村'}`;
  });
  const [first = '', second = '', ...rest] = made;
  return [first, second, ...rest];
}

function wholeWord(site: PlannedSite, place: string): string {
  if (site.kind === 'ZONE') return /场$/.test(place) ? '全场' : '园区';
  if (place.endsWith('街道')) return '全街道';
  return `全${/苏木$/.exec(place)?.[0] ?? place.slice(-1)}`;
}

/** Every site of a plan as a place, built once for all of its articles. */
export function atlasOf(plan: CityPlan): Atlas {
  const atlas: Atlas = new Map();
  const childrenOf = new Map<string, PlannedSite[]>();
  for (const site of plan.sites) {
    if (site.parentCode === null) continue;
    const siblings = childrenOf.get(site.parentCode);
    if (siblings) siblings.push(site);
    else childrenOf.set(site.parentCode, [site]);
  }
  for (const site of plan.sites) {
    const parent = site.parentCode === null ? undefined : atlas.get(site.parentCode);
    const department = site.kind === 'DEPARTMENT';
    const name = department && parent ? parent.name : site.parentCode === null ? plan.cityName : site.shortName;
    const seat = department && site.parentCode !== null ? site.parentCode : site.code;
    const places = (childrenOf.get(seat) ?? []).filter((child) => child.kind === 'PORTAL' || child.kind === 'CHANNEL');
    const [first, second, ...rest] = places.map((child) => child.shortName);
    const field = departmentField(site.name);
    const contacts = demonstrationContacts(site, plan);
    const place: Place = {
      site,
      name,
      whole: wholeWord(site, name),
      shortName: site.parentCode === null ? name : site.shortName,
      below: first && second ? [first, second, ...rest] : villages(site),
      childPlaces: [],
      departments: [],
      department,
      matters: field.matters,
      services: field.services,
      phonePrefix: contacts.phone.slice(0, -1),
      address: contacts.address,
      hours: contacts.officeHours,
    };
    atlas.set(site.code, place);
    if (parent) (department ? parent.departments : parent.childPlaces).push(place);
  }
  return atlas;
}

/** The values of one article's marks; a mark keeps its value throughout the article. */
export function marksFor(place: Place, random: Random, publishedAt: Date, columnName: string): Map<string, string> {
  const shanghai = new Date(publishedAt.getTime() + 8 * 3_600_000);
  const year = shanghai.getUTCFullYear();
  const month = shanghai.getUTCMonth() + 1;
  const village = pick(random, place.below);
  const other = place.below.filter((each) => each !== village);
  return new Map([
    ['地', place.name],
    ['简', place.shortName],
    ['关', place.site.name],
    ['全', place.whole],
    ['村', village],
    ['村二', other[Math.floor(random() * other.length)] ?? village],
    ['事', pick(random, place.matters)],
    ['职责', place.matters.slice(0, 4).join('、')],
    ['服', pick(random, place.services)],
    ['栏', columnName],
    ['年', String(year)],
    ['上年', String(year - 1)],
    ['月', String(month)],
    ['日', String(shanghai.getUTCDate())],
    ['上月', month === 1 ? `${year - 1}年12月` : `${year}年${month - 1}月`],
    ['电话', place.phonePrefix],
    ['地址', place.address],
    ['时间', place.hours],
  ]);
}
