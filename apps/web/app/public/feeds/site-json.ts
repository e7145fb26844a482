import { siteFeed } from './feed.server';
import { JSON_FEED } from './formats';

export const loader = siteFeed(JSON_FEED);
