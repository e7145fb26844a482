import type { OpenSite } from '@zhanqun/sites/server';
import type { OperationArgs } from './answer.server';
import { apiUrl } from './place.server';
import type { SiteAnswer } from './schema';

/** Undefined for a site that this process does not know yet. */
export function siteAnswer(
  args: Pick<OperationArgs<unknown>, 'directory' | 'root'>,
  site: OpenSite,
): SiteAnswer | undefined {
  const { directory } = args;
  const known = directory.find(site.id);
  if (!known) return undefined;
  const { id: _, parentId, createdAt: __, ...facts } = site;
  return {
    ...facts,
    parentCode: parentId ? (directory.find(parentId)?.code ?? null) : null,
    url: directory.urlOf(known),
    columnsUrl: apiUrl(args, `/sites/${site.code}/columns`),
    itemsUrl: apiUrl(args, `/sites/${site.code}/items`),
  };
}
