export { setPointsTable } from './commands/set-points-table.server';
export { settleMonth } from './commands/settle-month.server';
export * from './queries.server';
export { recordOutput } from './record-output.server';
export type { PointsTableView } from './rules.server';
export type { Statement, StatementLine, StatementPerson } from './statement.server';
