import { describe, expect, it } from 'vitest';
import { findingsIn } from '../src/check-text';
import { wordFinder } from '../src/listed-words.server';
import { foldPhrase } from '../src/prepared-text.server';
import { type ListedWord, WordMatcher } from '../src/word-matcher.server';

function word(phrase: string, more: Partial<ListedWord> = {}): ListedWord {
  const usual = { kind: 'SENSITIVE', suggestion: '', weight: 'BLOCK', mayExempt: false, note: '' } as const;
  return { ...usual, ...more, phrase, standing: foldPhrase(phrase) };
}

async function finder(group: ListedWord[], site: ListedWord[] = []) {
  return wordFinder({
    GROUP: await WordMatcher.build('GROUP', 3, group),
    SITE: await WordMatcher.build('SITE', 5, site),
  });
}

async function hits(text: string, group: ListedWord[], site: ListedWord[] = []): Promise<string[]> {
  return (await finder(group, site))(text).map(({ start, end }) => text.slice(start, end));
}

describe('listed words', () => {
  it.each([
    ['as it is listed', '购买六合彩的', '六合彩'],
    ['with spaces between its characters', '购买六 合　彩的', '六 合　彩'],
    ['with signs between its characters', '购买六*合·彩的', '六*合·彩'],
    ['with signs that nobody sees', '购买六\u200b合\ufe0f彩的', '六\u200b合\ufe0f彩'],
    ['in Traditional form', '購買六合彩的', '六合彩'],
  ])('are found %s', async (_how, text, found) => {
    expect(await hits(text, [word('六合彩')])).toEqual([found]);
  });

  it('are found whatever their width and case, and Latin ones only as whole words', async () => {
    const list = [word('ABC卡'), word('test')];
    expect(await hits('办理ａｂＣ卡、Ａbc 卡', list)).toEqual(['ａｂＣ卡', 'Ａbc 卡']);
    expect(await hits('latest contests, a Test of testing', list)).toEqual(['Test']);
    expect(await hits('臺灣政府', [word('台湾政府')])).toEqual(['臺灣政府']);
  });

  it('are not put together from what stands in two paragraphs, lines or Latin words', async () => {
    expect(await hits('六合\n彩', [word('六合彩')])).toEqual([]);
    expect(await hits('te st', [word('test')])).toEqual([]);
  });

  it('say the version of the list that they were found with, and what to write instead', async () => {
    const wrong = word('布署', { kind: 'ERROR_PRONE', suggestion: '部署', weight: 'WARN', note: '错别字。' });
    const text = { title: '工作布署', summary: '', body: '', source: '江州市', author: '', keywords: '' };
    expect(findingsIn(text, await finder([wrong]))).toEqual([
      {
        rule: 'error-prone-word',
        weight: 'WARN',
        field: 'title',
        hit: '布署',
        context: '工作布署',
        advice: '应写作“部署”。错别字。',
        suggestion: '部署',
        list: { name: 'GROUP', version: 3 },
        place: { start: 2, end: 4 },
      },
    ]);
  });

  it('are told once where one lies in another, and what blocks is always told', async () => {
    expect(await hits('六合彩网', [word('六合彩'), word('六合彩网')])).toEqual(['六合彩网']);
    const warns = word('六合彩网', { weight: 'WARN' });
    expect(await hits('六合彩网', [word('六合彩'), warns])).toEqual(['六合彩网', '六合彩']);
  });

  it('do not find a wrong wording in the middle of its right one', async () => {
    const short = word('冬奥', { kind: 'ERROR_PRONE', suggestion: '冬奥会' });
    expect(await hits('冬奥会开幕，冬奥开幕', [short])).toEqual(['冬奥']);
  });

  it('leave out what a list exempts, and what a site exempts only where the group lets it', async () => {
    const exempt = word('打击六合彩赌博', { kind: 'EXEMPT' });
    const text = '打击六合彩赌博，六合彩';
    expect(await hits(text, [word('六合彩'), exempt])).toHaveLength(1);
    expect(await hits(text, [word('六合彩')], [exempt])).toHaveLength(2);
    expect(await hits(text, [word('六合彩', { mayExempt: true })], [exempt])).toHaveLength(1);
    expect(await hits(text, [], [word('六合彩'), exempt])).toHaveLength(1);
  });

  it('keep to their places in lists of more than one automaton', async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => word(`词${index}条`));
    expect(await hits('词0条，词10000条', many)).toEqual(['词0条', '词10000条']);
  });
});
