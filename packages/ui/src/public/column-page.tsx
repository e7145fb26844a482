import { Icon } from '../icons';
import { ArchivePager } from './archive-pager';
import { Crumbs } from './crumbs';
import { ItemList } from './item-list';
import { Prose } from './prose';
import { Section } from './section';
import type { ArchivePagerView, ColumnView, FilterView, ItemView, LinkView } from './types';

export interface ColumnGroupView {
  title: string;
  href: string;
  items: ItemView[];
}

export interface ColumnPageProps {
  column: ColumnView;
  /** From the home page down to the parent column. */
  trail: LinkView[];
  /** The sibling columns, this one included and marked current. */
  siblings: LinkView[];
  items: ItemView[];
  pager?: ArchivePagerView;
  /** A group column shows the newest items of its columns instead of a list of its own. */
  groups?: ColumnGroupView[];
  /** Markup of a column that is one page (PAGE); sanitised when saved. */
  bodyHtml?: string;
  filters?: FilterView[];
  /** How many fit. */
  filterNote?: string;
  /** Said in place of items when there are none. */
  emptyText?: string;
}

export function ColumnPage({
  column,
  trail,
  siblings,
  items,
  pager,
  groups = [],
  bodyHtml,
  filters = [],
  filterNote,
  emptyText = '本栏目暂无内容。',
}: ColumnPageProps) {
  const filled = groups.filter((group) => group.items.length > 0);
  const empty = items.length === 0 && filled.length === 0 && !bodyHtml;
  return (
    <>
      <Crumbs trail={trail} current={column.name} />
      <div className={siblings.length > 1 ? 'with-side' : 'without-side'}>
        <div className="column-body">
          <div className="page-head">
            <h1>{column.name}</h1>
            {column.feedHref ? (
              <a className="feed" href={column.feedHref}>
                <Icon name="rss" size={18} />
                订阅本栏目
              </a>
            ) : null}
            {column.description ? <p>{column.description}</p> : null}
          </div>
          {bodyHtml ? <Prose html={bodyHtml} /> : null}
          <ColumnGroups groups={filled} />
          <Filters filters={filters} />
          {filterNote ? <p className="quiet filter-note">{filterNote}</p> : null}
          <ItemList items={items} layout={column.layout ?? 'list'} />
          {empty ? <p className="quiet">{emptyText}</p> : null}
          {pager ? <ArchivePager pager={pager} /> : null}
        </div>
        {siblings.length > 1 ? <SideNav links={siblings} /> : null}
      </div>
    </>
  );
}

/** Plain links: they work without script, and each list has its own address. */
function Filters({ filters }: { filters: FilterView[] }) {
  if (filters.length === 0) return null;
  return (
    <nav className="filters" aria-label="筛选文件">
      {filters.map(({ label, options }) => (
        <dl key={label}>
          <dt>{label}</dt>
          {options.map((option) => (
            <dd key={option.href}>
              <a href={option.href} aria-current={option.current ? 'true' : undefined}>
                {option.label}
              </a>
            </dd>
          ))}
        </dl>
      ))}
    </nav>
  );
}

/** Columns one beside the other, each with its newest items. */
export function ColumnGroups({ groups }: { groups: ColumnGroupView[] }) {
  const filled = groups.filter((group) => group.items.length > 0);
  if (filled.length === 0) return null;
  return (
    <div className="column-groups">
      {filled.map((group) => (
        <Section key={group.href} id={`g${group.href}`} title={group.title} moreHref={group.href}>
          <ItemList items={group.items} layout="compact" />
        </Section>
      ))}
    </div>
  );
}

/** Beside the list on wide screens; on phones below it, so that the page begins with what it is about. */
function SideNav({ links }: { links: LinkView[] }) {
  return (
    <nav className="side-nav" aria-labelledby="side-nav">
      <h2 id="side-nav">相关栏目</h2>
      <ul>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href} aria-current={link.current ? 'page' : undefined}>
              {link.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
