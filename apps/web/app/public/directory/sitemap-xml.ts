import { publicDocument } from '../document.server';
import { sitemap } from './sitemap.server';

export const loader = publicDocument('application/xml; charset=utf-8', (args) =>
  sitemap({ ...args, now: args.app.now() }),
);
