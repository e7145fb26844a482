import type { AuditEvidence, AuditFilter } from '@zhanqun/audit/server';
import { formatDateTime, fromTimeField, type Page } from '@zhanqun/kit';
import { type TableFile, tableFormat } from '../table-file.server';
import { SUBJECTS } from './log-list';

const DAY_MS = 24 * 3_600_000;
const LONGEST = 60;

function text(value: string | null): string | undefined {
  return value?.trim().slice(0, LONGEST) || undefined;
}

function day(value: string | null): Date | undefined {
  return value ? fromTimeField(`${value}T00:00`) : undefined;
}

/** What the address asks of a log; what it does not know is no condition. */
export function readLogFilter(request: Request): { filter: AuditFilter; isFiltered: boolean; siteCode?: string } {
  const params = new URL(request.url).searchParams;
  const to = day(params.get('to'));
  const conditions = {
    action: SUBJECTS.find((subject) => subject.value === params.get('about'))?.value,
    actorName: text(params.get('who')),
    subjectId: text(params.get('item')),
    text: text(params.get('q')),
    from: day(params.get('from')),
    until: to && new Date(to.getTime() + DAY_MS),
  };
  const siteCode = text(params.get('site'));
  const isFiltered = siteCode !== undefined || Object.values(conditions).some((value) => value !== undefined);
  const after = text(params.get('after'));
  return { filter: { ...conditions, after }, isFiltered, ...(siteCode ? { siteCode } : {}) };
}

/** An office program opens no more; older lines are in the CSV. */
const MOST_IN_SHEET = 100_000;
const HEADINGS = [
  '时间',
  '站点',
  '谁',
  '账号',
  '做了什么',
  '操作',
  '对象',
  '对象编号',
  '日志编号',
  '封存序号',
  '封存校验值',
];
const WIDTHS = [17, 16, 14, 20, 50, 20, 12, 20, 20, 10, 66];

async function* rowsOf(
  read: (after: string | undefined) => Promise<Page<AuditEvidence>>,
  nameOf: (siteId: string) => string,
  most: number,
): AsyncGenerator<(string | number)[]> {
  yield HEADINGS;
  let after: string | undefined;
  let written = 0;
  do {
    const { items, next } = await read(after);
    for (const line of items) {
      if (written === most) {
        yield [`一张表最多 ${most} 条，更早的没有列出：请缩小时间范围，或导出 CSV。`];
        return;
      }
      yield [
        formatDateTime(line.at),
        nameOf(line.siteId),
        line.actorName,
        line.actorId,
        line.summary,
        line.action,
        line.subjectType,
        line.subjectId,
        line.id,
        line.seq ?? '没有封存',
        line.hash,
      ];
      written += 1;
    }
    after = next;
  } while (after !== undefined);
}

/** A log as a file, newest first, with the place of each line in its chain. */
export function logFile(
  request: Request,
  siteName: string,
  read: (after: string | undefined) => Promise<Page<AuditEvidence>>,
  nameOf: (siteId: string) => string,
): TableFile {
  const format = tableFormat(new URL(request.url).searchParams.get('format'));
  return {
    format,
    name: `操作日志-${siteName}`,
    plain: 'log',
    sheets: [
      {
        name: '操作日志',
        widths: WIDTHS,
        rows: rowsOf(read, nameOf, format === 'csv' ? Number.POSITIVE_INFINITY : MOST_IN_SHEET),
      },
    ],
  };
}
