import { z } from 'zod';

/** What a column holds. Types are configuration of a column, not classes of content. */
export const COLUMN_KINDS = ['GROUP', 'NEWS', 'NOTICE', 'POLICY', 'LIST', 'PAGE'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

export const COLUMN_KIND_LABELS: Record<ColumnKind, string> = {
  GROUP: '栏目组',
  NEWS: '新闻动态',
  NOTICE: '通知公告',
  POLICY: '政策文件',
  LIST: '资料列表',
  PAGE: '单页',
};

/** The address of a column is `/c/<code>/`. */
export const columnCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, '栏目代码用小写字母开头，只含小写字母、数字和连字符，最长 40 个字符。');
