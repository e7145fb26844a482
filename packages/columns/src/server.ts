export {
  type BoardFilter,
  type ColumnDuty,
  countColumnDuties,
  listColumnDuties,
  listColumnDutiesAcrossSites,
} from './board-queries.server';
export { columnRows } from './column-rows';
export { archiveTopic } from './commands/archive-topic.server';
export { changeColumnKind } from './commands/change-column-kind.server';
export { createColumn } from './commands/create-column.server';
export { createColumnsInBulk } from './commands/create-columns-in-bulk.server';
export { deleteColumn } from './commands/delete-column.server';
export { editColumn } from './commands/edit-column.server';
export { editTopic } from './commands/edit-topic.server';
export { mergeColumn } from './commands/merge-column.server';
export { moveColumn } from './commands/move-column.server';
export { recodeColumn } from './commands/recode-column.server';
export { renewDates } from './dates.server';
export { type ColumnPerson, listPossibleEditors } from './editors.server';
export { insertColumns } from './insert-columns.server';
export { mergeSlice } from './merge.server';
export { COLUMN_MERGE } from './merge-job.server';
export { countItem, demandHoldsItems, isMerging, lockColumns, takePlace } from './ordinals.server';
export { type FoundColumn, PublicTree } from './public-tree.server';
export {
  type ColumnContract,
  type ColumnNode,
  type ColumnRecord,
  findColumnByCode,
  findMerge,
  findPublicColumn,
  getColumn,
  getColumnContract,
  getColumnTree,
  getPublicColumn,
  getPublicColumns,
  listColumns,
  treeOf,
} from './queries.server';
export { type LargeColumn, listColumnsOfLargeSites } from './sitemap-queries.server';
export { getPublicTopic, getTopic, type TopicRecord } from './topic-queries.server';
export { orderOf } from './tree.server';
export { writeColumns } from './write-columns.server';
