import { siteFeed } from './feed.server';
import { RSS } from './formats';

export const loader = siteFeed(RSS);
