import type { Deployment } from '@zhanqun/deployment/server';
import { DomainError } from '@zhanqun/kit';
import type { SiteRecord } from '@zhanqun/tenancy/server';

/** The site that an option names by its code. Throws NOT_FOUND. */
export function siteWith({ directory }: Deployment, code: string): SiteRecord {
  const site = directory.findByCode(code);
  if (!site) throw new DomainError('NOT_FOUND', `没有代码为“${code}”的站点。`);
  return site;
}
