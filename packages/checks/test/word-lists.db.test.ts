import { listAuditLines } from '@zhanqun/audit/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { USUAL_WEIGHTS } from '../src/index';
import type { WordFields } from '../src/schema';
import {
  addWord,
  changeWord,
  checkText,
  getCheckRules,
  getWordsOfVersion,
  importWords,
  listWords,
  listWordVersions,
  readWordTable,
  removeWords,
  setCheckRules,
  writeWordTable,
} from '../src/server';

const group = useGroup();
const city = (actor: ActorName = 'office') => group().contextAt('city', actor);
const town = (actor: ActorName = 'townAdmin') => group().contextAt('east-town', actor);
const sensitive = (phrase: string, more: Partial<WordFields> = {}): WordFields => ({
  phrase,
  kind: 'SENSITIVE',
  weight: 'BLOCK',
  ...more,
});
const found = async (title: string, context = town()) => {
  const text = { title, summary: '', body: '', source: '江州市', author: '', keywords: '' };
  return (await checkText(context, text)).map(({ hit, list }) => [hit, list?.name, list?.version]);
};
const standing = async (q: string) => (await listWords(city(), 'GROUP', { q })).items;

describe('the list of the group', () => {
  it('has words to begin with, each found as it is listed', async () => {
    const { version, words } = await getWordsOfVersion(town(), 'GROUP');
    expect(version).toBe(1);
    for (const { phrase, suggestion } of words) {
      expect(await found(`甲${phrase}乙`), phrase).toEqual([[phrase, 'GROUP', 1]]);
      if (suggestion) expect(await found(`甲${suggestion}乙`), suggestion).toEqual([]);
    }
    expect(words.map(({ standing: folded }) => folded)).toEqual(words.map(({ phrase }) => phrase));
  });

  it('makes a version of each change, and every earlier one can be read again', async () => {
    await addWord(city(), { list: 'GROUP', word: sensitive('甲乙丙') });
    const [word] = await standing('甲乙丙');
    await changeWord(city(), { list: 'GROUP', wordId: word?.id ?? '', word: sensitive('甲乙丁') });
    expect([await found('甲乙丙'), await found('甲乙丁')]).toEqual([[], [['甲乙丁', 'GROUP', 3]]]);
    const [changed] = await standing('甲乙');
    await removeWords(city(), { list: 'GROUP', wordIds: [changed?.id ?? ''] });
    expect(await found('甲乙丁')).toEqual([]);
    const phrases = async (version: number) =>
      (await getWordsOfVersion(city(), 'GROUP', version)).words.map(({ phrase }) => phrase);
    const first = await phrases(1);
    expect(await phrases(2)).toEqual([...first, '甲乙丙']);
    expect(await phrases(3)).toEqual([...first, '甲乙丁']);
    expect(await phrases(4)).toEqual(first);
    const { items } = await listWordVersions(city(), 'GROUP');
    expect(items.map(({ version, summary }) => [version, summary])).toEqual([
      [4, '删除“甲乙丁”'],
      [3, '修改“甲乙丁”'],
      [2, '添加敏感词“甲乙丙”'],
      [1, '初始词库'],
    ]);
    const log = await listAuditLines(city(), { action: 'check:edit' });
    expect(log.items.map(({ summary }) => summary)).toContain('全市词库第 4 版：删除“甲乙丁”');
    // Both were read before the other's change.
    await expect(removeWords(city(), { list: 'GROUP', wordIds: [changed?.id ?? ''] })).rejects.toMatchObject({
      code: 'STALE',
    });
  });

  it('has each word once, in whatever form it is written, and none that cannot be found', async () => {
    const add = (word: WordFields) => addWord(city(), { list: 'GROUP', word });
    await expect(add(sensitive('台灣　政府'))).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(add(sensitive('甲 *'))).rejects.toMatchObject({ fields: { phrase: [expect.any(String)] } });
    await expect(add({ ...sensitive('錯字'), kind: 'ERROR_PRONE', suggestion: '错字' })).rejects.toMatchObject({
      fields: { suggestion: [expect.any(String)] },
    });
  });

  it('is changed by the city office alone, and read by every site', async () => {
    for (const context of [city('portalAdmin'), town(), group().contextAt('east-town', 'office')]) {
      await expect(addWord(context, { list: 'GROUP', word: sensitive('不许') })).rejects.toMatchObject({
        code: expect.stringMatching(/FORBIDDEN|NOT_FOUND/),
      });
    }
    expect((await listWords(town('townEditor'), 'GROUP', {})).items.length).toBeGreaterThan(0);
  });
});

describe('the list of a site', () => {
  it('holds for that site alone', async () => {
    await addWord(town(), { list: 'SITE', word: sensitive('本镇内部代号') });
    expect(await found('本镇内部代号')).toEqual([['本镇内部代号', 'SITE', 1]]);
    expect(await found('本镇内部代号', group().contextAt('west-town', 'westAdmin'))).toEqual([]);
    await expect(addWord(town('townEditor'), { list: 'SITE', word: sensitive('不许') })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('exempts a phrase where the group lets it, and says why not elsewhere', async () => {
    const exempt = (phrase: string) => addWord(town(), { list: 'SITE', word: { phrase, kind: 'EXEMPT' } });
    await exempt('严厉打击六合彩');
    expect(await found('严厉打击六合彩')).toEqual([]);
    expect(await found('六合彩')).toHaveLength(1);
    await expect(exempt('所谓台湾政府')).rejects.toMatchObject({
      fields: { phrase: ['全市词库不允许站点豁免“台湾政府”。'] },
    });
    await expect(exempt('没有这样的词')).rejects.toMatchObject({ fields: { phrase: [expect.any(String)] } });
  });
});

describe('the rules', () => {
  it('weigh as the city office sets them, on every site at once, with a line in the log', async () => {
    const { version } = await getCheckRules(city());
    const set = (actor: ActorName) =>
      setCheckRules(city(actor), { weights: { ...USUAL_WEIGHTS, 'mobile-number': 'WARN' }, version });
    await expect(set('portalAdmin')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await set('office');
    const text = { title: '13812345678', summary: '', body: '', source: '东镇', author: '', keywords: '' };
    expect(await checkText(town(), text)).toMatchObject([{ rule: 'mobile-number', weight: 'WARN' }]);
    await expect(set('office')).rejects.toMatchObject({ code: 'STALE' });
    const log = await listAuditLines(city(), { subjectId: 'group', action: 'check:edit' });
    expect(log.items[0]?.summary).toBe('检查规则：“手机号码”由拦截改为提醒');
  });
});

describe('a table of words', () => {
  const versionNow = async () => (await listWords(city(), 'GROUP', {})).latest?.version ?? 0;
  const line = { kind: '易错词', phrase: '', suggestion: '', weight: '', mayExempt: '', note: '' };

  it('comes back as it went out, in both formats, and then changes nothing', async () => {
    const { words } = await getWordsOfVersion(city(), 'GROUP');
    for (const format of ['csv', 'xlsx'] as const) {
      const rows = await readWordTable(await writeWordTable(words, format));
      const report = await importWords(city(), { list: 'GROUP', mode: 'REPLACE', version: await versionNow(), rows });
      expect(report).toEqual({
        faults: [],
        added: 0,
        changed: 0,
        removed: 0,
        unchanged: words.length,
        version: undefined,
      });
    }
  });

  it('changes nothing when a line is wrong, and says which and why', async () => {
    const before = await versionNow();
    const rows = [
      { ...line, line: 2, phrase: '新的错词', suggestion: '新的正词' },
      { ...line, line: 3, phrase: '没有正词' },
      { ...line, line: 4, phrase: '新的 錯詞', suggestion: '新的正词' },
      { ...line, line: 5, kind: '别的', phrase: '类别不对' },
    ];
    const report = await importWords(city(), { list: 'GROUP', mode: 'ADD', version: before, rows });
    expect(report.faults.map((fault) => [fault.line, ...fault.sentences])).toEqual([
      [3, '请填写易错词的正确写法。'],
      [4, '与第 2 行是同一个词。'],
      [5, '请选择类别。'],
    ]);
    expect(await versionNow()).toBe(before);
  });

  it('is one version, takes off what it does not name, and is refused when the list has moved on', async () => {
    const before = await versionNow();
    const rows = [
      { ...line, line: 2, phrase: '座落', suggestion: '坐落于' },
      { ...line, line: 3, phrase: '新的错词', suggestion: '新的正词' },
    ];
    const again = { list: 'GROUP', mode: 'REPLACE', version: before, rows } as const;
    expect(await importWords(city(), again)).toMatchObject({ added: 1, changed: 1, version: before + 1 });
    expect((await getWordsOfVersion(city(), 'GROUP')).words.map(({ phrase }) => phrase).sort()).toEqual(
      ['座落', '新的错词'].sort(),
    );
    await expect(importWords(city(), again)).rejects.toMatchObject({ code: 'STALE' });
  });
});
