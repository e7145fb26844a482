import { describe, expect, it } from 'vitest';
import { isPageAddress } from './page-address';

describe('the address of a kept page', () => {
  it('is written as links write it', () => {
    const written = [
      '/',
      '/c/yaowen/',
      '/c/yaowen/p12.html',
      '/c/yaowen/feed.json',
      '/a/01jc5zq8x4k7m2n9p3.html',
      '/theme/0123456789abcdef.css',
      '/landscape/band.svg',
      '/sitemap.xml',
      '/sitemap-yao-wen-1.xml',
      '/robots.txt',
    ];
    expect(written.filter((rest) => !isPageAddress(rest))).toEqual([]);
  });

  it('has no second spelling', () => {
    const others = [
      '/a/x.html/',
      '/a/x.html///',
      '/c/yaowen//',
      '//',
      '/subsites.html/',
      '/banner.svg/',
      '/c/yaowen/RSS.xml',
      '/c/yaowen/rss.xml/',
      '/a/../robots.txt',
      '/./robots.txt',
      '/a/x.html#1',
      '/a/x%20.html',
      '/sitemap/site',
      '/sitemap/site.xml',
    ];
    expect(others.filter(isPageAddress)).toEqual([]);
  });
});
