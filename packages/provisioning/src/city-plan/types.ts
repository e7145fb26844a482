export type PlannedLevel = 'CITY' | 'COUNTY' | 'TOWN';
export type PlannedKind = 'PORTAL' | 'DEPARTMENT' | 'CHANNEL' | 'ZONE';
export type PlannedBlueprint = 'city-portal' | 'county-portal' | 'town' | 'department' | 'zone';

/** A site as it is to be made, before any database knows it. */
export interface PlannedSite {
  /** Unique in the whole plan, `^[a-z][a-z0-9-]{1,62}$`. */
  code: string;
  /** Unique among the children of one parent; a DNS label, also the last segment of a path address. */
  label: string;
  /** The organ's official name, e.g. 章贡区人民政府. */
  name: string;
  /** What people call the place or organ, e.g. 章贡区, 水南镇, 市教育局. */
  shortName: string;
  level: PlannedLevel;
  kind: PlannedKind;
  parentCode: string | null;
  /** Code of the administrative division; departments have none. */
  divisionCode?: string;
  blueprintCode: PlannedBlueprint;
  address: 'SUBDOMAIN' | 'PATH';
  /** A host outside the base domain under which the site can also be reached. */
  ownDomainAlias?: string;
}

export interface CityPlan {
  cityCode: string;
  /** 赣州市, 重庆市, 兴安盟 … */
  cityName: string;
  /** Parents stand before their children. */
  sites: PlannedSite[];
}
