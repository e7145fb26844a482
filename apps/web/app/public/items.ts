import { VALIDITY_END_LABELS } from '@zhanqun/articles/schema';
import type { PublicItem } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import type { ItemView } from '@zhanqun/ui/public';
import type { PublicPaths } from './paths';

/** A list row of this site's own column; `needsPicture` where the list has a place for one that must not stay empty. */
export function itemView(item: PublicItem, paths: PublicPaths, needsPicture = false): ItemView {
  const own = item.pictureId && item.pictureName ? paths.file(item.pictureId, item.pictureName) : undefined;
  const picture = own ?? (needsPicture ? paths.placeholder(item.articleId) : undefined);
  return {
    id: item.id,
    title: item.title,
    href: paths.article(item.id),
    publishedAt: formatDateTime(item.firstPublishedAt),
    summary: item.summary,
    ...(item.endedAs ? { mark: VALIDITY_END_LABELS[item.endedAs] } : {}),
    ...(item.sourceSiteName ? { sourceName: item.sourceSiteName } : {}),
    ...(picture ? { pictureHref: picture, pictureAlt: '' } : {}),
  };
}
