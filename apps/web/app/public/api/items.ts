import { getPublicColumns } from '@zhanqun/columns/server';
import { operationLoader } from './answer.server';
import { itemsPage } from './item-answer.server';
import { OPERATIONS } from './operations';
import { siteIn } from './place.server';

export const loader = operationLoader(OPERATIONS.listItems, async (args) => {
  const site = siteIn(args);
  const columns = (await getPublicColumns(args.tx, site.id)).filter((column) => !column.isHidden);
  return itemsPage(args, site, columns, `/sites/${site.code}/items`);
});
