import { VALIDITY_END_LABELS } from '@zhanqun/articles/schema';
import {
  listNewsAround,
  listPublicItemsOfColumns,
  type NewsItem,
  type NewsList,
  newsPlaceOf,
  type PublicItem,
} from '@zhanqun/articles/server';
import type { ColumnNode } from '@zhanqun/columns/server';
import { formatDateTime } from '@zhanqun/kit';
import type { Block, BlockOf } from '@zhanqun/pages/schema';
import { getPublicHomePage } from '@zhanqun/pages/server';
import type { BlockView } from '@zhanqun/pages/ui';
import type { PublicDirectory } from '@zhanqun/publishing/server';
import type { SiteRecord } from '@zhanqun/tenancy/server';
import type { ItemView } from '@zhanqun/ui/public';
import { subsiteGroups } from '../directory/groups.server';
import { itemView } from '../items';
import type { PublicArgs } from '../page.server';
import type { PublicPaths } from '../paths';
import { recall } from '../recall.server';

type ListBlock = BlockOf<'leadStory'> | BlockOf<'columnList'> | BlockOf<'noticeList'>;

function isListBlock(block: Block): block is ListBlock {
  return block.type === 'leadStory' || block.type === 'columnList' || block.type === 'noticeList';
}

/** How many items a list block shows; a lead story stands beside its headlines. */
function wanted(block: ListBlock): number {
  return block.type === 'leadStory' ? block.settings.headlines + 1 : block.settings.limit;
}

/** Lists show no pictures; a lead story and cards always do, if need be one drawn from the site's own country. */
function showsPicture(block: ListBlock, index: number): boolean {
  return block.type === 'leadStory' ? index === 0 : block.type === 'columnList' && block.settings.layout === 'cards';
}

interface Sources {
  block: Block;
  columns: Map<string, ColumnNode>;
  items: PublicItem[];
  news: Record<NewsList, NewsItem[]>;
  directory: PublicDirectory;
  site: SiteRecord;
  args: PublicArgs;
}

/** The newest of other sites: for the sites around it the same, and mostly asked for already. */
async function newsAround(args: PublicArgs, list: NewsList, limit: number): Promise<NewsItem[]> {
  const { site } = args.visit;
  const placeId = newsPlaceOf(site, list);
  if (!placeId || limit === 0) return [];
  const key = `${list}/${placeId}/${limit}`;
  return recall(
    args,
    ({ news }) => news,
    key,
    (apart) => listNewsAround(apart, site, list, limit),
  );
}

/** All blocks of the home page: one statement for the page, one for all its columns, one for each list of other sites. */
export async function loadBlocks(args: PublicArgs): Promise<BlockView[]> {
  const { id } = args.visit.site;
  const { blocks } = await recall(
    args,
    ({ homes }) => homes,
    id,
    (apart) => getPublicHomePage(apart, id),
  );
  return viewBlocks(args, blocks);
}

/** Blocks of a composed page as visitors see them. */
export async function viewBlocks(args: PublicArgs, blocks: readonly Block[]): Promise<BlockView[]> {
  const { tx, visit, tree, directory } = args;
  const { site } = visit;
  const columns = new Map<string, ColumnNode>();
  for (const { settings } of blocks.filter(isListBlock)) {
    const column = tree.findByCode(settings.columnCode);
    if (column) columns.set(column.code, column);
  }
  const wishes = blocks.filter(isListBlock).flatMap((block) => {
    const column = columns.get(block.settings.columnCode);
    return column ? [{ columnId: column.id, limit: wanted(block) }] : [];
  });
  const items = await listPublicItemsOfColumns(tx, site.id, wishes);
  const most = (type: 'childrenNews' | 'parentNews' | 'portalNotices') =>
    Math.max(0, ...blocks.map((block) => (block.type === type ? block.settings.limit : 0)));
  const news = {
    children: await newsAround(args, 'children', most('childrenNews')),
    parent: await newsAround(args, 'parent', most('parentNews')),
    portal: await newsAround(args, 'portal', most('portalNotices')),
  };
  return blocks.flatMap((block) => {
    const view = viewOf({ block, columns, items, news, directory, site, args });
    return view ? [view] : [];
  });
}

function newsView(item: NewsItem, directory: PublicDirectory, site: SiteRecord): ItemView {
  return {
    id: `${item.siteId}-${item.id}`,
    title: item.title,
    href: directory.href(site, directory.get(item.siteId), `/a/${item.id}.html`),
    publishedAt: formatDateTime(item.firstPublishedAt),
    sourceName: item.siteName,
    ...(item.endedAs ? { mark: VALIDITY_END_LABELS[item.endedAs] } : {}),
  };
}

function columnData(block: ListBlock, { columns, items, args }: Sources) {
  const column = columns.get(block.settings.columnCode);
  if (!column) return undefined;
  return {
    columnName: column.name,
    moreHref: args.paths.column(column.code),
    items: items
      .filter((item) => item.columnId === column.id)
      .slice(0, wanted(block))
      .map((item, index) => itemView(item, args.paths, showsPicture(block, index))),
  };
}

function viewOf(sources: Sources): BlockView | undefined {
  const { block, directory, site, args } = sources;
  const paths: PublicPaths = args.paths;
  switch (block.type) {
    case 'leadStory': {
      const loaded = columnData(block, sources);
      return loaded && { ...block, data: loaded };
    }
    case 'columnList': {
      const loaded = columnData(block, sources);
      return loaded && { ...block, data: loaded };
    }
    case 'noticeList': {
      const loaded = columnData(block, sources);
      return loaded && { ...block, data: loaded };
    }
    case 'quickLinks':
      return {
        ...block,
        data: { links: block.settings.links.map((link) => ({ ...link, href: paths.stored(link.href) })) },
      };
    case 'serviceGrid':
      return {
        ...block,
        data: {
          services: block.settings.services.map((service) => ({ ...service, href: paths.stored(service.href) })),
        },
      };
    case 'contactCard':
      return { ...block, data: { contact: args.shell.site.contact } };
    case 'subsiteDirectory':
      return {
        ...block,
        data: { groups: subsiteGroups(directory, site, block.settings.kinds), moreHref: paths.subsites() },
      };
    case 'parentNews': {
      const parent = site.parentId ? directory.find(site.parentId) : undefined;
      if (!parent) return undefined;
      const shown = sources.news.parent.slice(0, block.settings.limit);
      return {
        ...block,
        data: {
          siteName: parent.shortName,
          moreHref: directory.href(site, parent),
          items: shown.map((item) => newsView(item, directory, site)),
        },
      };
    }
    case 'portalNotices': {
      const portal = directory.root();
      const [newest] = sources.news.portal;
      if (!portal || !newest) return undefined;
      return {
        ...block,
        data: {
          siteName: portal.shortName,
          moreHref: directory.href(site, portal, `/c/${newest.columnCode}/`),
          items: sources.news.portal.slice(0, block.settings.limit).map((item) => newsView(item, directory, site)),
        },
      };
    }
    case 'childrenNews':
      return {
        ...block,
        data: {
          items: sources.news.children.slice(0, block.settings.limit).map((item) => newsView(item, directory, site)),
          moreHref: paths.subsites(),
        },
      };
    case 'pictureBand':
      return { ...block, data: { pictureHref: `${paths.placeholder('band')}?v=${site.themeHash}` } };
    case 'text':
      return { ...block, data: { paragraphs: block.settings.body.split(/\n+/).filter((line) => line.trim() !== '') } };
  }
}
