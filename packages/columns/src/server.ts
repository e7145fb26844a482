export { columnRows } from './column-rows';
export { createColumn } from './commands/create-column.server';
export { createColumnsInBulk } from './commands/create-columns-in-bulk.server';
export { deleteColumn } from './commands/delete-column.server';
export { editColumn } from './commands/edit-column.server';
export { moveColumn } from './commands/move-column.server';
export { insertColumns } from './insert-columns.server';
export { countItem, demandHoldsItems, lockColumns, takePlace } from './ordinals.server';
export { type FoundColumn, getPublicTree, PublicTree } from './public-tree.server';
export {
  type ColumnNode,
  type ColumnRecord,
  findColumnByCode,
  findPublicColumn,
  getColumn,
  getColumnTree,
  getPublicColumn,
  getPublicColumns,
  listColumns,
  treeOf,
} from './queries.server';
export { type LargeColumn, listColumnsOfLargeSites } from './sitemap-queries.server';
export { writeColumns } from './write-columns.server';
