export * from './actor';
export * from './errors';
export * from './id';
export * from './page';
export * from './time';
