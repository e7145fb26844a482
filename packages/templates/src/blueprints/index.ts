export { BUILT_IN_BLOCKS, type BuiltInBlock } from './built-in-blocks';
export { BUILT_IN_BLUEPRINTS, type BuiltInBlueprint } from './built-in-blueprints';
export { flatten as flattenColumns } from './notation';
