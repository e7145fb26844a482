import { Form, Link, useLocation, useNavigation, useSubmit } from '@remix-run/react';
import { type ReactElement, useId } from 'react';
import { Icon } from './icon';
import { listHref } from './list-address';

export interface Filter {
  name: string;
  label: string;
  /** What may be chosen; without it the filter takes what is typed. */
  choices?: readonly { value: string; label: string }[];
  /** What is typed is a day, or a month. */
  type?: 'date' | 'month';
}

export interface FilterBarProps {
  search?: { name?: string; label: string; placeholder?: string };
  filters?: readonly Filter[];
  /** Parameters that the form keeps besides its own, e.g. `sort`. */
  keep?: readonly string[];
}

/** Search and filters of a list. They live in the address: shareable, and the back button works. */
export function FilterBar({ search, filters = [], keep = ['sort'] }: FilterBarProps): ReactElement {
  const location = useLocation();
  const submit = useSubmit();
  const navigation = useNavigation();
  const id = useId();
  const params = new URLSearchParams(location.search);
  const searchName = search?.name ?? 'q';
  const active = [
    ...(search && params.get(searchName) ? [{ name: searchName, text: `“${params.get(searchName)}”` }] : []),
    ...filters.flatMap((filter) => {
      const typed = params.get(filter.name);
      const chosen = filter.choices ? filter.choices.find(({ value }) => value === typed)?.label : typed;
      return typed && chosen ? [{ name: filter.name, text: `${filter.label}：${chosen}` }] : [];
    }),
  ];
  const names = active.map(({ name }) => name);
  const waiting = navigation.state === 'loading' && navigation.location.pathname === location.pathname;

  return (
    <search className="mb-3 block">
      {/* The key makes the fields follow the address when a filter is removed or the reader goes back. */}
      <Form key={location.search} className="flex flex-wrap items-end gap-2">
        {keep.map((name) => {
          const value = params.get(name);
          return value ? <input key={name} type="hidden" name={name} value={value} /> : null;
        })}
        {search && (
          <div className="w-full sm:w-72">
            <label htmlFor={`${id}-q`} className="text-sm text-ink-soft">
              {search.label}
            </label>
            <div className="relative">
              <Icon name="search" className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2" />
              <input
                id={`${id}-q`}
                type="search"
                name={searchName}
                defaultValue={params.get(searchName) ?? ''}
                placeholder={search.placeholder}
                aria-keyshortcuts="/"
                data-list-search=""
                className="zc-input pl-9!"
              />
            </div>
          </div>
        )}
        {filters.map((filter) => (
          <div key={filter.name} className="min-w-32 max-sm:flex-1">
            <label htmlFor={`${id}-${filter.name}`} className="block text-sm text-ink-soft">
              {filter.label}
            </label>
            {filter.choices ? (
              <select
                id={`${id}-${filter.name}`}
                name={filter.name}
                defaultValue={params.get(filter.name) ?? ''}
                className="zc-input"
                onChange={(event) => submit(event.currentTarget.form)}
              >
                <option value="">全部</option>
                {filter.choices.map((choice) => (
                  <option key={choice.value} value={choice.value}>
                    {choice.label}
                  </option>
                ))}
              </select>
            ) : (
              <input
                id={`${id}-${filter.name}`}
                type={filter.type ?? 'text'}
                name={filter.name}
                defaultValue={params.get(filter.name) ?? ''}
                className="zc-input sm:w-36"
              />
            )}
          </div>
        ))}
        <button type="submit" className="zc-button max-sm:w-full" aria-busy={waiting}>
          查找
        </button>
      </Form>
      {active.length > 0 && (
        <ul aria-label="正在使用的条件" className="mt-2 flex flex-wrap items-center gap-2">
          {active.map(({ name, text }) => (
            <li key={name}>
              <Link
                to={listHref(location.search, { [name]: null })}
                className="inline-flex min-h-8 items-center gap-1.5 rounded-full bg-main-100 py-0.5 pr-2 pl-3 text-sm text-main-800 hover:bg-main-200 max-sm:min-h-11"
              >
                {text}
                <Icon name="close" className="size-3.5" />
                <span className="sr-only">，去掉这个条件</span>
              </Link>
            </li>
          ))}
          {active.length > 1 && (
            <li>
              <Link
                to={listHref(location.search, Object.fromEntries(names.map((name) => [name, null])))}
                className="zc-link text-sm"
              >
                全部去掉
              </Link>
            </li>
          )}
        </ul>
      )}
    </search>
  );
}
