import { columnFeed } from './feed.server';
import { JSON_FEED } from './formats';

export const loader = columnFeed(JSON_FEED);
