import { listAuditEvidenceAcrossSites } from '@zhanqun/audit/server';
import { groupLoader } from '../guard.server';
import { tableFile } from '../table-file.server';
import { logFile, readLogFilter } from './log-filter.server';

export const loader = groupLoader('audit:view', async ({ context, reach, request }) => {
  const { filter, siteCode } = readLogFilter(request);
  const siteId = siteCode && (context.directory.findByCode(siteCode)?.id ?? siteCode);
  const read = (after: string | undefined) =>
    listAuditEvidenceAcrossSites(context, reach, { ...filter, siteId, after });
  const nameOf = (id: string) => context.directory.find(id)?.shortName ?? id;
  return tableFile(logFile(request, '各站', read, nameOf));
});
