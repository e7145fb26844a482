import { Icon } from '../icons';
import { PublishedTime } from './date';
import type { ItemView } from './types';

export type ItemListLayout = 'list' | 'compact' | 'documents' | 'cards' | 'links';

/** Rows of items; the whole row is the target. Nothing is drawn for an empty list: the caller says why it is empty. */
export function ItemList({
  items,
  layout = 'list',
  columns = 1,
}: {
  items: ItemView[];
  layout?: ItemListLayout;
  /** Two columns on wide screens, for a list that has the whole width of a home page. */
  columns?: 1 | 2;
}) {
  if (items.length === 0) return null;
  if (layout === 'cards') return <ItemCards items={items} />;
  return (
    <ul className={`rows rows-${layout}${columns === 2 ? ' rows-two' : ''}`}>
      {items.map((item) => (
        <li key={item.id}>
          <a className="row" href={item.href}>
            {layout === 'documents' ? <Icon name="document" size={22} className="row-icon" /> : null}
            {layout === 'links' ? <Icon name="link" size={22} className="row-icon" /> : null}
            <span className="row-text">
              <span className="row-title">
                {item.sourceName ? <span className="row-source">{item.sourceName}</span> : null}
                {item.title}
                {item.mark ? <span className="row-mark">{item.mark}</span> : null}
              </span>
              {item.documentNumber ? <span className="row-note">{item.documentNumber}</span> : null}
              {layout === 'links' && item.outside ? <span className="row-note">{item.outside}</span> : null}
              {(layout === 'list' || layout === 'links') && item.summary ? (
                <span className="row-note row-summary">{item.summary}</span>
              ) : null}
            </span>
            {layout === 'links' ? null : <PublishedTime publishedAt={item.publishedAt} />}
          </a>
        </li>
      ))}
    </ul>
  );
}

function ItemCards({ items }: { items: ItemView[] }) {
  return (
    <ul className={items.length % 4 === 0 && items.length % 3 !== 0 ? 'cards cards-four' : 'cards'}>
      {items.map((item) => (
        <li key={item.id}>
          <a className="card" href={item.href}>
            {item.pictureHref ? (
              <span className="frame">
                <img src={item.pictureHref} alt={item.pictureAlt ?? ''} loading="lazy" width={800} height={600} />
              </span>
            ) : null}
            <span className="card-title">
              {item.title}
              {item.mark ? <span className="row-mark">{item.mark}</span> : null}
            </span>
            <span className="card-meta">
              {item.sourceName ? <span>{item.sourceName}</span> : null}
              <PublishedTime publishedAt={item.publishedAt} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
