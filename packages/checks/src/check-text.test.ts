import { describe, expect, it } from 'vitest';
import { type CheckedText, findingsIn, MOST_FINDINGS, withoutPersonalData } from './check-text';
import { USUAL_WEIGHTS } from './finding';

const checkText = (checked: CheckedText) => findingsIn(checked, () => []);
const text = { title: '题目', summary: '', body: '', source: '江州市', author: '', keywords: '' };
const rules = (more: Partial<CheckedText>) => checkText({ ...text, ...more }).map(({ rule }) => rule);

describe('checking a text', () => {
  it('finds nothing in an ordinary notice', () => {
    const body =
      '<h2>时间</h2><p>12月1日。</p><h3>地点</h3><p>见<a href="/f/x/a.pdf">值班表</a>。</p>' +
      '<table><tr><th>日期</th></tr><tr><td>周一</td></tr></table><p><img src="/f/x/a.png" alt="值班室的工作人员"></p>';
    expect(rules({ body: `${body}<p>值班电话 0797-8123456，秘密花园，机密仪器厂。</p>` })).toEqual([]);
  });

  it('says where a number stands, masks it and whatever number is beside it', () => {
    const [first, second] = checkText({ ...text, body: '<p>联系人张三13812345678、李四13987654321，请拨打。</p>' });
    expect(first).toEqual({
      rule: 'mobile-number',
      weight: 'BLOCK',
      field: 'body',
      hit: '138****5678',
      context: '联系人张三138****5678、李四139****43',
      advice: '手机号码是个人信息，请删除或隐去中间几位。',
      place: { start: 5, end: 16 },
    });
    expect(second?.hit).toBe('139****4321');
    const all = JSON.stringify(checkText({ ...text, title: '13812345678', summary: '电话13812345678' }));
    expect(all).not.toContain('13812345678');
  });

  it.each(['机密★1年', '秘密 ★ 6个月', '绝密★长期', '密级：秘密', '机 密★'])('blocks the mark “%s”', (mark) => {
    expect(rules({ body: `<p>文件 ${mark} 正文</p>` })).toEqual(['secrecy-mark']);
    expect(rules({ title: mark })).toEqual(['secrecy-mark']);
  });

  it.each(['内部资料，请勿外传', '内部文件 注意保存', '严禁上网'])('warns of the wording “%s”', (words) => {
    expect(checkText({ ...text, body: `<p>${words}</p>` })[0]).toMatchObject({
      rule: 'internal-wording',
      weight: 'WARN',
    });
  });

  it.each([
    ['heading-order', '<h3>第一个</h3>'],
    ['heading-order', '<h2>一</h2><h4>二</h4>'],
    ['heading-order', '<h2> </h2>'],
    ['link-text', '<a href="/a">点击这里</a>'],
    ['link-text', '<a href="/a">【查看】</a>'],
    ['link-text', '<a href="/a">https://example.test/a/b</a>'],
    ['link-text', '<a href="/a"></a>'],
    ['table-header', '<table><tr><td>日期</td></tr></table>'],
    ['picture-text', '<img src="/f/x/a.png" alt="DSC_0012.JPG">'],
    ['picture-text', '<img src="/f/x/a.png" alt="图片1">'],
  ])('warns with %s of %s', (rule, body) => {
    expect(checkText({ ...text, body })).toEqual([expect.objectContaining({ rule, weight: 'WARN' })]);
  });

  it('says which heading, link, table or picture it means', () => {
    const body =
      '<h2>一</h2><h4>二</h4><p><a href="/x">规定全文</a><a href="/y">点击</a><a href="/a/1.html">旧的通知</a></p>' +
      '<table><tr><th>日</th></tr></table><table><tr><td>日</td></tr></table>' +
      '<img src="/f/x/a.png" alt="值班室"><img src="/f/x/b.png" alt="图1">';
    const places = checkText({ ...text, body, deadLinks: ['/a/1.html'] }).map(({ place }) => place);
    expect(places).toEqual([
      { part: 'heading', index: 1 },
      { part: 'link', index: 1 },
      { part: 'table', index: 1 },
      { part: 'picture', index: 1 },
      { part: 'link', index: 2 },
    ]);
  });

  it.each([
    '<h2>一</h2><h3>二</h3><h2>三</h2><h3>四</h3><h4>五</h4>',
    '<a href="/a">下载申请表（PDF）</a>',
    '<a href="/a"><img src="/f/x/a.png" alt="全市地图"></a>',
  ])('has nothing against %s', (body) => {
    expect(rules({ body })).toEqual([]);
  });

  it('tells what blocks first, and no more than is useful', () => {
    const many = checkText({ ...text, body: `<h3>一</h3><p>${'13812345678，'.repeat(300)}</p>` });
    expect(many).toHaveLength(MOST_FINDINGS);
    expect(checkText({ ...text, body: '<h3>一</h3><p>13812345678</p>' }).map(({ weight }) => weight)).toEqual([
      'BLOCK',
      'WARN',
    ]);
  });

  it.each([
    ['the author', { author: '张三13812345678' }],
    ['the source', { source: '13812345678' }],
    ['the keywords', { keywords: '13812345678' }],
    ['an alternative text', { body: '<p><img src="/f/x/a.png" alt="名片：13812345678"></p>' }],
    ['the title of a link', { body: '<p><a href="/a" title="拨打13812345678">值班室的电话</a></p>' }],
    ['the address of a link', { body: '<p><a href="tel:13812345678">值班室的电话</a></p>' }],
    ['a word that is half bold', { body: '<p>1381<strong>2345678</strong></p>' }],
    ['a word with signs nobody sees', { body: '<p>138\u200b1234\ufeff5678</p>' }],
    ['a number with the code of the country', { body: '<p>+8613812345678</p>' }],
  ])('finds a number in %s', (_where, more) => {
    const found = checkText({ ...text, ...more });
    expect(found).toEqual([expect.objectContaining({ rule: 'mobile-number', hit: '138****5678' })]);
  });

  it('takes what stands in neighbouring cells and paragraphs for what it is', () => {
    const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    const table = `<table><tr><th>一</th></tr>${row('156', '2023', '2024')}${row('4111', '1111', '1111', '1111')}</table>`;
    expect(rules({ body: `${table}<p>138</p><p>12345678</p>` })).toEqual([]);
  });

  it('asks for a source, for names of attachments, and tells links that lead nowhere', () => {
    const found = checkText({
      ...text,
      source: ' ',
      attachments: [
        { name: '附件1.pdf' },
        { name: '新建 Microsoft Word 文档.docx' },
        { name: '防汛预案（2026年版）.pdf' },
      ],
      deadLinks: ['/a/gone.html'],
    });
    expect(found.map(({ rule, weight, field, hit }) => [rule, weight, field, hit])).toEqual([
      ['missing-source', 'BLOCK', 'source', '没有来源'],
      ['attachment-name', 'WARN', 'attachments', '附件1.pdf'],
      ['attachment-name', 'WARN', 'attachments', '新建 Microsoft Word 文档.docx'],
      ['dead-link', 'WARN', 'body', '/a/gone.html'],
    ]);
  });

  it('finds numbers in the names of attachments', () => {
    expect(rules({ attachments: [{ name: '张三13812345678.pdf' }] })).toEqual(['mobile-number']);
  });

  it('weighs each rule as it is set', () => {
    const weights = { ...USUAL_WEIGHTS, 'mobile-number': 'WARN', 'link-text': 'BLOCK' } as const;
    const body = '<p>13812345678</p><p><a href="/a">点击这里</a></p>';
    const found = findingsIn({ ...text, body }, () => [], weights);
    expect(found.map(({ rule, weight }) => [rule, weight])).toEqual([
      ['link-text', 'BLOCK'],
      ['mobile-number', 'WARN'],
    ]);
    const word = { rule: 'sensitive-word', start: 0, end: 2, advice: '' } as const;
    const listed = (weight: 'BLOCK' | 'WARN', set: 'LISTED' | 'BLOCK' | 'WARN') =>
      findingsIn({ ...text, author: '某人' }, (one) => (one === '某人' ? [{ ...word, weight }] : []), {
        ...USUAL_WEIGHTS,
        'sensitive-word': set,
      }).map((one) => one.weight);
    expect([listed('BLOCK', 'LISTED'), listed('BLOCK', 'WARN'), listed('WARN', 'BLOCK')]).toEqual([
      ['BLOCK'],
      ['WARN'],
      ['BLOCK'],
    ]);
  });

  it('masks numbers in lines that are kept', () => {
    expect(withoutPersonalData('请联系 13812345678 或 11010519491231002X')).toBe(
      '请联系 138****5678 或 11*************02X',
    );
  });
});
