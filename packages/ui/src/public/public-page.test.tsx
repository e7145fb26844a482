import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ArticlePage, fileSize } from './article-page';
import { ColumnPage } from './column-page';
import { DirectoryPage } from './listing-pages';
import { PublicPage } from './public-page';
import type { HeaderStyle, PublicSiteView } from './types';

const site = (headerStyle: HeaderStyle): PublicSiteView => ({
  name: '示例镇人民政府',
  shortName: '示例镇',
  level: 'TOWN',
  kind: 'TOWN',
  headerStyle,
  homeHref: '/',
  bannerHref: '/banner.svg',
  ancestors: [{ name: '示例市人民政府', href: 'http://example.localhost/' }],
  footer: {},
  contact: {},
});
const links = { searchHref: '/search', sitemapHref: '/sitemap', reportErrorHref: '/report-error' };
const article = { title: '标题', publishedAt: '2026-11-20 09:00', source: '示例镇', bodyHtml: '<p>正文</p>' };

function page(headerStyle: HeaderStyle, home = false) {
  return renderToStaticMarkup(
    <PublicPage site={site(headerStyle)} nav={[]} links={links} home={home}>
      <ArticlePage article={article} trail={[]} />
    </PublicPage>,
  );
}

describe('PublicPage', () => {
  it.each(['ridge', 'band', 'plain', 'seal'] as const)(
    'has no style attribute, style element or inline script (%s)',
    (style) => {
      expect(page(style, true)).not.toMatch(/ style=|<style|<script>|javascript:/);
    },
  );

  it('names all eight official footer items and says 待办理 where a number is missing', () => {
    const html = page('plain');
    for (const item of [
      '我为政府网站找错',
      '站点地图',
      '主办单位',
      '联系方式',
      '网站标识码',
      'ICP备案',
      '公安备案',
      '党政机关网站标识',
    ]) {
      expect(html).toContain(item);
    }
    expect(html.match(/待办理/g)).toHaveLength(4);
  });

  it('has one main heading: the site name at home only', () => {
    expect(page('ridge').match(/<h1/g)).toHaveLength(1);
    expect(page('ridge')).toContain('<h1>标题</h1>');
    expect(page('ridge', true)).toContain('<h1 class="wordmark">');
  });
});

describe('ArticlePage', () => {
  it('loads no script and keeps its tools hidden unless the address of the script is given', () => {
    expect(page('plain')).not.toContain('<script');
    expect(page('plain')).toMatch(/data-reading-tools="" hidden=""/);
    const html = renderToStaticMarkup(<ArticlePage article={article} trail={[]} readingScriptHref="/reading.js" />);
    expect(html).toContain('<script src="/reading.js" defer="">');
  });

  it('lets a table scroll by itself and by keyboard', () => {
    const html = renderToStaticMarkup(
      <ArticlePage article={{ ...article, bodyHtml: '<table><tr><td>1</td></tr></table>' }} trail={[]} />,
    );
    expect(html).toContain('tabindex="0"><table><tr><td>1</td></tr></table></div>');
  });

  it('makes a strip of several pictures under one caption, and leaves a single one as it is', () => {
    const picture = '<img src="/f/1/a.png" alt="图" />';
    const bodyHtml = `<figure>${picture}${picture}<figcaption>摄影</figcaption></figure><figure>${picture}</figure>`;
    const html = renderToStaticMarkup(<ArticlePage article={{ ...article, bodyHtml }} trail={[]} />);
    expect(html).toContain('aria-label="图集，共 2 张" tabindex="0"');
    expect(html).toContain(`<figure>${picture}</figure>`);
  });

  it('leads from the number of a note to its words and back, where there is such a note', () => {
    const bodyHtml = '<p>甲<sup>[1]</sup>乙<sup>[1]</sup>丙<sup>[2]</sup></p><p><sup>[1]</sup> 出处</p>';
    const html = renderToStaticMarkup(<ArticlePage article={{ ...article, bodyHtml }} trail={[]} />);
    expect(html.match(/href="#note-1"/g)).toHaveLength(2);
    expect(html.match(/id="ref-1"/g)).toHaveLength(1);
    expect(html).toContain('<p id="note-1" class="note"><sup><a href="#ref-1"');
    expect(html).toContain('丙<sup>[2]</sup>');
  });

  it('writes file sizes with their unit', () => {
    expect([1023, 1024, 1024 * 1024 - 1, 1024 * 1024].map(fileSize)).toEqual([
      '1023 字节',
      '1 KB',
      '1023 KB',
      '1.0 MB',
    ]);
  });
});

describe('pages of lists', () => {
  it('says so when a column has nothing, and draws no empty list', () => {
    const html = renderToStaticMarkup(<ColumnPage column={{ name: '通知' }} trail={[]} siblings={[]} items={[]} />);
    expect(html).toContain('本栏目暂无内容。');
    expect(html).not.toContain('<ul');
  });

  it('says of an archive page what became of its items', () => {
    const emptyText = '这一页的内容已移走或撤下。';
    const page = { column: { name: '通知' }, trail: [], siblings: [], items: [], emptyText };
    const html = renderToStaticMarkup(<ColumnPage {...page} />);
    expect(html).toContain(emptyText);
    expect(html).not.toContain('暂无');
  });

  it('names a site in preparation without linking to it, and leaves out an empty group', () => {
    const html = renderToStaticMarkup(
      <DirectoryPage
        trail={[]}
        title="站群导航"
        groups={[
          {
            code: 'town',
            title: '乡镇',
            sites: [{ id: '1', name: '示例镇', href: 'http://t.localhost/', online: false }],
          },
          { code: 'zone', title: '开发区', sites: [] },
        ]}
      />,
    );
    expect(html).toContain('筹备中');
    expect(html).not.toContain('t.localhost');
    expect(html).not.toContain('开发区');
  });

  it('lists a county with its towns and departments and counts the county itself', () => {
    const html = renderToStaticMarkup(
      <DirectoryPage
        trail={[]}
        title="站群导航"
        groups={[
          {
            code: 'county',
            title: '示例县',
            href: 'http://county.localhost/',
            sites: [],
            parts: [{ title: '乡镇', sites: [{ id: '1', name: '示例镇', href: 'http://t.localhost/' }] }],
          },
        ]}
      />,
    );
    expect(html).toContain('共 2 个站点');
    expect(html).toMatch(/<h2[^>]*><a href="http:\/\/county.localhost\/">示例县<\/a><\/h2>/);
    expect(html).toContain('<h3>乡镇</h3>');
  });
});
