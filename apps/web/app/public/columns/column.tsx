import { ColumnPage } from '@zhanqun/ui/public';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';
import { loadColumn } from './column.server';

export const loader = publicLoader(loadColumn);

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>((page) => ({
  title: page.column.name,
  description: page.column.description,
  column: page.tags,
}));

export default publicPage<typeof loader>((page) => <ColumnPage {...page} />, { current: (page) => page.top });
