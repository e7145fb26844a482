import { VALIDITY_END_LABELS } from '@zhanqun/articles/schema';
import type { PublicItem } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import type { ItemView } from '@zhanqun/ui/public';
import type { PublicPaths } from './paths';

/** A link leads to where it points, unless that is a page of the site that wrote it and another one shows it. */
function wayTo(item: PublicItem, paths: PublicPaths): { href: string; outside?: string } {
  const { linkUrl } = item;
  if (!linkUrl || (linkUrl.startsWith('/') && item.isCarried)) return { href: paths.article(item.id) };
  return { href: paths.stored(linkUrl), ...(linkUrl.startsWith('/') ? {} : { outside: new URL(linkUrl).host }) };
}

/** Wide enough for every place that a list has, on a fine screen too. */
const LIST_WIDTH = 960;

/** The address of an item's picture in a size for lists, as far as its sizes are there. */
function pictureOf({ pictureId, pictureName, pictureWidths }: PublicItem, paths: PublicPaths): string | undefined {
  if (!pictureId || !pictureName) return undefined;
  const width = pictureWidths?.find((one) => one >= LIST_WIDTH) ?? pictureWidths?.at(-1);
  return width ? paths.picture(pictureId, width, 'webp') : paths.file(pictureId, pictureName);
}

/** A list row of this site's own column; `needsPicture` where the list has a place for one that must not stay empty. */
export function itemView(item: PublicItem, paths: PublicPaths, needsPicture = false): ItemView {
  const picture = pictureOf(item, paths) ?? (needsPicture ? paths.placeholder(item.articleId) : undefined);
  return {
    id: item.id,
    title: item.title,
    ...wayTo(item, paths),
    publishedAt: formatDateTime(item.firstPublishedAt),
    summary: item.summary,
    ...(item.documentNumber ? { documentNumber: item.documentNumber } : {}),
    ...(item.endedAs ? { mark: VALIDITY_END_LABELS[item.endedAs] } : {}),
    ...(item.sourceSiteName ? { sourceName: item.sourceSiteName } : {}),
    ...(picture ? { pictureHref: picture, pictureAlt: '' } : {}),
  };
}
