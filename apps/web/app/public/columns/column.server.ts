import {
  ARCHIVE_PAGE_SIZE,
  countPublicItems,
  findPublicArchivePage,
  findPublicArticle,
  listPublicItems,
  listPublicItemsOfColumns,
  type PublicItem,
} from '@zhanqun/articles/server';
import { type ColumnKind, holdsColumnsOnly } from '@zhanqun/columns/schema';
import type { ColumnNode } from '@zhanqun/columns/server';
import type { ArchivePagerView, ColumnGroupView, FilterView, ItemView, LinkView } from '@zhanqun/ui/public';
import { bodyAt } from '../articles/body.server';
import { itemView } from '../items';
import { type PublicArgs, pageNotFound } from '../page.server';
import type { PublicPaths } from '../paths';
import { loadTopic, type TopicView } from './topic.server';

/** How the items of a kind are listed, where not as rows of titles. */
const LAYOUTS: Partial<Record<ColumnKind, 'documents' | 'cards' | 'links'>> = {
  POLICY: 'documents',
  GALLERY: 'cards',
  VIDEO: 'cards',
  LINKS: 'links',
};

/** Items of a column as its lists show them: cards always have a picture. */
export function columnItems(column: Pick<ColumnNode, 'kind'>, items: PublicItem[], paths: PublicPaths): ItemView[] {
  return items.map((item) => itemView(item, paths, LAYOUTS[column.kind] === 'cards'));
}

export function trailTo(line: ColumnNode[], paths: PublicPaths): LinkView[] {
  return [
    { label: '首页', href: paths.home() },
    ...line.map((column) => ({ label: column.name, href: paths.column(column.code) })),
  ];
}

/** What a column's page and its archive pages have around their items. */
export function columnFrame({ tree, paths, params }: PublicArgs) {
  const found = tree.find((column) => column.code === params.code);
  if (!found) throw pageNotFound();
  const { column, line } = found;
  const above = line.at(-2);
  const siblings = tree.below(above ?? column).filter((sibling) => !sibling.isHidden);
  return {
    column,
    frame: {
      column: {
        name: column.name,
        description: column.description,
        layout: LAYOUTS[column.kind] ?? ('list' as const),
        ...(holdsColumnsOnly(column.kind) || column.kind === 'PAGE' ? {} : { feedHref: paths.feed(column.code) }),
      },
      trail: trailTo(line.slice(0, -1), paths),
      siblings: siblings.map((sibling) => ({
        label: sibling.name,
        href: paths.column(sibling.code),
        current: sibling.id === column.id,
      })),
      top: paths.column(line[0]?.code ?? column.code),
      tags: {
        name: column.name,
        description: column.description,
        keywords: column.keywords || column.name,
        type: column.columnType,
      },
    },
  };
}

function pageLinks(code: string, paths: PublicPaths, wanted: number[]) {
  const numbers = [...new Set(wanted)].filter((n) => n >= 1).sort((a, b) => b - a);
  return {
    newestHref: paths.column(code),
    numbers: numbers.map((page) => ({ page, href: paths.archive(code, page) })),
  };
}

/** Below the newest items: the way to the archive pages before them. */
function frontPager(
  { code }: ColumnNode,
  { items, pages }: { items: number; pages: number },
  paths: PublicPaths,
): ArchivePagerView | undefined {
  if (pages < 2) return undefined;
  const links = pageLinks(code, paths, [pages - 1, pages - 2, pages - 3, 1]);
  return { ...links, total: items, olderHref: paths.archive(code, pages - 1) };
}

/** On archive page `n`: nothing in it changes when items come in, but on the newest one. */
function archivePager({ code }: ColumnNode, n: number, isNewest: boolean, paths: PublicPaths): ArchivePagerView {
  return {
    ...pageLinks(code, paths, [...(isNewest ? [] : [n + 1]), n, n - 1, 1]),
    page: n,
    newerHref: isNewest ? paths.column(code) : paths.archive(code, n + 1),
    ...(n > 1 ? { olderHref: paths.archive(code, n - 1) } : {}),
  };
}

/** From a column of policy documents to its narrowed lists, which know the years and topics there are. */
function policyFilters({ code }: ColumnNode, paths: PublicPaths): FilterView[] {
  const at = (name: string) => `${paths.column(code)}${name}.html`;
  return [
    {
      label: '筛选',
      options: [
        { label: '全部', href: paths.column(code), current: true },
        { label: '现行有效', href: at('valid') },
        { label: '失效或废止', href: at('ended') },
        { label: '按年份和主题', href: at('all') },
      ],
    },
  ];
}

/** Items shown of each column on the page of its group: fewer where the group has many, or nobody reads to the end. */
const groupItems = (columns: number) => (columns > 12 ? 3 : 5);

type Frame = ReturnType<typeof columnFrame>['frame'];

interface LoadedColumn extends Frame {
  items: ItemView[];
  groups?: ColumnGroupView[];
  bodyHtml?: string;
  pager?: ArchivePagerView;
  topic?: TopicView;
  filters?: FilterView[];
}

export async function loadColumn(args: PublicArgs): Promise<LoadedColumn> {
  const { tx, visit, paths, tree } = args;
  const { column, frame } = columnFrame(args);
  if (holdsColumnsOnly(column.kind)) {
    const topic = column.kind === 'TOPIC' ? await loadTopic(args, column) : undefined;
    if (topic && topic.blocks.length > 0) return { ...frame, items: [], topic };
    const children = tree.below(column).filter((child) => !child.isHidden && !holdsColumnsOnly(child.kind));
    const items = await listPublicItemsOfColumns(
      tx,
      visit.site.id,
      children.map((child) => ({ columnId: child.id, limit: groupItems(children.length) })),
    );
    const groups = children
      .map((child) => ({
        title: child.name,
        href: paths.column(child.code),
        items: items.filter((item) => item.columnId === child.id).map((item) => itemView(item, paths)),
      }))
      .filter((group) => group.items.length > 0);
    return { ...frame, items: [], groups, ...(topic ? { topic } : {}) };
  }
  if (column.kind === 'PAGE') {
    const [newest] = await listPublicItems(tx, visit.site.id, column.id, { limit: 1 });
    const article = newest && (await findPublicArticle(tx, visit.site.id, newest.id));
    return { ...frame, items: [], ...(article ? { bodyHtml: bodyAt(args, article) } : {}) };
  }
  // The newest page may hold only an item or two: the column's own page shows the newest full page's worth.
  const items = await listPublicItems(tx, visit.site.id, column.id, { limit: ARCHIVE_PAGE_SIZE });
  const pager = frontPager(column, countPublicItems(tx, visit.site.id, column), paths);
  const filters = column.kind === 'POLICY' && items.length > 0 ? policyFilters(column, paths) : undefined;
  return {
    ...frame,
    items: columnItems(column, items, paths),
    ...(pager ? { pager } : {}),
    ...(filters ? { filters } : {}),
  };
}

/** A page of a column behind its first one. */
export interface ArchivePage extends Frame {
  items: ItemView[];
  emptyText: string;
  pager?: ArchivePagerView;
  filters?: FilterView[];
  filterNote?: string;
}

export async function loadArchive(args: PublicArgs): Promise<ArchivePage> {
  const { tx, visit, paths, params } = args;
  const { column, frame } = columnFrame(args);
  const n = Number(/^p([1-9]\d{0,6})\.html$/.exec(params.page ?? '')?.[1] ?? 0);
  if (n < 1 || holdsColumnsOnly(column.kind) || column.kind === 'PAGE') throw pageNotFound();
  const found = await findPublicArchivePage(tx, visit.site.id, column, n);
  if (!found) throw pageNotFound();
  return {
    ...frame,
    items: columnItems(column, found.items, paths),
    emptyText: '这一页的内容已移走或撤下。',
    pager: archivePager(column, n, found.isNewest, paths),
  };
}
