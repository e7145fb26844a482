import { getOutputAcrossSites } from '@zhanqun/statistics/server';
import { groupLoader } from '../guard.server';
import { tableFile } from '../table-file.server';
import { outputFile, readOutputFilter } from './output-page.server';

export const loader = groupLoader('output:view', async ({ context, reach, request }) => {
  const filter = readOutputFilter(request, context.now);
  const rows = await getOutputAcrossSites(context, reach, filter);
  return tableFile(outputFile(filter, '各站', rows, (siteId) => context.directory.find(siteId)?.shortName ?? ''));
});
