import { describe, expect, test } from 'vitest';
import { comparableText } from './compare-text';

const article = { title: '通知', summary: '', source: '本站', author: '', keywords: '', body: '' };

describe('an article as lines to compare', () => {
  test('names the empty facts and gives each paragraph, item and heading its line', () => {
    const body = '<h2>一、时间</h2><p>周五&amp;周六</p><ul><li><p>带证件</p></li><li><p>带表格</p></li></ul>';
    expect(comparableText({ ...article, body }).split('\n')).toEqual([
      '标题：通知',
      '摘要：（空）',
      '来源：本站',
      '作者：（空）',
      '关键词：（空）',
      '一、时间',
      '周五&周六',
      '带证件',
      '带表格',
    ]);
  });

  test('tells pictures by their words and keeps the cells of a row apart', () => {
    const body =
      '<p><img src="/f/x/a.png" alt="办事大厅"></p><table><tbody><tr><th><p>项目</p></th><td><p>电话</p></td></tr></tbody></table>';
    expect(
      comparableText({ ...article, body })
        .split('\n')
        .slice(5),
    ).toEqual(['[图片：办事大厅]', '项目 | 电话']);
  });
});
