import { ColumnPage } from '@zhanqun/ui/public';
import { feedLinks } from '../feeds/formats';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';
import { loadColumn } from './column.server';

export const loader = publicLoader(loadColumn);

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>((page, shell) => ({
  title: page.column.name,
  description: page.column.description,
  column: page.tags,
  feeds: page.column.feedHref
    ? feedLinks(`${page.column.name} - ${shell.tags.siteName}`, page.column.feedHref.replace(/[^/]*$/, ''))
    : [],
}));

export default publicPage<typeof loader>((page) => <ColumnPage {...page} />, { current: (page) => page.top });
