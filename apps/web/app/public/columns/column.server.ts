import {
  ARCHIVE_PAGE_SIZE,
  archivePages,
  findPublicArticle,
  getPublicArchivePage,
  listPublicItems,
  listPublicItemsOfColumns,
} from '@zhanqun/articles/server';
import type { ColumnNode } from '@zhanqun/columns/server';
import type { LinkView, PagerView } from '@zhanqun/ui/public';
import { bodyAt } from '../articles/body.server';
import { itemView } from '../items';
import { type PublicArgs, pageNotFound } from '../page.server';
import type { PublicPaths } from '../paths';

export interface Found {
  column: ColumnNode;
  /** From the top down to the column itself. */
  line: ColumnNode[];
}

export function findInTree(tree: ColumnNode[], matches: (column: ColumnNode) => boolean): Found | undefined {
  for (const column of tree) {
    if (matches(column)) return { column, line: [column] };
    const below = findInTree(column.children, matches);
    if (below) return { column: below.column, line: [column, ...below.line] };
  }
  return undefined;
}

export function trailTo(line: ColumnNode[], paths: PublicPaths): LinkView[] {
  return [
    { label: '首页', href: paths.home() },
    ...line.map((column) => ({ label: column.name, href: paths.column(column.code) })),
  ];
}

/** What a column's page and its archive pages have around their items. */
export function columnFrame({ tree, paths, params }: PublicArgs) {
  const found = findInTree(tree, (column) => column.code === params.code);
  if (!found) throw pageNotFound();
  const { column, line } = found;
  const above = line.at(-2);
  const siblings = (above?.children ?? (column.children.length > 0 ? column.children : [])).filter(
    (sibling) => !sibling.isHidden,
  );
  return {
    column,
    frame: {
      column: {
        name: column.name,
        description: column.description,
        layout: column.kind === 'POLICY' ? ('documents' as const) : ('list' as const),
        ...(column.kind === 'GROUP' || column.kind === 'PAGE' ? {} : { feedHref: paths.feed(column.code) }),
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

/**
 * Archive pages are numbered from the oldest, so that full pages never change; people read them from the newest.
 * `shown` is the archive page being looked at, or undefined for the column's own page with its newest items.
 */
function pagerOf(column: ColumnNode, paths: PublicPaths, shown: number | undefined): PagerView | undefined {
  const pages = archivePages(column);
  if (pages < 2) return undefined;
  const href = (n: number) => paths.archive(column.code, n);
  const at = shown ?? pages;
  const near = [1, at - 1, at, at + 1, pages].filter((n) => n >= 1 && n <= pages);
  const numbers = [...new Set(near)]
    .sort((a, b) => b - a)
    .map((n) => ({ page: pages - n + 1, href: n === pages ? paths.column(column.code) : href(n) }));
  return {
    page: pages - at + 1,
    pages,
    total: column.itemCount,
    numbers,
    ...(at < pages ? { newerHref: at + 1 === pages ? paths.column(column.code) : href(at + 1) } : {}),
    ...(at > 1 ? { olderHref: href(at - 1) } : {}),
  };
}

/** Items shown of each column on the page of its group: fewer where the group has many, or nobody reads to the end. */
const groupItems = (columns: number) => (columns > 12 ? 3 : 5);

export async function loadColumn(args: PublicArgs) {
  const { tx, visit, paths } = args;
  const { column, frame } = columnFrame(args);
  if (column.kind === 'GROUP') {
    const children = column.children.filter((child) => !child.isHidden && child.kind !== 'GROUP');
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
    return { ...frame, items: [], groups };
  }
  if (column.kind === 'PAGE') {
    const [newest] = await listPublicItems(tx, visit.site.id, column.id, { limit: 1 });
    const article = newest && (await findPublicArticle(tx, visit.site.id, newest.id));
    return { ...frame, items: [], ...(article ? { bodyHtml: bodyAt(args, article) } : {}) };
  }
  // The newest page may hold only an item or two: the column's own page shows the newest full page's worth.
  const items = await listPublicItems(tx, visit.site.id, column.id, { limit: ARCHIVE_PAGE_SIZE });
  const pager = pagerOf(column, paths, undefined);
  return { ...frame, items: items.map((item) => itemView(item, paths)), ...(pager ? { pager } : {}) };
}

export async function loadArchive(args: PublicArgs) {
  const { tx, visit, paths, params } = args;
  const { column, frame } = columnFrame(args);
  const n = Number(/^p([1-9]\d{0,6})\.html$/.exec(params.page ?? '')?.[1] ?? 0);
  if (n < 1 || n > archivePages(column) || column.kind === 'GROUP' || column.kind === 'PAGE') throw pageNotFound();
  const items = await getPublicArchivePage(tx, visit.site.id, column, n);
  const pager = pagerOf(column, paths, n);
  return {
    ...frame,
    items: items.map((item) => itemView(item, paths)),
    emptyText: '这一页的内容已移走或撤下。',
    ...(pager ? { pager } : {}),
  };
}
