export * from './actor';
export * from './errors';
export * from './id';
export * from './like';
export * from './markup';
export * from './page';
export * from './passage';
export * from './time';
