import { NoticePage } from '@zhanqun/ui/public';
import { publicMeta, publicPage } from '../page';
import { pageNotFound, publicLoader } from '../page.server';

/** Stands at the address of the search in a static copy of a site, which nobody answers; live there is no such page. */
export const loader = publicLoader(async ({ visit, paths }) => {
  if (!visit.isCopy) throw pageNotFound();
  return { home: paths.home(), sitemap: paths.sitemap() };
});

export const meta = publicMeta<typeof loader>(() => ({ title: '搜索', isPrivate: true }));

export default publicPage<typeof loader>(({ home, sitemap }) => (
  <NoticePage
    kind="unavailable"
    title="这里不能搜索"
    body="您看到的是网站的静态副本，内容完整，但没有搜索。请从站点地图或各栏目查找。"
    links={[
      { label: '站点地图', href: sitemap },
      { label: '回到首页', href: home },
    ]}
  />
));
