import { HomeBlocks } from '@zhanqun/pages/ui';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';
import { loadBlocks } from './blocks.server';

export const loader = publicLoader(async (args) => ({ blocks: await loadBlocks(args) }));

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>(() => ({
  column: { name: '首页', description: '网站首页', keywords: '', type: '首页' },
}));

export default publicPage<typeof loader>((page) => <HomeBlocks blocks={page.blocks} />, { home: true });
