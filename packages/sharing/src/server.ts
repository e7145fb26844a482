export { carryItem } from './commands/carry-item.server';
export { dropItem } from './commands/drop-item.server';
export * from './queries.server';
