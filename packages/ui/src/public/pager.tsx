import { Icon } from '../icons';
import type { PagerView } from './types';

/** Pages are addressed from the oldest; people still read from the newest, so page 1 here is the newest. */
export function Pager({ pager, label = '分页' }: { pager: PagerView; label?: string }) {
  if (pager.pages <= 1) return null;
  return (
    <nav className="pager" aria-label={label}>
      {pager.newerHref ? (
        <a className="pager-step" rel="prev" href={pager.newerHref}>
          <Icon name="chevron-left" size={18} />
          上一页
        </a>
      ) : (
        <span />
      )}
      <ul>
        {pager.numbers.map(({ page, href }, index) => (
          <li
            key={page}
            className={index > 0 && page - (pager.numbers[index - 1]?.page ?? page) > 1 ? 'pager-gap' : undefined}
          >
            <a href={href} aria-label={`第 ${page} 页`} aria-current={page === pager.page ? 'page' : undefined}>
              {page}
            </a>
          </li>
        ))}
      </ul>
      {pager.olderHref ? (
        <a className="pager-step" rel="next" href={pager.olderHref}>
          下一页
          <Icon name="chevron-right" size={18} />
        </a>
      ) : (
        <span />
      )}
      <p className="pager-total">
        共 {pager.total} 条，第 {pager.page} 页，共 {pager.pages} 页
      </p>
    </nav>
  );
}
