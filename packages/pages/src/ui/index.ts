export { type BlockData, type BlockView, type BlockViewOf, hasContent, placeBlocks } from './block-view';
export { HomeBlocks } from './home-blocks';
