import { formatDateTime } from '@zhanqun/kit';
import { monthInWords } from '@zhanqun/statistics/months';
import type { Statement } from '@zhanqun/statistics/server';
import type { TableFile } from '../table-file.server';

function* peopleOf({ people, points, fee }: Statement): Generator<(string | number)[]> {
  yield ['序号', '单位', '姓名', '篇数', '被采用', '积分', '稿费（元）', '领取签字'];
  for (const [index, person] of people.entries()) {
    const { unit, personName, items, adopted } = person;
    yield [index + 1, unit, personName, items, adopted, person.points / 10, person.fee / 100, ''];
  }
  yield ['', '合计', '', '', '', points / 10, fee / 100, ''];
}

function* linesOf({ lines }: Statement): Generator<(string | number)[]> {
  yield ['姓名', '单位', '栏目', '标题', '事由', '时间', '字数', '性质', '标记', '积分', '稿费（元）'];
  for (const line of lines) {
    const marks = [line.isForced ? '强制发布' : '', line.isWithdrawn ? '已撤回' : ''].filter(Boolean).join('、');
    yield [
      line.personName,
      line.unit,
      line.columnName,
      line.title,
      line.reason === 'PUBLISHED' ? '首次发布' : `被${line.adoptedBy}采用`,
      formatDateTime(line.at),
      line.length,
      line.isReprint ? '转载' : '原创',
      marks,
      line.points / 10,
      line.fee / 100,
    ];
  }
}

/** The statement of a month as a workbook: by person to be signed, and item by item. */
export function statementFile(statement: Statement, siteName: string): TableFile {
  const state = statement.settled ? '' : '-未结算';
  return {
    format: 'xlsx',
    name: `稿费结算单-${siteName}-${monthInWords(statement.month).replaceAll(' ', '')}${state}`,
    plain: 'statement',
    sheets: [
      { name: '按人合计', widths: [6, 28, 16, 8, 8, 10, 12, 16], rows: peopleOf(statement) },
      { name: '明细', widths: [16, 28, 20, 50, 20, 17, 8, 8, 16, 8, 12], rows: linesOf(statement) },
    ],
  };
}
