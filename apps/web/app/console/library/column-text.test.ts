import { BUILT_IN_BLUEPRINTS } from '@zhanqun/templates/blueprints';
import { describe, expect, it } from 'vitest';
import { columnsToText, textToColumns } from './column-text';

describe('the columns of a blueprint as text', () => {
  it.each(BUILT_IN_BLUEPRINTS.map((blueprint) => [blueprint.name, blueprint] as const))(
    'come back unchanged: %s',
    (_, { content }) => {
      expect(textToColumns(columnsToText(content.columns))).toEqual(content.columns);
    },
  );

  it('take tabs, full-width spaces and full-width bars as they are typed', () => {
    const text = '政务动态｜dongtai｜栏目组\n\t工作动态 | xinwen | 新闻动态\n　通知公告 | tongzhi | 通知公告\n';
    const [group] = textToColumns(text);
    expect(group?.children?.map(({ code }) => code)).toEqual(['xinwen', 'tongzhi']);
  });

  it.each([
    ['no code', '政务动态', '第 1 行：要写名称和代码'],
    ['an unknown kind', '政务动态 | dongtai | 专栏', '第 1 行：类型“专栏”不认识'],
    ['a child two levels below the line before', '甲 | jia | 栏目组\n    乙 | yi | 单页', '第 2 行：缩进太深'],
  ])('are refused with their line: %s', (_, text, sentence) => {
    expect(() => textToColumns(text)).toThrowError(
      expect.objectContaining({ fields: { columns: [expect.stringContaining(sentence)] } }),
    );
  });
});
