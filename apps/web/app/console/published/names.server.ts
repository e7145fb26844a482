import { can } from '@zhanqun/access';
import { type ItemReference, listPublicTitles } from '@zhanqun/articles/server';
import { COLUMN_KIND_LABELS } from '@zhanqun/columns/schema';
import { listColumns } from '@zhanqun/columns/server';
import { type NamedTag, readTag } from '@zhanqun/publishing/server';
import { asVisitor, type SiteContext } from '@zhanqun/tenancy/server';

/** Names are looked up for this many items of one page; a list of more is nobody's reading. */
const MOST_TITLES = 300;

/** What stands behind the tags of a page, in words. */
export interface Names {
  /** Undefined for a site that is not open and not the asking person's business. */
  site(id: string): string | undefined;
  column(id: string): string | undefined;
  /** As visitors read it now; undefined for what is not public. */
  item(siteId: string, id: string): string | undefined;
}

function itemsIn(tags: readonly NamedTag[]): ItemReference[] {
  const found = new Map<string, ItemReference>();
  for (const { kind, siteId, part } of tags) {
    if (kind === 'article' || kind === 'shared') found.set(`${siteId}/${part}`, { siteId, id: part });
  }
  return [...found.values()].slice(0, MOST_TITLES);
}

/** Looks up, in one read each, the names of everything that these tags name. */
export async function namesFor(context: SiteContext, tags: readonly string[]): Promise<Names> {
  const read = tags.flatMap((tag) => readTag(tag) ?? []);
  const columns = new Map((await listColumns(context)).map(({ id, name }) => [id, name]));
  const titles = await asVisitor(context, (tx) => listPublicTitles(tx, itemsIn(read)));
  return {
    site(id) {
      const site = context.directory.find(id);
      return site && (site.state === 'ONLINE' || can(context.actor, 'site:view', site)) ? site.shortName : undefined;
    },
    column: (id) => columns.get(id),
    item: (siteId, id) => titles.get(`${siteId}/${id}`),
  };
}

/** What a tag of the page's own site says, or of another one. Undefined for what needs no word: the page itself. */
export function tell({ kind, siteId, part, page }: NamedTag, names: Names): string | undefined {
  const column = names.column(part);
  const ofColumn = column ? `栏目“${column}”` : '栏目';
  const title = names.item(siteId, part);
  switch (kind) {
    case 'site':
      return '站点资料、主题与地址';
    case 'place':
      return '名称与地址';
    case 'children':
      return '下级站点的名单';
    case 'home':
      return '首页编排';
    case 'openbelow':
      return '有没有开通的下级站点';
    case 'columns':
      return '全部栏目的设置';
    case 'menu':
      return '顶层栏目';
    case 'under':
      return `${ofColumn}的下级栏目`;
    case 'about':
      return `${ofColumn}的名称与设置`;
    case 'column':
      return `${ofColumn}有哪些内容`;
    case 'head':
      return `${ofColumn}的最新内容`;
    case 'archive':
      return `${ofColumn}第 ${page} 页`;
    case 'reorder':
      return `${ofColumn}的先后`;
    case 'article':
    case 'shared':
      return title ? `《${title}》` : '一条现在不公开的内容';
    case 'items':
      return '全部内容';
    case 'newest':
      return `最新的${kindLabel(part)}`;
    case 'below':
      return `下级站点最新的${kindLabel(part)}`;
    default:
      return undefined;
  }
}

function kindLabel(kind: string): string {
  return Object.hasOwn(COLUMN_KIND_LABELS, kind) ? COLUMN_KIND_LABELS[kind as keyof typeof COLUMN_KIND_LABELS] : '内容';
}
