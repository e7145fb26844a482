import type { Addressing } from '@zhanqun/tenancy/settings';
import type { AddressKind } from './schema';

export interface PlannedAddress {
  kind: AddressKind;
  value: string;
  underSiteId: string;
  isPrimary: boolean;
}

/** What is asked about a parent: the root has none. */
export interface ParentPlace {
  id: string;
  addresses: { kind: AddressKind; value: string; isPrimary: boolean }[];
}

/** Labels before the base domain for a child of `parent`; undefined when the parent has no sub-domain itself. */
export function subdomainUnder(parent: ParentPlace | undefined, label: string): string | undefined {
  if (!parent) return '';
  const own = parent.addresses.filter((address) => address.kind === 'SUBDOMAIN');
  const above = own.find((address) => address.isPrimary) ?? own[0];
  if (!above) return undefined;
  return above.value ? `${label}.${above.value}` : label;
}

/** The addresses a new site gets: a sub-domain where its lineage has one, a path under its parent, its own domain. */
export function planAddresses(
  parent: ParentPlace | undefined,
  label: string,
  wanted: { primary: AddressKind; ownDomain?: string | undefined },
): PlannedAddress[] {
  const values: [AddressKind, string | undefined, string][] = [
    ['SUBDOMAIN', subdomainUnder(parent, label), ''],
    ['PATH', parent ? label : undefined, parent?.id ?? ''],
    ['OWN_DOMAIN', wanted.ownDomain, ''],
  ];
  return values.flatMap(([kind, value, underSiteId]) =>
    value === undefined ? [] : [{ kind, value, underSiteId, isPrimary: kind === wanted.primary }],
  );
}

/** The host of an address, without port; undefined for a path. */
export function hostOf(address: { kind: AddressKind; value: string }, addressing: Addressing): string | undefined {
  if (address.kind === 'PATH') return undefined;
  if (address.kind === 'OWN_DOMAIN') return address.value;
  return address.value ? `${address.value}.${addressing.baseDomain}` : addressing.baseDomain;
}

/** Why a host may not be given to a site, as a sentence that names no site; undefined when it may. */
export function refusalOfHost(
  address: { kind: AddressKind; value: string },
  addressing: Addressing,
): string | undefined {
  const host = hostOf(address, addressing);
  if (host === undefined) return undefined;
  if (host.length > 253) return '加上平台域名后超过 253 个字符，请换短一些的标识。';
  if (host === addressing.consoleHost) return '这个域名用于管理后台，请换一个。';
  if (address.kind !== 'OWN_DOMAIN') return undefined;
  if (host === addressing.baseDomain || host.endsWith(`.${addressing.baseDomain}`)) {
    return '平台域名下的地址请选“子域名”。';
  }
  return host === 'localhost' || host.endsWith('.localhost') ? '这个域名只在本机有效，请换一个。' : undefined;
}
