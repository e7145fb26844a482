import { COLUMN_KIND_LABELS, COLUMN_KINDS } from '@zhanqun/columns/schema';
import { DomainError } from '@zhanqun/kit';
import type { BlueprintColumn } from '@zhanqun/templates/schema';

/** Two spaces a level; Chinese keyboards also give full-width spaces and tabs. */
const INDENT = 2;

/** The columns of a blueprint as text: one a line, its children indented under it. */
export function columnsToText(columns: readonly BlueprintColumn[], depth = 0): string {
  return columns
    .map((column) => {
      const fields = [
        column.name,
        column.code,
        COLUMN_KIND_LABELS[column.kind],
        column.columnType,
        column.responsibleUnit ?? '',
        column.description,
      ];
      const line = `${' '.repeat(depth * INDENT)}${fields.join(' | ')}`;
      return column.children?.length ? `${line}\n${columnsToText(column.children, depth + 1)}` : line;
    })
    .join('\n');
}

function refuse(line: number, sentence: string): DomainError {
  return new DomainError('INVALID', '请检查标出的项目。', { columns: [`第 ${line} 行：${sentence}`] });
}

function columnOf(text: string, line: number): BlueprintColumn {
  const [name = '', code = '', kindLabel = '', columnType = '', unit = '', description = ''] = text
    .split(/[|｜]/)
    .map((field) => field.trim());
  if (!name || !code) throw refuse(line, '要写名称和代码，用竖线隔开。');
  const kind = COLUMN_KINDS.find((known) => COLUMN_KIND_LABELS[known] === kindLabel);
  if (!kind) {
    const known = COLUMN_KINDS.map((one) => COLUMN_KIND_LABELS[one]).join('、');
    throw refuse(line, `类型“${kindLabel}”不认识，要写${known}之一。`);
  }
  return {
    name,
    code,
    kind,
    columnType: columnType || name.slice(0, 20),
    description,
    ...(unit ? { responsibleUnit: unit } : {}),
  };
}

/** Reads the text back. Throws INVALID at `columns`, naming the line. */
export function textToColumns(text: string): BlueprintColumn[] {
  const top: BlueprintColumn[] = [];
  /** The column that a line of each depth would hang under. */
  const open: { children?: BlueprintColumn[] }[] = [{ children: top }];
  text.split(/\r?\n/).forEach((raw, index) => {
    const body = raw.replaceAll('\t', '  ').replaceAll('　', '  ');
    if (body.trim() === '') return;
    const depth = Math.floor((body.length - body.trimStart().length) / INDENT);
    const parent = open[depth];
    if (!parent) throw refuse(index + 1, '缩进太深，只能比上一行多一级。');
    const column = columnOf(body, index + 1);
    parent.children ??= [];
    parent.children.push(column);
    open.length = depth + 1;
    open.push(column);
  });
  return top;
}
