import { HomeBlocks } from '@zhanqun/pages/ui';
import { feedLinks } from '../feeds/formats';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';
import { loadBlocks } from './blocks.server';

export const loader = publicLoader(async (args) => ({ blocks: await loadBlocks(args) }));

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>((_page, shell) => ({
  column: { name: '首页', description: '网站首页', keywords: '', type: '首页' },
  feeds: feedLinks(shell.tags.siteName, shell.site.homeHref),
}));

export default publicPage<typeof loader>((page) => <HomeBlocks blocks={page.blocks} />, { home: true });
