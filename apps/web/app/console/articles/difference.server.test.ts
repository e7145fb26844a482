import { sanitiseBody } from '@zhanqun/articles/server';
import { describe, expect, it } from 'vitest';
import { differenceOf } from './difference.server';

const bare = (html: string) => html.replace(/<\/?(?:ins|del)>| class="zc-changed"/g, '');

describe('two bodies side by side', () => {
  it('mark the words that only one has, each on its own side', () => {
    const { left, right, isSame } = differenceOf('<p>服务时间为上午九时。</p>', '<p>服务时间为上午八时半。</p>');
    expect(isSame).toBe(false);
    expect(left).toMatch(/^<p>服务时间为上午.*<del>九.*<\/del>.*<\/p>$/);
    expect(right).toMatch(/^<p>服务时间为上午.*<ins>八.*<\/ins>.*<\/p>$/);
  });

  it('mark a picture and a row of a table that came', () => {
    const before = '<table><tbody><tr><th>日期</th></tr><tr><td>周一</td></tr></tbody></table>';
    const after =
      '<p><img src="/f/x/a.png" alt="现场" /></p>' +
      '<table><tbody><tr><th>日期</th></tr><tr><td>周一</td></tr><tr><td>周二</td></tr></tbody></table>';
    const { left, right } = differenceOf(before, after);
    expect(left).toBe(before);
    expect(right).toContain('<ins><img src="/f/x/a.png" alt="现场" /></ins>');
    expect(right).toContain('<ins>周二</ins>');
    expect(right).not.toContain('<ins>周一</ins>');
  });

  it('mark the element where the words stay and become a heading', () => {
    const { left, right } = differenceOf('<p>办理流程</p>', '<h2>办理流程</h2>');
    expect([left, right]).toEqual(['<p class="zc-changed">办理流程</p>', '<h2 class="zc-changed">办理流程</h2>']);
  });

  it.each([
    ['<p>一</p>', '<ul><li><p>一</p></li><li><p>二</p></li></ul>'],
    ['<p>a &amp; b &lt;c&gt;</p>', '<p>a &amp; <strong>b</strong></p>'],
    ['', '<h2>新</h2><p>新的<a href="https://example.test">链接</a></p>'],
    ['<p>旧</p>', ''],
  ])('are well-formed and whole without the marks: %s', (before, after) => {
    const { left, right } = differenceOf(before, after);
    expect([bare(left), bare(right)]).toEqual([before, after]);
    // The marks close where they open: reading them as a browser would changes nothing.
    for (const html of [left, right]) {
      const clean = html.replace(/<\/?(?:ins|del)>| class="zc-changed"/g, '');
      expect(sanitiseBody(html)).toBe(sanitiseBody(clean));
    }
  });

  it('that are long and have nothing in common are each marked as a whole', () => {
    const long = (seed: number) => `<p>${Array.from({ length: 20_000 }, (_, i) => (i + 1) * seed).join('、')}</p>`;
    const [before, after] = [long(100_003), long(100_019)];
    const { left, right } = differenceOf(before, after);
    expect([bare(left), bare(right)]).toEqual([before, after]);
    expect([left.includes('<del>'), right.includes('<ins>')]).toEqual([true, true]);
  });
});
