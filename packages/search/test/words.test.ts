import { foldText } from '@zhanqun/chinese/fold';
import { describe, expect, it } from 'vitest';
import { excerpt, highlight } from '../src/highlight';
import { queryText } from '../src/query-text.server';
import { MAX_QUERY, MAX_RESULT_PAGES, readSearchRequest, searchParams } from '../src/schema';
import { missOf } from '../src/server';
import { indexWords, MAX_TEXT, wordsOf } from '../src/words.server';

describe('folding', () => {
  it('opens full width, lowers letters, simplifies, and makes blanks of what no database holds', () => {
    expect(foldText('ＡＢＣ臺灣１２㈱')).toBe('abc台湾12(株)');
    expect(foldText('a\0b\ud800c')).toBe('a b c');
  });
});

describe('the words of a text', () => {
  it('are those of the dictionary, those inside long ones, and pairs around single characters', () => {
    expect(wordsOf('人民政府的住房公积金')).toEqual([
      '人民',
      '民政',
      '政府',
      '人民政府',
      '住房',
      '公积',
      '积金',
      '公积金',
    ]);
    expect(wordsOf('赴赣公桥')).toEqual(expect.arrayContaining(['赣公', '公桥']));
    expect(wordsOf('ABC-2026 号')).toEqual(['abc', '2026']);
  });

  it('never hold a quote, a backslash or an operator, whatever is written', () => {
    const { head, lexemes } = indexWords({
      title: `'); DROP--\\ & | ! <-> :* 标题`,
      keywords: `"'\\`,
      summary: '\0\ud800',
      plainText: `a'b\\c~s1 =x`,
    });
    expect(lexemes.filter((lexeme) => /['"\\&|!:*()<>\0 ]/.test(lexeme))).toEqual([]);
    expect(head).toMatch(/^('[^'\\]+':\d+[ABC](,\d+[ABC])* ?)+$/);
    expect(lexemes).not.toContain('~s1');
  });

  it('are read up to a limit', () => {
    const { lexemes } = indexWords({
      title: '题目',
      keywords: '',
      summary: '',
      plainText: `${'好'.repeat(MAX_TEXT)}龙舟`,
    });
    expect(lexemes).not.toContain('龙舟');
  });
});

describe('a query', () => {
  it('keeps its facets and scope in its address, and only what can be', () => {
    const params = new URLSearchParams(
      'q= 章贡  区 &scope=group&year=2026&kind=NEWS&level=x&site=<b>&page=9999&order=newest',
    );
    const request = readSearchRequest(params);
    expect(request).toMatchObject({ query: '章贡 区', scope: 'group', order: 'newest', page: MAX_RESULT_PAGES });
    expect(request.facets).toEqual({ year: '2026', kind: 'NEWS' });
    expect(readSearchRequest(new URLSearchParams(searchParams(request)))).toEqual(request);
  });

  it(`is refused with a sentence above ${MAX_QUERY} characters, and when it has no letter`, () => {
    const refusal = (q: string) => readSearchRequest(new URLSearchParams({ q })).refusal;
    expect(refusal('公'.repeat(MAX_QUERY))).toBeUndefined();
    expect(refusal('公'.repeat(MAX_QUERY + 1))).toContain('缩短');
    expect(refusal('，。！')).toContain('没有文字');
    expect(refusal('')).toBeUndefined();
  });

  it('has no words when it is only grammar', () => {
    expect(queryText('的')).toBeUndefined();
    expect(queryText('税')?.all).toBe(`'=税'`);
  });
});

describe('marks', () => {
  it('stand on the words as they were written, folded or not', () => {
    expect(highlight('關於ＡＢＣ的通知', ['关于', 'abc'])).toEqual([
      { text: '關於ＡＢＣ', isHit: true },
      { text: '的通知', isHit: false },
    ]);
    expect(
      highlight('<b>词</b>', ['词'])
        .map((segment) => segment.text)
        .join(''),
    ).toBe('<b>词</b>');
  });

  it('choose the stretch of a long text that has most of them', () => {
    const text = `${'前'.repeat(500)}龙舟赛在龙舟广场举行${'后'.repeat(500)}`;
    const segments = excerpt(text, ['龙舟'], 60);
    expect(segments.filter((segment) => segment.isHit)).toHaveLength(2);
    expect(segments[0]?.text).toBe('…');
    expect(segments.map((segment) => segment.text).join('').length).toBeLessThanOrEqual(62);
    expect(excerpt('短文', ['没有'], 60)).toEqual([{ text: '短文', isHit: false }]);
  });
});

describe('a miss', () => {
  it('is kept with five digits in a row and not with six', () => {
    expect(missOf('编号12345')).toBe('编号12345');
    expect(missOf('编号123456')).toBeUndefined();
  });
});
