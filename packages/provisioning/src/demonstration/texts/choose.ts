import type { Place } from '../place';
import type { DemoColumn, DemoText } from '../types';
import { DEPARTMENT_NEWS, DEPARTMENT_POLICIES, DEPARTMENT_TEXTS } from './department';
import { DISCLOSURE_TEXTS } from './disclosure';
import { LOCAL_TEXTS } from './lists';
import { GENERAL_NEWS, LIVELIHOOD_NEWS, MEETING_NEWS, SERVICE_NEWS, VILLAGE_NEWS } from './news-general';
import { FARM_NEWS, FARM_TEXTS, PARK_NEWS, ZONE_TEXTS } from './news-zone';
import {
  DEPARTMENT_NOTICES,
  DEPARTMENT_PUBLICITY,
  NOTICES,
  PUBLICITY,
  RECRUITMENT,
  WORKERS_WANTED,
  ZONE_NOTICES,
} from './notices';
import { districtsPage, leadersPage, pageText, type Voice } from './pages';
import { PLANS, POLICIES, REPEALED } from './policies';
import { STREET_NEWS, STREET_TEXTS } from './street';

const SURNAMES = '张王李刘陈杨黄赵周吴徐孙胡朱林何郭罗'.split('');

const TOWNSFOLK_NEWS = [...STREET_NEWS, ...LIVELIHOOD_NEWS, ...SERVICE_NEWS];

const NEWS_BY_COLUMN: Record<string, DemoText[]> = {
  huiyi: MEETING_NEWS,
  zhenxing: VILLAGE_NEWS,
  minsheng: LIVELIHOOD_NEWS,
  yingshang: SERVICE_NEWS,
  bumen: DEPARTMENT_NEWS,
};
const NOTICES_BY_COLUMN: Record<string, DemoText[]> = {
  gongshi: PUBLICITY,
  renshi: RECRUITMENT,
  kaolu: RECRUITMENT,
  zhaokao: RECRUITMENT,
  zhaogong: WORKERS_WANTED,
};
const POLICIES_BY_COLUMN: Record<string, DemoText[]> = { guihua: PLANS, feizhi: REPEALED };

/** Columns that a blueprint of the office's own may have. */
const ANY_LIST: DemoText[] = [
  {
    titles: ['{简}{栏}有关情况说明', '{简}{栏}工作情况公开（{年}年）', '{简}{栏}办理提示'],
    body: ['现将{栏}有关情况公开如下，内容随工作进展更新。', '需要进一步了解的，可在办公时间向{关}咨询。'],
  },
];
const ANY_PAGE: DemoText[] = [
  { titles: ['{关}{栏}说明'], body: ['本页介绍{关}{栏}的有关内容。', '如需了解详情，可在办公时间来访或来电咨询。'] },
];

function voiceOf(place: Place): Voice {
  if (place.department) return 'department';
  if (place.site.kind === 'CHANNEL' && place.site.name.endsWith('办事处')) return 'street';
  if (place.site.kind !== 'ZONE') return 'government';
  return /(?:[林农牧渔茶种园殖]场|苗圃)$/.test(place.shortName) ? 'farm' : 'park';
}

function newsTexts(place: Place, column: DemoColumn): DemoText[] {
  const news = {
    department: DEPARTMENT_NEWS,
    farm: FARM_NEWS,
    park: PARK_NEWS,
    street: TOWNSFOLK_NEWS,
    government: GENERAL_NEWS,
  };
  const voice = voiceOf(place);
  return (voice === 'government' && NEWS_BY_COLUMN[column.code]) || news[voice];
}

function noticeTexts(place: Place, column: DemoColumn): DemoText[] {
  const voice = voiceOf(place);
  if (voice === 'department') return column.code === 'gongshi' ? DEPARTMENT_PUBLICITY : DEPARTMENT_NOTICES;
  return NOTICES_BY_COLUMN[column.code] ?? (voice === 'park' || voice === 'farm' ? ZONE_NOTICES : NOTICES);
}

/** Texts that only this kind of site has for a column. */
function ownTexts(place: Place, code: string): DemoText[] | undefined {
  const voice = voiceOf(place);
  if (voice === 'government') return undefined;
  if (voice === 'department') return DEPARTMENT_TEXTS[code];
  if (voice === 'street') return STREET_TEXTS[code];
  return (voice === 'farm' ? FARM_TEXTS[code] : undefined) ?? ZONE_TEXTS[code];
}

function pageTexts(place: Place, column: DemoColumn, seed: number): DemoText[] {
  if (column.code === 'quhua') return [districtsPage(place.childPlaces.map((child) => child.shortName))];
  if (column.code === 'lingdao') {
    const kind =
      place.site.kind === 'DEPARTMENT'
        ? 'department'
        : place.site.kind === 'ZONE'
          ? 'zone'
          : place.site.name.endsWith('办事处')
            ? 'office'
            : 'government';
    const at = seed % SURNAMES.length;
    return [leadersPage(kind, [...SURNAMES.slice(at), ...SURNAMES.slice(0, at)])];
  }
  const text = pageText(column.code, voiceOf(place));
  return text ? [text] : ANY_PAGE;
}

/** What may be written in a column of a site. */
export function textsFor(place: Place, column: DemoColumn, seed: number): DemoText[] {
  if (column.kind === 'PAGE') return pageTexts(place, column, seed);
  if (column.kind === 'NEWS' || column.kind === 'GALLERY') return newsTexts(place, column);
  const own = ownTexts(place, column.code);
  if (own) return own;
  if (column.kind === 'NOTICE') return noticeTexts(place, column);
  if (column.kind === 'POLICY') {
    return place.department ? DEPARTMENT_POLICIES : (POLICIES_BY_COLUMN[column.code] ?? POLICIES);
  }
  return LOCAL_TEXTS[column.code] ?? DISCLOSURE_TEXTS[column.code] ?? ANY_LIST;
}
