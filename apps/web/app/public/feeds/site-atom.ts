import { siteFeed } from './feed.server';
import { ATOM } from './formats';

export const loader = siteFeed(ATOM);
