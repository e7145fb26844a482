import type { Role } from '@zhanqun/kit';
import type { PlannedSite } from '../city-plan';
import { hash } from './seed';

export interface DemoPerson {
  username: string;
  displayName: string;
  role: Role;
  /** Whether the role holds for the sites below as well. */
  subtree: boolean;
}

/** One town in this many has an editor and a reviewer besides its administrator. */
const TOWNS_WITH_STAFF = 12;

/** The accounts of one site: always one administrator, on larger sites an editor and a reviewer. */
export function demonstrationPeople(site: PlannedSite): DemoPerson[] {
  const title = site.shortName;
  const people: DemoPerson[] = [
    {
      username: `${site.code}-admin`,
      displayName: `${title}站点管理员`,
      role: 'SITE_ADMIN',
      subtree: site.kind !== 'DEPARTMENT' && site.level !== 'TOWN' && site.parentCode !== null,
    },
  ];
  if (site.parentCode === null) {
    people.unshift(
      { username: 'office', displayName: '市政府信息办公室', role: 'GROUP_ADMIN', subtree: true },
      { username: 'auditor', displayName: '审计员', role: 'AUDITOR', subtree: true },
    );
  }
  if (site.level !== 'TOWN' || hash(site.code) % TOWNS_WITH_STAFF === 0) {
    people.push(
      { username: `${site.code}-editor`, displayName: `${title}编辑`, role: 'EDITOR', subtree: false },
      { username: `${site.code}-reviewer`, displayName: `${title}审核员`, role: 'REVIEWER', subtree: false },
    );
  }
  return people;
}
