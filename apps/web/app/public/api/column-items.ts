import { holdsColumnsOnly } from '@zhanqun/columns/schema';
import { getPublicColumns } from '@zhanqun/columns/server';
import { notFound } from '@zhanqun/kit';
import { operationLoader } from './answer.server';
import { itemsPage } from './item-answer.server';
import { OPERATIONS } from './operations';
import { siteIn } from './place.server';

export const loader = operationLoader(OPERATIONS.listColumnItems, async (args) => {
  const site = siteIn(args);
  const all = await getPublicColumns(args.tx, site.id);
  const column = all.find((one) => one.code === args.params.columnCode);
  if (!column) throw notFound('栏目');
  const below = all.filter((one) => one.parentId === column.id && !one.isHidden);
  const columns = holdsColumnsOnly(column.kind) ? below : [column];
  return itemsPage(args, site, columns, `/sites/${site.code}/columns/${column.code}/items`);
});
