import { getOutput } from '@zhanqun/statistics/server';
import { siteLoader } from '../guard.server';
import { tableFile } from '../table-file.server';
import { outputFile, readOutputFilter } from './output-page.server';

export const loader = siteLoader('output:view', async ({ context, request }) => {
  const filter = readOutputFilter(request, context.now);
  const { shortName } = context.site;
  return tableFile(outputFile(filter, shortName, await getOutput(context, filter), () => shortName));
});
