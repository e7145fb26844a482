import { DirectoryPage } from '@zhanqun/ui/public';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { pageNotFound, publicLoader } from '../page.server';
import { subsiteDirectory } from './groups.server';

export const loader = publicLoader(async ({ directory, visit, paths }) => {
  const groups = subsiteDirectory(directory, visit.site);
  if (groups.length === 0) throw pageNotFound();
  return {
    groups,
    title: '下属网站',
    trail: [{ label: '首页', href: paths.home() }],
  };
});

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>(() => ({ title: '下属网站' }));

export default publicPage<typeof loader>((page) => <DirectoryPage {...page} />);
