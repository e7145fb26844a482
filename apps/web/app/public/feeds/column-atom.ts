import { columnFeed } from './feed.server';
import { ATOM } from './formats';

export const loader = columnFeed(ATOM);
