/** The part of an address that says which list is shown: everything but the place in it. */
const PLACE = ['after', 'before', 'page'];

/** The address of the same list with some parameters set, or removed with null; always from its first page. */
export function listHref(search: string, changes: Record<string, string | null>): string {
  const params = new URLSearchParams(search);
  for (const name of PLACE) params.delete(name);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') params.delete(name);
    else params.set(name, value);
  }
  return `?${params}`;
}

export interface Sort {
  key: string;
  descending: boolean;
}

/** `sort=name` ascending, `sort=-name` descending. */
export function readSort(value: string | null, fallback: Sort | undefined): Sort | undefined {
  if (!value) return fallback;
  return value.startsWith('-') ? { key: value.slice(1), descending: true } : { key: value, descending: false };
}

/** The sort that a click on a column asks for: the other direction of the current one, else ascending. */
export function nextSort(key: string, current: Sort | undefined): string {
  return current?.key === key && !current.descending ? `-${key}` : key;
}
