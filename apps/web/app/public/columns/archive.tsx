import { ColumnPage } from '@zhanqun/ui/public';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';
import { loadArchive } from './column.server';

/** A full page of a column, numbered from the oldest: it never changes again but for withdrawals. */
export const loader = publicLoader(loadArchive);

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>((page) => ({
  title: page.column.name,
  description: page.column.description,
  column: page.tags,
}));

export default publicPage<typeof loader>((page) => <ColumnPage {...page} />, { current: (page) => page.top });
