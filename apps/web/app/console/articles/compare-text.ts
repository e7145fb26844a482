import { plainText } from '@zhanqun/articles/body';
import { type ItemFields, recordOf } from '@zhanqun/columns/item-types';

interface Compared {
  title: string;
  summary: string;
  body: string;
  source: string;
  author: string;
  keywords: string;
  correctionNote?: string;
  fields?: ItemFields;
}

const BLOCK_END = /<\/(?:p|h[1-6]|li|tr|blockquote|caption|figcaption)>|<br\s*\/?>|<hr\s*\/?>/gi;

function bodyLines(html: string): string[] {
  return html
    .replace(/<img\b[^>]*>/gi, (tag) => `[图片：${/ alt="([^"]*)"/i.exec(tag)?.[1] ?? ''}]\n`)
    .replace(/<\/p>\s*(?=<\/t[dh]>)/gi, '')
    .replace(/<\/t[dh]>\s*(?=<t[dh])/gi, ' | ')
    .replace(BLOCK_END, '\n')
    .split('\n')
    .map(plainText)
    .filter(Boolean);
}

/** An article as lines of plain words, so that two of them can be laid side by side. */
export function comparableText(article: Compared): string {
  const facts = [
    ['标题', article.title],
    ['摘要', article.summary],
    ['来源', article.source],
    ['作者', article.author],
    ['关键词', article.keywords],
    ...recordOf(article.fields ?? {}).map(({ label, value }) => [label, value]),
    ...(article.fields?.policyId ? [['解读的文件', article.fields.policyId]] : []),
    ...(article.correctionNote ? [['更正说明', article.correctionNote]] : []),
  ].map(([label, value]) => `${label}：${value?.trim() || '（空）'}`);
  return [...facts, ...bodyLines(article.body)].join('\n');
}
