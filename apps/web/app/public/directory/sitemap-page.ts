import { publicDocument } from '../document.server';
import { sitemapPage } from './sitemap.server';

/** A page of a site map's index; the door leads `/sitemap-<name>.xml` here. */
export const loader = publicDocument('application/xml; charset=utf-8', (args) =>
  sitemapPage(args, args.params.page ?? ''),
);
