import { ColumnPage } from '@zhanqun/ui/public';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';
import { type ArchivePage, loadArchive } from './column.server';
import { loadPolicyList, mayNamePolicies } from './policy-list.server';

/**
 * A full page of a column, numbered from the oldest: it never changes again but for withdrawals. Of policy documents also
 * the lists by validity, year and topic.
 */
export const loader = publicLoader(
  (args): Promise<ArchivePage> => (mayNamePolicies(args.params.page ?? '') ? loadPolicyList(args) : loadArchive(args)),
);

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>((page) => ({
  title: page.column.name,
  description: page.column.description,
  column: page.tags,
}));

export default publicPage<typeof loader>((page) => <ColumnPage {...page} />, { current: (page) => page.top });
