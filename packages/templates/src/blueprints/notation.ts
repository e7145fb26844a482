import type { BlueprintColumn } from '../schema';

type Maker = (
  code: string,
  name: string,
  columnType: string,
  description: string,
  responsibleUnit?: string,
) => BlueprintColumn;

function maker(kind: BlueprintColumn['kind']): Maker {
  return (code, name, columnType, description, responsibleUnit) => ({
    code,
    name,
    kind,
    columnType,
    description,
    ...(responsibleUnit ? { responsibleUnit } : {}),
  });
}

export const news = maker('NEWS');
export const notices = maker('NOTICE');
export const policies = maker('POLICY');
export const list = maker('LIST');
export const page = maker('PAGE');

/** A heading with its columns; columns without a responsible unit of their own take the group's. */
export function group(
  code: string,
  name: string,
  columnType: string,
  description: string,
  responsibleUnit: string,
  children: BlueprintColumn[],
): BlueprintColumn {
  return {
    code,
    name,
    kind: 'GROUP',
    columnType,
    description,
    responsibleUnit,
    children: children.map((child) => ({ responsibleUnit, ...child })),
  };
}

/** All columns of a tree, parents first. */
export function flatten(columns: readonly BlueprintColumn[]): BlueprintColumn[] {
  return columns.flatMap((column) => [column, ...flatten(column.children ?? [])]);
}
