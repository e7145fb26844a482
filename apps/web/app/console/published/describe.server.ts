import { type NamedTag, type Renewal, readTag } from '@zhanqun/publishing/server';
import { type Names, tell } from './names.server';

/** Things of one sort that a page depends on. */
export interface DependencyGroup {
  title: string;
  lines: string[];
  /** Not named one by one. */
  more: number;
}

const MOST_LINES = 60;

const OF_COLUMN = new Set(['column', 'head', 'archive', 'reorder', 'about', 'under']);
const OF_ITEM = new Set(['article', 'shared']);

function group(title: string, lines: Iterable<string>): DependencyGroup[] {
  const all = [...new Set(lines)];
  return all.length > 0 ? [{ title, lines: all.slice(0, MOST_LINES), more: Math.max(all.length - MOST_LINES, 0) }] : [];
}

const said = (tags: NamedTag[], names: Names) => tags.flatMap((tag) => tell(tag, names) ?? []);

function ofOthers(tags: NamedTag[], names: Names): string[] {
  const bySite = new Map<string, string[]>();
  for (const tag of tags) {
    const what = tell(tag, names);
    const site = names.site(tag.siteId) ?? '未开放的站点';
    if (what) bySite.set(site, [...(bySite.get(site) ?? []), what]);
  }
  return [...bySite].map(([site, what]) => {
    const [first, second, third, ...rest] = new Set(what);
    const shown = [first, second, third].filter(Boolean).join('、');
    return `${site}：${shown}${rest.length > 0 ? `等 ${rest.length + 3} 项` : ''}`;
  });
}

/** What a page of this site depends on, in the words of who works on it. */
export function dependencies(tags: readonly string[], siteId: string, names: Names): DependencyGroup[] {
  const read = tags.flatMap((tag) => readTag(tag) ?? []);
  const own = read.filter((tag) => tag.siteId === siteId);
  const others = read.filter((tag) => tag.siteId !== siteId);
  return [
    ...group(
      '本站',
      // Its name and address are part of what the site says about itself.
      said(
        own.filter(({ kind }) => !OF_COLUMN.has(kind) && !OF_ITEM.has(kind) && kind !== 'place'),
        names,
      ),
    ),
    ...group(
      '栏目',
      said(
        own.filter(({ kind }) => OF_COLUMN.has(kind)),
        names,
      ),
    ),
    ...group(
      '内容',
      said(
        own.filter(({ kind }) => OF_ITEM.has(kind)),
        names,
      ),
    ),
    ...group('其他站点', ofOthers(others, names)),
  ];
}

/** What happened, for a change whose own words are not for this desk. */
export function causeInOtherWords(renewal: Pick<Renewal, 'tags'>, siteId: string, names: Names): string {
  const read = renewal.tags.flatMap((tag) => readTag(tag) ?? []);
  const title = read
    .filter(({ kind }) => OF_ITEM.has(kind))
    .map(({ siteId, part }) => names.item(siteId, part))
    .find(Boolean);
  if (title) return `发布或修改了《${title}》`;
  // Whoever changes a whole site from outside stands above it.
  if (read.some((tag) => tag.kind === 'site' && tag.siteId === siteId)) return '更新了下级站点的地址或全部页面';
  if (read.some(({ kind }) => kind === 'newest' || kind === 'below')) return '最新内容有变化';
  if (read.some(({ kind }) => kind === 'site' || kind === 'place' || kind === 'children')) {
    return '站点的名称、地址或状态有变化';
  }
  return '内容有变化';
}
