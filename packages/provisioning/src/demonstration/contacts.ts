import type { CityPlan, PlannedSite } from '../city-plan';
import { hash } from './seed';

export interface DemoContacts {
  address: string;
  /** No subscriber number begins with 0, so none of these can be dialled. */
  phone: string;
  officeHours: string;
}

/** Area codes in the demonstration; other cities get one that does not exist. */
const AREA_CODES: Record<string, string> = { '3607': '0797' };

const indexes = new WeakMap<CityPlan, Map<string, PlannedSite>>();

function sitesByCode(plan: CityPlan): Map<string, PlannedSite> {
  let index = indexes.get(plan);
  if (!index) {
    index = new Map(plan.sites.map((site) => [site.code, site]));
    indexes.set(plan, index);
  }
  return index;
}

function seat(site: PlannedSite, plan: CityPlan): string {
  const names: string[] = [];
  const parents = sitesByCode(plan);
  let at: PlannedSite | undefined = site;
  while (at && at.parentCode !== null) {
    if (at.kind !== 'DEPARTMENT') names.unshift(at.shortName);
    at = parents.get(at.parentCode);
  }
  return plan.cityName + names.join('');
}

export function demonstrationContacts(site: PlannedSite, plan: CityPlan): DemoContacts {
  const number = String(hash(site.code) % 100_000).padStart(5, '0');
  const hall = site.kind === 'DEPARTMENT' ? `，${site.shortName}` : '';
  return {
    address: `${seat(site, plan)}示范路 0 号${hall}（演示地址）`,
    phone: `${AREA_CODES[plan.cityCode] ?? '0000'}-00${number}`,
    officeHours:
      site.level === 'TOWN' && site.kind === 'CHANNEL'
        ? '周一至周五 8:30—12:00，14:30—17:30；逢圩日上午便民大厅有人值班'
        : '周一至周五 8:30—12:00，14:30—17:30（法定节假日除外）',
  };
}
