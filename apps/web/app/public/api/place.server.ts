import { notFound } from '@zhanqun/kit';
import type { SiteRecord } from '@zhanqun/tenancy/server';
import type { OperationArgs } from './answer.server';

type Args = Pick<OperationArgs<unknown>, 'directory' | 'root' | 'params'>;

/** The site in the address. One that is not open is not there. */
export function siteIn({ directory, params }: Args): SiteRecord {
  const site = directory.findByCode(params.code ?? '');
  if (site?.state !== 'ONLINE') throw notFound('站点');
  return site;
}

/** Address of an operation under the portal. */
export function apiUrl({ directory, root }: Pick<Args, 'directory' | 'root'>, rest: string): string {
  return directory.urlOf(root, `/api/v1${rest}`);
}
