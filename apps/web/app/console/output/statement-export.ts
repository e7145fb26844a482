import { getStatement } from '@zhanqun/statistics/server';
import { siteLoader } from '../guard.server';
import { tableFile } from '../table-file.server';
import { readOutputFilter } from './output-page.server';
import { statementFile } from './statement-file.server';

export const loader = siteLoader('output:view', async ({ context, request }) => {
  const { month } = readOutputFilter(request, context.now);
  return tableFile(statementFile(await getStatement(context, month), context.site.shortName));
});
