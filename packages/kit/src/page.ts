/** One page of a list, read by key: `next` is the cursor to pass for the page after, absent on the last. */
export interface Page<T> {
  items: T[];
  next?: string;
  previous?: string;
  total?: number;
}

export const PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;
