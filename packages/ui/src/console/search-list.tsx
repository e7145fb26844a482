import { Link, useNavigate } from '@remix-run/react';
import { type KeyboardEvent, type ReactElement, useEffect, useId, useMemo, useState } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import { filterPalette, type PaletteItem } from './palette-filter';

export type PaletteSearch = (query: string) => Promise<PaletteItem[]>;

interface SearchListProps {
  items: readonly PaletteItem[];
  search?: PaletteSearch;
  label: string;
  placeholder: string;
  /** The noun with its measure word, for the count: `个站点`. */
  unit: string;
  limit?: number;
  onDone?: () => void;
}

type Found = { query: string; items: PaletteItem[]; failed: boolean };

/** A late answer to an earlier query never replaces the answer to a later one. */
function useFound(query: string, search: PaletteSearch | undefined): { found: Found | null; searching: boolean } {
  const [found, setFound] = useState<Found | null>(null);
  const wanted = query.trim();
  useEffect(() => {
    if (!search || wanted === '') return;
    let current = true;
    const timer = setTimeout(() => {
      search(wanted).then(
        (items) => current && setFound({ query: wanted, items, failed: false }),
        () => current && setFound({ query: wanted, items: [], failed: true }),
      );
    }, 180);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [search, wanted]);
  const settled = found?.query === wanted;
  return { found: settled ? found : null, searching: Boolean(search) && wanted !== '' && !settled };
}

/** An input over a list of links: type, arrows, Enter; the links stay links, so a new tab works too. */
export function SearchList({
  items,
  search,
  label,
  placeholder,
  unit,
  limit = 12,
  onDone,
}: SearchListProps): ReactElement {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const navigate = useNavigate();
  const id = useId();
  const local = useMemo(() => filterPalette(items, query, limit), [items, query, limit]);
  const { found, searching } = useFound(query, search);
  const shown = useMemo(() => {
    const known = new Set(local.shown.map((item) => item.href));
    return [...local.shown, ...(found?.items ?? []).filter((item) => !known.has(item.href)).slice(0, limit)];
  }, [local, found, limit]);
  const hidden = local.total - local.shown.length;
  const activeId = shown[active] ? `${id}-${active}` : undefined;

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && shown.length > 0) {
      event.preventDefault();
      setActive((active + step + shown.length) % shown.length);
    }
    const chosen = shown[active];
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      navigate(chosen.href);
      onDone?.();
    }
  }

  return (
    <div>
      <div className="relative">
        <Icon name="search" className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={activeId}
          aria-autocomplete="list"
          aria-label={label}
          autoComplete="off"
          placeholder={placeholder}
          className="zc-input pl-9!"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={label} className="mt-2 max-h-80 overflow-y-auto">
        {shown.map((item, index) => (
          <Link
            key={item.href}
            id={`${id}-${index}`}
            to={item.href}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onClick={onDone}
            onPointerMove={() => setActive(index)}
            className={classNames(
              'flex min-h-10 flex-wrap items-baseline gap-x-3 rounded px-3 py-2',
              index === active ? 'bg-main-700 text-white' : 'text-ink',
            )}
          >
            <span className="font-medium">{item.label}</span>
            {item.hint && (
              <span className={classNames('text-sm', index === active ? 'text-main-100' : 'text-ink-faint')}>
                {item.hint}
              </span>
            )}
          </Link>
        ))}
      </div>
      <p role="status" className="px-3 pt-2 text-sm text-ink-faint">
        {searching && '正在查找…'}
        {!searching && found?.failed && '内容没有查到：查找服务没有回应，请稍后再试。'}
        {!searching && !found?.failed && shown.length === 0 && '没有找到。可以试试全称、拼音或拼音首字母。'}
        {!searching && !found?.failed && hidden > 0 && `另有 ${hidden} ${unit}，继续输入可以缩小范围。`}
      </p>
    </div>
  );
}
