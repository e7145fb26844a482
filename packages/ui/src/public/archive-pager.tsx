import { Icon } from '../icons';
import type { ArchivePagerView } from './types';

/**
 * The pages of a column, numbered from the oldest: what a full page says never changes. Read from the newest, so the
 * numbers run down.
 */
export function ArchivePager({ pager }: { pager: ArchivePagerView }) {
  const { page, total, newestHref, newerHref, olderHref, numbers } = pager;
  return (
    <nav className="pager" aria-label="分页">
      {newerHref ? (
        <a className="pager-step" rel="prev" href={newerHref}>
          <Icon name="chevron-left" size={18} />
          较新的
        </a>
      ) : (
        <span />
      )}
      <ul>
        <li>
          <a href={newestHref} aria-current={page === undefined ? 'page' : undefined}>
            最新
          </a>
        </li>
        {numbers.map((number, index) => (
          <li
            key={number.page}
            className={(numbers[index - 1]?.page ?? number.page + 1) - number.page > 1 ? 'pager-gap' : undefined}
          >
            <a
              href={number.href}
              aria-label={`第 ${number.page} 页`}
              aria-current={number.page === page ? 'page' : undefined}
            >
              {number.page}
            </a>
          </li>
        ))}
      </ul>
      {olderHref ? (
        <a className="pager-step" rel="next" href={olderHref}>
          较早的
          <Icon name="chevron-right" size={18} />
        </a>
      ) : (
        <span />
      )}
      <p className="pager-total">{page === undefined ? `共 ${total} 条` : `第 ${page} 页，从最早的一页数起`}</p>
    </nav>
  );
}
