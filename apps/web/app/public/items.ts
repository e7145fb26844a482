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

/** A list row of this site's own column; `needsPicture` where the list has a place for one that must not stay empty. */
export function itemView(item: PublicItem, paths: PublicPaths, needsPicture = false): ItemView {
  const own = item.pictureId && item.pictureName ? paths.file(item.pictureId, item.pictureName) : undefined;
  const picture = own ?? (needsPicture ? paths.placeholder(item.articleId) : undefined);
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
