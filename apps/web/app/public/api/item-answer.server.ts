import type { ValidityEnd } from '@zhanqun/articles/schema';
import { type ListedItem, listItemsByTime } from '@zhanqun/articles/server';
import type { ColumnRecord } from '@zhanqun/columns/server';
import { DomainError } from '@zhanqun/kit';
import type { SiteRecord } from '@zhanqun/tenancy/server';
import type { z } from 'zod';
import { changeOf, rfc3339 } from '../feeds/dates';
import { keywordsIn } from '../feeds/keywords';
import type { OperationArgs } from './answer.server';
import { cursorOf } from './cursor';
import { apiUrl } from './place.server';
import { CURSOR_SENTENCE, type itemsQuery, type itemsShape, type ListedItemAnswer } from './schema';

type Args = OperationArgs<z.output<typeof itemsQuery>>;

interface Text {
  id: string;
  articleId: string;
  title: string;
  summary: string;
  source: string;
  author: string;
  keywords: string;
  firstPublishedAt: Date;
  revisedAt: Date;
  validUntil: Date | null;
  endedAs: ValidityEnd | null;
}

/** What a list and an item of its own tell alike. `carriedFrom` is the site that wrote a carried item. */
export function itemAnswer(
  args: Pick<Args, 'directory' | 'root'>,
  site: SiteRecord,
  item: Text,
  { column, carriedFrom }: { column: { code: string; name: string }; carriedFrom: SiteRecord | undefined },
): Omit<ListedItemAnswer, 'pictureUrl'> {
  const { directory } = args;
  return {
    id: item.id,
    title: item.title,
    summary: item.summary,
    url: directory.urlOf(site, `/a/${item.id}.html`),
    apiUrl: apiUrl(args, `/sites/${site.code}/items/${item.id}`),
    columnCode: column.code,
    columnName: column.name,
    publishedAt: rfc3339(item.firstPublishedAt),
    updatedAt: rfc3339(changeOf(item)),
    source: item.source || (carriedFrom ?? site).name,
    author: item.author,
    keywords: keywordsIn(item.keywords),
    validity: item.endedAs && item.validUntil ? { end: item.endedAs, since: rfc3339(item.validUntil) } : null,
    carriedFrom: carriedFrom
      ? {
          code: carriedFrom.code,
          name: carriedFrom.name,
          url: directory.urlOf(carriedFrom, `/a/${item.articleId}.html`),
        }
      : null,
  };
}

function pictureOf({ directory }: Args, site: SiteRecord, item: ListedItem): string | null {
  if (!item.pictureId || !item.pictureName) return null;
  return directory.urlOf(site, `/f/${item.pictureId}/${encodeURIComponent(item.pictureName)}`);
}

/** A page of the items of some columns, with the address of the next one. `rest` is the operation's own address. */
export async function itemsPage(
  args: Args,
  site: SiteRecord,
  columns: ColumnRecord[],
  rest: string,
): Promise<z.input<typeof itemsShape>> {
  const { tx, directory, query, url } = args;
  const { since, limit, cursor } = query;
  if (cursor && !cursor.at) throw new DomainError('INVALID', CURSOR_SENTENCE);
  const byId = new Map(columns.map((column) => [column.id, column]));
  const rows = await listItemsByTime(tx, site.id, {
    columnIds: [...byId.keys()],
    limit: limit + 1,
    since,
    after: cursor?.at && { id: cursor.id, at: cursor.at },
  });
  const last = rows[limit - 1];
  const more = new URLSearchParams(url.searchParams);
  if (last) more.set('cursor', cursorOf({ id: last.placementId, at: last.firstPublishedAt }));
  return {
    items: rows.slice(0, limit).map((item) => ({
      ...itemAnswer(args, site, item, {
        column: byId.get(item.columnId) ?? { code: '', name: '' },
        carriedFrom: item.isCarried ? directory.find(item.articleSiteId) : undefined,
      }),
      pictureUrl: pictureOf(args, site, item),
    })),
    next: rows.length > limit ? apiUrl(args, `${rest}?${more}`) : null,
  };
}
