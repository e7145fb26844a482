import { columnFeed } from './feed.server';
import { RSS } from './formats';

export const loader = columnFeed(RSS);
