import { withAddresses } from '@zhanqun/articles/body';
import type { PublicArticle } from '@zhanqun/articles/server';
import { withPictures } from '../media/picture-markup';
import type { PublicArgs } from '../page.server';

/**
 * A stored body with addresses that hold here: files are served by the site that shows it, also for a carried item,
 * while its other links stay with the site that wrote it.
 */
export function bodyAt(
  { visit, directory }: Pick<PublicArgs, 'visit' | 'directory'>,
  { body, sourceSite, pictures }: Pick<PublicArticle, 'body' | 'sourceSite' | 'pictures'>,
): string {
  const source = sourceSite ? directory.find(sourceSite.id) : undefined;
  const here = withAddresses(body, {
    files: visit.base,
    links: source ? directory.href(visit.site, source, '') : visit.base,
  });
  return withPictures(here, pictures);
}
