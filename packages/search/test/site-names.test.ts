import type { SiteRecord } from '@zhanqun/tenancy/server';
import { expect, it } from 'vitest';
import { sitesNamed } from '../src/site-names.server';

/** A directory in memory: records are exchanged, and each change gives another list. */
function directoryOf(names: string[]) {
  let records: SiteRecord[] = [];
  const put = (id: number, name: string) => {
    const record: SiteRecord = {
      id: String(id),
      code: `c${id}`,
      parentId: null,
      label: 'town',
      level: 'TOWN',
      kind: 'CHANNEL',
      themeCode: '',
      theme: {},
      themeHash: '',
      position: id,
      name,
      shortName: name,
      state: 'ONLINE',
      stateNote: '',
      isDemonstration: false,
      addresses: [],
      lineage: [String(id)],
    };
    records = [...records.filter((site) => site.id !== record.id), record];
  };
  for (const [id, name] of names.entries()) put(id, name);
  return { put, all: () => records, find: (id: string) => records.find((site) => site.id === id) };
}

const idsNamed = (directory: ReturnType<typeof directoryOf>, text: string) =>
  sitesNamed(directory, text).map(({ id }) => id);

const NUMERALS = [...'甲乙丙丁戊己庚辛壬癸'];
/** 甲甲甲镇 … 癸癸癸镇 */
const MANY = NUMERALS.flatMap((a) => NUMERALS.flatMap((b) => NUMERALS.map((c) => `${a}${b}${c}镇`)));

it('a site is found by its name, its pinyin and its initials, with or without what kind of place it is', () => {
  const directory = directoryOf(['章贡区', '南康区']);
  for (const text of ['章贡区', '章贡', '章貢', 'zhanggong', 'zhanggongqu', 'zg'])
    expect([text, idsNamed(directory, text)]).toEqual([text, ['0']]);
  expect(idsNamed(directory, '南昌')).toEqual([]);
});

it('a change to a few sites is known to the next search', () => {
  const directory = directoryOf(['章贡区', '南康区']);
  expect(idsNamed(directory, '南康')).toEqual(['1']);
  directory.put(1, '蓉江新区');
  expect([idsNamed(directory, '南康'), idsNamed(directory, '蓉江新区')]).toEqual([[], ['1']]);
});

it('very many sites are worked out little by little, and until then a search does without the rest', async () => {
  const directory = directoryOf(MANY);
  expect([idsNamed(directory, '甲甲甲'), idsNamed(directory, '癸癸癸')]).toEqual([['0'], []]);
  await expect.poll(() => idsNamed(directory, '癸癸癸'), { interval: 1 }).toEqual(['999']);
  for (const name of MANY) expect(idsNamed(directory, name)).toHaveLength(1);
});

it('a site that was renamed together with very many is not found by its former name meanwhile', async () => {
  const directory = directoryOf(MANY);
  await expect.poll(() => idsNamed(directory, '癸癸癸'), { interval: 1 }).toEqual(['999']);
  for (const [id, name] of MANY.entries()) directory.put(id, `新${name}`);
  expect([idsNamed(directory, '癸癸癸'), idsNamed(directory, '新癸癸癸')]).toEqual([[], []]);
  await expect.poll(() => idsNamed(directory, '新癸癸癸'), { interval: 1 }).toEqual(['999']);
});
