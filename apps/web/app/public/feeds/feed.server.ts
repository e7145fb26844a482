import { withAddresses } from '@zhanqun/articles/body';
import { VALIDITY_END_LABELS } from '@zhanqun/articles/schema';
import { type FeedItem, listFeedItems } from '@zhanqun/articles/server';
import { holdsColumnsOnly } from '@zhanqun/columns/schema';
import { type ColumnRecord, getPublicColumns } from '@zhanqun/columns/server';
import { getPublicSite } from '@zhanqun/sites/server';
import { type DocumentArgs, publicDocument } from '../document.server';
import { pageNotFound } from '../page.server';
import { changeOf } from './dates';
import type { FeedEntry } from './feed';
import type { FeedFormat } from './formats';
import { keywordsIn } from './keywords';

/** Entries of one feed. */
const LIMIT = 30;

/** Whether it holds items that come and go: a page column holds one text, a group holds columns. */
const holdsNews = (column: ColumnRecord) => column.kind !== 'PAGE' && !holdsColumnsOnly(column.kind);

/** `tag:` identities (RFC 4151) of this deployment: they stay when a site moves to another address. */
function tagUri({ app, site }: Pick<DocumentArgs, 'app' | 'site'>, rest: string): string {
  return `tag:${app.deployment.settings.addressing.baseDomain},2026:${site.code}/${rest}`;
}

function entryOf(args: DocumentArgs, item: FeedItem, column: ColumnRecord | undefined, siteName: string): FeedEntry {
  const { directory, site } = args;
  const source = item.isCarried ? directory.find(item.articleSiteId) : undefined;
  return {
    id: tagUri(args, item.id),
    url: directory.urlOf(site, `/a/${item.id}.html`),
    title: item.endedAs ? `${item.title}（${VALIDITY_END_LABELS[item.endedAs]}）` : item.title,
    summary: item.summary,
    html: withAddresses(item.body, {
      files: directory.urlOf(site, ''),
      links: directory.urlOf(source ?? site, ''),
    }),
    author: item.author || item.source || (item.sourceSiteName ?? siteName),
    category: column?.name ?? '',
    keywords: keywordsIn(item.keywords),
    publishedAt: item.firstPublishedAt,
    changedAt: changeOf(item),
  };
}

async function entriesOf(args: DocumentArgs, columns: ColumnRecord[], siteName: string): Promise<FeedEntry[]> {
  const columnIds = columns.map((column) => column.id);
  const items = await listFeedItems(args.tx, args.site.id, { columnIds, limit: LIMIT });
  const byId = new Map(columns.map((column) => [column.id, column]));
  return items.map((item) => entryOf(args, item, byId.get(item.columnId), siteName));
}

/** The newest items of the whole site, own and carried, over its columns that are not hidden. */
export function siteFeed(format: FeedFormat) {
  return publicDocument(`${format.type}; charset=utf-8`, async (args) => {
    const { tx, site, directory } = args;
    const facts = await getPublicSite(tx, site.id);
    const columns = (await getPublicColumns(tx, site.id)).filter((column) => holdsNews(column) && !column.isHidden);
    return format.write({
      id: tagUri(args, ''),
      title: facts.name,
      description: `${facts.name}最新发布的内容`,
      homeUrl: directory.urlOf(site),
      selfUrl: directory.urlOf(site, `/${format.file}`),
      publisher: facts.name,
      entries: await entriesOf(args, columns, facts.name),
    });
  });
}

/** The newest items of one column; of a group, those of its columns that are not hidden. */
export function columnFeed(format: FeedFormat) {
  return publicDocument(`${format.type}; charset=utf-8`, async (args) => {
    const { tx, site, directory, params } = args;
    const facts = await getPublicSite(tx, site.id);
    const all = await getPublicColumns(tx, site.id);
    const column = all.find((one) => one.code === params.code);
    if (!column) throw pageNotFound();
    const below = all.filter((one) => one.parentId === column.id && holdsNews(one) && !one.isHidden);
    return format.write({
      id: tagUri(args, `c/${column.code}`),
      title: `${column.name} - ${facts.name}`,
      description: column.description || `${facts.name}“${column.name}”栏目最新发布的内容`,
      homeUrl: directory.urlOf(site, `/c/${column.code}/`),
      selfUrl: directory.urlOf(site, `/c/${column.code}/${format.file}`),
      publisher: facts.name,
      entries: await entriesOf(args, holdsColumnsOnly(column.kind) ? below : [column], facts.name),
    });
  });
}
