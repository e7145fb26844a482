import { type Sheet, streamCsv, streamXlsx } from '@zhanqun/documents/stream-table';

export const TABLE_FORMATS = ['xlsx', 'csv'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const MIME: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export interface TableFile {
  format: TableFormat;
  /** Without its ending. `plain` is for old programs, in ASCII. */
  name: string;
  plain: string;
  /** CSV has the first alone. */
  sheets: [Sheet, ...Sheet[]];
}

/** A table that is sent while its rows are read. */
export function tableFile({ format, name, plain, sheets }: TableFile): Response {
  return new Response(format === 'csv' ? streamCsv(sheets[0].rows) : streamXlsx(sheets), {
    headers: {
      'Content-Type': MIME[format],
      'Content-Disposition': `attachment; filename="${plain}.${format}"; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`,
      'Cache-Control': 'private, no-store',
    },
  });
}

export function tableFormat(value: string | null): TableFormat {
  return TABLE_FORMATS.find((format) => format === value) ?? 'xlsx';
}
