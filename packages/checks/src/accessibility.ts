import type { BodyPart, CheckRule } from './finding';

export interface Barrier {
  rule: Extract<CheckRule, 'heading-order' | 'link-text' | 'table-header' | 'picture-text'>;
  hit: string;
  advice: string;
  place: { part: BodyPart; index: number };
}

/** Says nothing to whoever hears links read out one after the other (WCAG 2.4.4). */
const EMPTY_WORDS =
  /^[【[（(]?(?:点击|点此|点这里|这里|此处|链接|更多|详情|查看|下载|点击(?:这里|此处|查看|下载|打开|进入))[】\]）)]?[>》→…。]*$/;
const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;
const FILE_NAME = /\.(?:jpe?g|png|gif|webp|bmp)$/i;

const wordsOf = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, '')
    .replace(/&[a-z]+;/g, ' ')
    .trim();

function headings(body: string): Barrier[] {
  const barriers: Barrier[] = [];
  let above = 1;
  const found = [...body.matchAll(/<h([2-4])[^>]*>([\s\S]*?)<\/h\1>/g)];
  for (const [index, [, level = '', inner = '']] of found.entries()) {
    const place = { part: 'heading', index } as const;
    const words = wordsOf(inner);
    const hit = words.slice(0, 40);
    if (words === '') {
      barriers.push({ rule: 'heading-order', hit: '空的小标题', advice: '小标题里没有文字，请填写或删除。', place });
    } else if (Number(level) > above + 1) {
      const advice = above === 1 ? '正文的第一个小标题要用“标题2”。' : '小标题跳了一级，请用上一级的下一级。';
      barriers.push({ rule: 'heading-order', hit, advice, place });
    }
    above = Number(level);
  }
  return barriers;
}

function links(body: string): Barrier[] {
  return [...body.matchAll(/<a\b[^>]*>([\s\S]*?)<\/a>/g)].flatMap(([, inner = ''], index): Barrier[] => {
    const words = wordsOf(inner);
    const isPicture = /<img\b[^>]* alt="[^"]*\S/.test(inner);
    if (words === '' ? isPicture : !EMPTY_WORDS.test(words) && !ADDRESS.test(words)) return [];
    const advice = '链接文字要说明打开的是什么，例如文件的名称。';
    const place = { part: 'link', index } as const;
    return [{ rule: 'link-text', hit: words.slice(0, 60) || '没有文字的链接', advice, place }];
  });
}

function tables(body: string): Barrier[] {
  return [...body.matchAll(/<table\b[\s\S]*?<\/table>/g)]
    .map(([table], index) => ({ table, index }))
    .filter(({ table }) => !/<th\b/.test(table))
    .map(({ table, index }) => ({
      rule: 'table-header' as const,
      hit: wordsOf(/<tr\b[\s\S]*?<\/tr>/.exec(table)?.[0] ?? '').slice(0, 40),
      advice: '表格没有表头。请把光标放进表格，按“首行表头”。',
      place: { part: 'table' as const, index },
    }));
}

function pictures(body: string): Barrier[] {
  return [...body.matchAll(/<img\b[^>]* alt="([^"]*)"/g)]
    .map(([, words = ''], index) => ({ words: words.trim(), index }))
    .filter(({ words }) => FILE_NAME.test(words) || /^(?:图片|照片|图|image|img)\s?\d*$/i.test(words))
    .map(({ words, index }) => ({
      rule: 'picture-text' as const,
      hit: words.slice(0, 40),
      advice: '替代文字要说出图片里有什么，看不见图片的人靠它了解内容。',
      place: { part: 'picture' as const, index },
    }));
}

/** What keeps people with an impairment from a body as `sanitiseBody` leaves it. */
export function findBarriers(body: string): Barrier[] {
  return [...headings(body), ...links(body), ...tables(body), ...pictures(body)];
}
