import type { ReviewLevel } from '@zhanqun/review/schema';
import type { BlueprintColumn } from '../schema';

/** Three reviews (三审三校): what a portal publishes speaks for the whole place. */
export const threeReviews: ReviewLevel[] = [
  { name: '初审', place: 'SITE' },
  { name: '复审', place: 'SITE' },
  { name: '终审', place: 'SITE' },
];
export const twoReviews: ReviewLevel[] = [
  { name: '初审', place: 'SITE' },
  { name: '终审', place: 'SITE' },
];
/** A town's own, and a last look by the county. */
export const ownAndAbove: ReviewLevel[] = [
  { name: '本级审核', place: 'SITE' },
  { name: '上级终审', place: 'ABOVE' },
];

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
export const interpretations = maker('INTERPRETATION');
export const gallery = maker('GALLERY');
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
