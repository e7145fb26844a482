import { describe, expect, it } from 'vitest';
import { filesIn, filesLinkedIn, picturesWithoutText, plainText, withAddresses } from '../src/body';
import { sanitiseBody } from '../src/body.server';

const ID = '01jd8x5k2abcdefgh0';

describe('sanitising drops what can act or disguise', () => {
  const cases: [name: string, html: string, kept: string][] = [
    ['a script with its text', '<p>好</p><script>alert(1)</script>', '<p>好</p>'],
    ['a style sheet with its text', '<style>p{color:red}</style><p>好</p>', '<p>好</p>'],
    ['event attributes', '<p onclick="x()" onmouseover=x()>好</p>', '<p>好</p>'],
    ['style, class and id', '<p style="position:fixed" class="a" id="b">好</p>', '<p>好</p>'],
    ['a javascript: link, keeping its words', '<p><a href="javascript:alert(1)">看</a></p>', '<p><a>看</a></p>'],
    ['a disguised javascript: link', '<p><a href="java&#10;script:alert(1)">看</a></p>', '<p><a>看</a></p>'],
    ['a data: link', '<p><a href="data:text/html,x">看</a></p>', '<p><a>看</a></p>'],
    ['a link without a scheme of its own', '<p><a href="//evil.example/">看</a></p>', '<p><a>看</a></p>'],
    ['a link with backslashes', '<p><a href="/\\evil.example/">看</a></p>', '<p><a>看</a></p>'],
    ['a picture of another host', '<p>好<img src="https://x.example/a.png" alt="图"></p>', '<p>好</p>'],
    ['a data: picture', '<p>好<img src="data:image/png;base64,AA" alt="图"></p>', '<p>好</p>'],
    ['a picture that is a path but no file', '<p>好<img src="/a/1.png" alt="图"></p>', '<p>好</p>'],
    ['an svg whole', '<svg onload="x()"><text>图</text></svg><p>好</p>', '<p>好</p>'],
    ['a frame', '<iframe src="https://x.example/">内</iframe><p>好</p>', '<p>好</p>'],
    ['forms, keeping words', '<form action="/x"><p>好</p><input name="a"><button>按</button></form>', '<p>好</p>按'],
    ['comments', '<p>好<!-- 藏 --></p>', '<p>好</p>'],
    [
      'an empty caption',
      '<figure><img src="/f/01jd8x5k2abcdefgh0/a.png" alt="图"><figcaption> </figcaption></figure>',
      '<figure><img src="/f/01jd8x5k2abcdefgh0/a.png" alt="图" /></figure>',
    ],
    ['empty paragraphs', '<p> </p><p>好</p><p></p>', '<p>好</p>'],
  ];
  for (const [name, html, kept] of cases) it(name, () => expect(sanitiseBody(html)).toBe(kept));
});

describe('sanitising is quick', () => {
  it('also on a line indented with thousands of non-breaking spaces, as Word makes them', () => {
    const body = sanitiseBody(`<p>${'&nbsp;'.repeat(5_000)}字</p><p>${'\u00a0'.repeat(5_000)}</p>`);
    expect(body).toContain('字');
    expect(body.match(/<p>/g)).toHaveLength(1);
  });
});

describe('sanitising keeps', () => {
  const cases: [name: string, html: string][] = [
    ['headings 2 to 4', '<h2>一</h2><h3>二</h3><h4>三</h4>'],
    ['lists', '<ul><li>一</li></ul><ol start="3"><li>二</li></ol>'],
    [
      'a table with its heads',
      '<table><tbody><tr><th scope="col" colspan="2">头</th></tr><tr><td rowspan="2">格</td></tr></tbody></table>',
    ],
    [
      'marks',
      '<p><strong>重</strong><em>强</em><u>线</u><sub>下</sub><sup>上</sup><br /></p><hr /><blockquote>引</blockquote>',
    ],
    [
      'an own picture with its words',
      `<figure><img src="/f/${ID}/a.png" alt="村口" /><figcaption>图</figcaption></figure>`,
    ],
  ];
  for (const [name, html] of cases) it(name, () => expect(sanitiseBody(html)).toBe(html));

  for (const href of [
    'https://www.gov.cn/',
    'http://x.example/a?b=1',
    'mailto:a@b.example',
    'tel:+86-12345',
    '/c/news/',
  ]) {
    it(`the link ${href}`, () => expect(sanitiseBody(`<p><a href="${href}">看</a></p>`)).toContain(`href="${href}"`));
  }

  it('a first heading as the second level, bold and italic as what they mean', () => {
    expect(sanitiseBody('<h1>题</h1><p><b>重</b><i>强</i></p>')).toBe(
      '<h2>题</h2><p><strong>重</strong><em>强</em></p>',
    );
  });

  it('a picture inside a link or a mark', () => {
    const html = `<p><a href="/c/x/"><img src="/f/${ID}/a.png" alt="图" /></a></p><p><strong><img src="/f/${ID}/b.png" alt="图" /></strong></p>`;
    expect(sanitiseBody(html)).toBe(html);
  });

  it('other blocks as paragraphs, apart from each other', () => {
    expect(sanitiseBody('<div>一</div><section><div>二</div><ul><li>三</li></ul></section>')).toBe(
      '<p>一</p><p>二</p><ul><li>三</li></ul>',
    );
  });

  it('the same when it is done twice', () => {
    const once = sanitiseBody(`<div><p>a &amp; b &lt;c&gt;</p><img src="/f/${ID}/a%20b.png" alt='"引"'></div>`);
    expect(sanitiseBody(once)).toBe(once);
  });
});

describe('a body', () => {
  const body = sanitiseBody(
    `<p>文<img src="/f/${ID}/a.png" alt="图"><img src="/f/${ID}/a.png" alt=" "></p><p><a href="/f/01jd8x5k2abcdefgh1/b.pdf">表</a> <a href="/c/x/">列</a></p>`,
  );

  it('names the files it shows and links, each once', () => {
    expect(filesIn(body)).toEqual([ID]);
    expect(filesLinkedIn(body)).toEqual(['01jd8x5k2abcdefgh1']);
  });

  it('counts pictures without alternative text', () => expect(picturesWithoutText(body)).toBe(1));

  it('has the length that a reader sees', () => {
    expect(plainText('<p>一 &amp;\n二</p><p>三</p>')).toBe('一 & 二 三');
  });

  it('gets one place before its files and another before its other paths, and none before other hosts', () => {
    const shown = withAddresses('<a href="/c/x/">a</a><img src="/f/1/a.png"><a href="https://b/">b</a>', {
      files: '/town',
      links: 'http://city.test',
    });
    expect(shown).toBe('<a href="http://city.test/c/x/">a</a><img src="/town/f/1/a.png"><a href="https://b/">b</a>');
  });
});
