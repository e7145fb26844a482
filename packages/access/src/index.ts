export * from './can';
export * from './parse-input';
export * from './permissions';
