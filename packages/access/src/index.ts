export * from './can';
export * from './permissions';
