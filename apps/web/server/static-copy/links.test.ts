import { describe, expect, it } from 'vitest';
import { fileFor, linksIn } from './links';

describe('the links of a document', () => {
  it('of HTML are every href, src, srcset and action, unescaped', () => {
    const html = `<a href="/a?x=1&amp;y=2">一</a><img src="/f/1/a.png" srcset="/f/1/s.png 1x, /f/1/l.png 2x">
      <form action="/search"></form><p>href=&quot;no&quot;</p>`;
    expect(linksIn('text/html; charset=utf-8', html)).toEqual([
      '/a?x=1&y=2',
      '/f/1/a.png',
      '/search',
      '/f/1/s.png',
      '/f/1/l.png',
    ]);
  });

  it('of a style sheet are its pictures and fonts', () => {
    expect(linksIn('text/css', `a{background:url(/x.svg)}b{src:url("/y.woff2")}c{src:url( '/z' )}`)).toEqual([
      '/x.svg',
      '/y.woff2',
      '/z',
    ]);
  });

  it('of feeds, site maps and rules are the whole addresses', () => {
    const map = '<loc>http://a.test/c/x/</loc><loc>http://a.test/f/1/a%20b?x&amp;y</loc>';
    expect(linksIn('application/xml', map)).toEqual(['http://a.test/c/x/', 'http://a.test/f/1/a%20b?x&y']);
    expect(linksIn('application/feed+json', '{"url":"http://a.test/a/1.html"}')).toEqual(['http://a.test/a/1.html']);
    expect(linksIn('text/plain', 'Sitemap: http://a.test/sitemap.xml\n')).toEqual(['http://a.test/sitemap.xml']);
    expect(linksIn('image/png', 'http://a.test/')).toEqual([]);
  });
});

describe('the file of a path', () => {
  it('is where a plain web server looks for it', () => {
    expect(fileFor('/')).toBe('index.html');
    expect(fileFor('/c/x/')).toBe('c/x/index.html');
    expect(fileFor('/search')).toBe('search/index.html');
    expect(fileFor('/c/x/p2.html')).toBe('c/x/p2.html');
    expect(fileFor('/f/1/%E9%80%9A%E7%9F%A5.pdf')).toBe('f/1/通知.pdf');
  });

  it('never lies outside the folder, and is none where no file can have the name', () => {
    const long = encodeURIComponent(`${'长'.repeat(100)}.pdf`);
    for (const path of [
      '/../x',
      '/%2e%2e/x',
      '/a/%2F..%2Fx',
      '/a//b',
      '/.zhanqun/x',
      '/%00.html',
      '/%zz',
      `/${long}`,
    ]) {
      expect([path, fileFor(path)]).toEqual([path, undefined]);
    }
  });
});
