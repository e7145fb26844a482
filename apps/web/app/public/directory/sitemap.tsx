import type { ColumnNode } from '@zhanqun/columns/server';
import { type LinkView, type SitemapColumnView, SitemapPage } from '@zhanqun/ui/public';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';
import type { PublicPaths } from '../paths';

function branch(column: ColumnNode, paths: PublicPaths): SitemapColumnView {
  return {
    name: column.name,
    href: paths.column(column.code),
    description: column.description,
    children: column.children.filter((child) => !child.isHidden).map((child) => branch(child, paths)),
  };
}

export const loader = publicLoader(async ({ tree, paths }) => {
  const trail: LinkView[] = [{ label: '首页', href: paths.home() }];
  return {
    trail,
    columns: tree
      .all()
      .filter((column) => !column.isHidden)
      .map((column) => branch(column, paths)),
  };
});

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>(() => ({ title: '站点地图' }));

export default publicPage<typeof loader>((page) => <SitemapPage {...page} />);
