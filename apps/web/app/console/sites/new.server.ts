import type { SiteDirectory, SiteRecord } from '@zhanqun/tenancy/server';
import { originOf } from '@zhanqun/tenancy/settings';
import type { ParentChoice } from './address-preview';

/** Where the new site's label goes in an address of its parent's children. */
const PLACE = '*';

function subdomainOf(directory: SiteDirectory, parent: SiteRecord): string | undefined {
  const own = parent.addresses.filter((address) => address.kind === 'SUBDOMAIN');
  const above = own.find((address) => address.isPrimary) ?? own[0];
  if (!above) return undefined;
  const { baseDomain } = directory.addressing;
  const host = [PLACE, above.value, baseDomain].filter(Boolean).join('.');
  return `${originOf(directory.addressing, host)}/`;
}

/** A possible parent, with what the addresses of its children look like. */
export function parentChoice(directory: SiteDirectory, parent: SiteRecord): ParentChoice {
  const path = directory.urlOf(parent, `/${PLACE}/`);
  const subdomain = directory.addressing.mode === 'path' ? path : subdomainOf(directory, parent);
  return {
    value: parent.id,
    code: parent.code,
    label: `${'　'.repeat(parent.lineage.length - 1)}${parent.shortName}`,
    level: parent.level,
    path,
    ...(subdomain ? { subdomain } : {}),
  };
}
