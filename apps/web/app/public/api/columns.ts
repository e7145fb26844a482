import { getPublicColumns } from '@zhanqun/columns/server';
import { operationLoader } from './answer.server';
import { OPERATIONS } from './operations';
import { apiUrl, siteIn } from './place.server';

/** The columns of a site but for hidden ones, which answer at their address and stand in no list. */
export const loader = operationLoader(OPERATIONS.listColumns, async (args) => {
  const { tx, directory } = args;
  const site = siteIn(args);
  const columns = await getPublicColumns(tx, site.id);
  const codes = new Map(columns.map((column) => [column.id, column.code]));
  return {
    items: columns
      .filter((column) => !column.isHidden)
      .map(({ code, name, description, kind, columnType, parentId, itemCount }) => {
        const page = directory.urlOf(site, `/c/${code}/`);
        return {
          code,
          name,
          description,
          kind,
          columnType,
          parentCode: parentId ? (codes.get(parentId) ?? null) : null,
          itemCount,
          url: page,
          itemsUrl: apiUrl(args, `/sites/${site.code}/columns/${code}/items`),
          rssUrl: `${page}rss.xml`,
          atomUrl: `${page}atom.xml`,
          jsonFeedUrl: `${page}feed.json`,
        };
      }),
  };
});
