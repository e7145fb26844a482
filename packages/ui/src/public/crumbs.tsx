import { Icon } from '../icons';
import type { LinkView } from './types';

/** Where this page stands inside its site; the last entry is the page itself and is not a link. */
export function Crumbs({ trail, current }: { trail: LinkView[]; current: string }) {
  return (
    <nav className="crumbs" aria-label="当前位置">
      <ol>
        {trail.map((link) => (
          <li key={link.href}>
            <a href={link.href}>{link.label}</a>
            <Icon name="chevron-right" size={14} />
          </li>
        ))}
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  );
}
