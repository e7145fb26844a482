import { listAuditEvidence } from '@zhanqun/audit/server';
import { siteLoader } from '../guard.server';
import { tableFile } from '../table-file.server';
import { logFile, readLogFilter } from './log-filter.server';

export const loader = siteLoader('audit:view', async ({ context, request }) => {
  const { filter } = readLogFilter(request);
  const { shortName } = context.site;
  const read = (after: string | undefined) => listAuditEvidence(context, { ...filter, after });
  return tableFile(logFile(request, shortName, read, () => shortName));
});
