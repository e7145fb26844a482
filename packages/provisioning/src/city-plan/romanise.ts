import { pinyin } from 'pinyin-pro';

/** Place names whose reading a general dictionary gets wrong, by the gazetteer's reading. */
const PLACES: Record<string, string> = {
  乐清: 'yueqing',
  乐亭: 'laoting',
  大埔: 'dabu',
  大城: 'dacheng',
  涡阳: 'guoyang',
  单县: 'shanxian',
  单城: 'shancheng',
  蔚县: 'yuxian',
  洪洞: 'hongtong',
  歙县: 'shexian',
  浚县: 'xunxian',
  监利: 'jianli',
  筠连: 'junlian',
  什邡: 'shifang',
  尉犁: 'yuli',
  尉氏: 'weishi',
  於潜: 'yuqian',
  寻乌: 'xunwu',
  解州: 'haizhou',
  解放: 'jiefang',
  任丘: 'renqiu',
  行唐: 'xingtang',
  宕昌: 'tanchang',
  繁峙: 'fanshi',
  泊头: 'botou',
  六安: 'luan',
  六合: 'luhe',
  郫都: 'pidu',
  涪陵: 'fuling',
  高要: 'gaoyao',
  会昌: 'huichang',
  会稽: 'kuaiji',
  重庆: 'chongqing',
  朝阳: 'chaoyang',
  朝天: 'chaotian',
  东阿: 'donge',
  阿城: 'acheng',
  长者: 'zhangzhe',
  中牟: 'zhongmu',
  黄陂: 'huangpi',
  陂头: 'beitou',
  大余: 'dayu',
  筠门: 'junmen',
  石芫: 'shiyan',
  双芫: 'shuangyan',
  重石: 'chongshi',
  喀什: 'kashi',
  上犹: 'shangyou',
  陕西: 'shaanxi',
};
/** Readings that hold in almost every place name. */
const CHARACTERS: Record<string, string> = { 都: 'du', 圩: 'xu', 圳: 'zhen', 埠: 'bu', 〇: 'ling' };
const LONGEST = 2;

/** `章贡` → `zhanggong`. Only letters a–z; characters without a known reading are left out. */
export function romanise(text: string): string {
  const readings = pinyin(text, { toneType: 'none', type: 'array', v: true });
  const characters = [...text];
  let out = '';
  for (let at = 0; at < characters.length; at++) {
    const place = PLACES[characters.slice(at, at + LONGEST).join('')];
    if (place) {
      out += place;
      at += LONGEST - 1;
    } else {
      out += CHARACTERS[characters[at] ?? ''] ?? readings[at] ?? '';
    }
  }
  return out.toLowerCase().replace(/[^a-z]/g, '');
}
