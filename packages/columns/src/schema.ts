import { z } from 'zod';

/** What a column holds. Types are configuration of a column, not classes of content. */
export const COLUMN_KINDS = [
  'GROUP',
  'NEWS',
  'NOTICE',
  'POLICY',
  'INTERPRETATION',
  'LEADER',
  'ORGANISATION',
  'GALLERY',
  'VIDEO',
  'LINKS',
  'LIST',
  'PAGE',
  'TOPIC',
] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

export const COLUMN_KIND_LABELS: Record<ColumnKind, string> = {
  GROUP: '栏目组',
  NEWS: '新闻动态',
  NOTICE: '通知公告',
  POLICY: '政策文件',
  INTERPRETATION: '政策解读',
  LEADER: '领导信息',
  ORGANISATION: '机构信息',
  GALLERY: '图片集',
  VIDEO: '视频',
  LINKS: '链接列表',
  LIST: '资料列表',
  PAGE: '单页',
  TOPIC: '专题',
};

/** Whether columns of a kind hold columns alone, and no items. */
export function holdsColumnsOnly(kind: string): boolean {
  return kind === 'GROUP' || kind === 'TOPIC';
}

/** The address of a column is `/c/<code>/`. */
export const columnCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, '栏目代码用小写字母开头，只含小写字母、数字和连字符，最长 40 个字符。');

const text = (label: string, max: number) => z.string().trim().max(max, `${label}最长 ${max} 个字。`);
const name = z.string().trim().min(1, '请填写栏目名称。').max(30, '栏目名称最长 30 个字。');
const described = {
  name,
  description: text('栏目描述', 200).default(''),
  keywords: text('关键词', 100).default(''),
  responsibleUnit: text('责任单位', 60).default(''),
  isHidden: z.boolean().default(false),
};
const id = z.string().min(1).max(40);

export const createColumnInput = z.object({
  ...described,
  parentId: id.nullable().default(null),
  code: columnCode,
  kind: z.enum(COLUMN_KINDS, '请选择栏目类型。'),
  columnType: text('栏目类别', 20).default(''),
});
export type CreateColumnInput = z.input<typeof createColumnInput>;

/** A year and a half: whatever is looked at less often than that needs no date. */
const MOST_DAYS = 550;
const days = (label: string, least: number) =>
  z
    .number({ error: `${label}请填整数。` })
    .int(`${label}请填整数。`)
    .min(least, `${label}至少 ${least} 天。`)
    .max(MOST_DAYS, `${label}最多 ${MOST_DAYS} 天。`)
    .nullable()
    .default(null);

export const MAX_EDITORS = 20;

/** Who keeps a column up to date, and how often something new is due in it. */
export const columnContract = z
  .object({
    editorIds: z.array(id).max(MAX_EDITORS, `负责编辑最多 ${MAX_EDITORS} 人。`).default([]),
    /** `null`: as its kind asks; 0: nothing is due. */
    updateDays: days('更新周期', 0),
    /** `null`: as its kind asks. */
    warnDays: days('提前提醒', 0),
    contactName: text('联系人', 30).default(''),
    contactPhone: text('联系电话', 30).default(''),
  })
  .refine(({ updateDays, warnDays }) => !updateDays || warnDays === null || warnDays < updateDays, {
    path: ['warnDays'],
    error: '提前提醒的天数要比更新周期短。',
  });

/** The contract stays as it was when left out. */
export const editColumnInput = z.object({
  ...described,
  columnId: id,
  version: z.number().int(),
  contract: columnContract.optional(),
});
export type EditColumnInput = z.input<typeof editColumnInput>;

/**
 * One step among its siblings; to a place that was seen in the tree as it stood under `base`; or under another parent
 * (`null`: the top), where it becomes the last.
 */
export const moveColumnInput = z.union([
  z.object({ columnId: id, direction: z.enum(['up', 'down']) }),
  z.object({
    columnId: id,
    parentId: id.nullable(),
    /** The sibling before it; `null` for the first place. */
    afterId: id.nullable(),
    /** `orderOf` of the tree that was read. */
    base: z.string().max(60),
  }),
  z.object({ columnId: id, parentId: id.nullable() }),
]);
export type MoveColumnInput = z.input<typeof moveColumnInput>;

export const mergeColumnInput = z.object({ columnId: id, intoId: z.string().min(1, '请选择要并入的栏目。').max(40) });
export type MergeColumnInput = z.input<typeof mergeColumnInput>;

export const recodeColumnInput = z.object({ columnId: id, version: z.number().int(), code: columnCode });
export type RecodeColumnInput = z.input<typeof recodeColumnInput>;

export const changeColumnKindInput = z.object({
  columnId: id,
  version: z.number().int(),
  kind: z.enum(COLUMN_KINDS, '请选择栏目类型。'),
});
export type ChangeColumnKindInput = z.input<typeof changeColumnKindInput>;

/** Under which the home page of a topic is kept among the site's composed pages. */
export function topicSlug(columnId: string): string {
  return `topic-${columnId}`;
}

export const deleteColumnInput = z.object({ columnId: id });
export type DeleteColumnInput = z.input<typeof deleteColumnInput>;

/** Columns of a site to be, as a blueprint has them. */
export interface NewColumn {
  code: string;
  name: string;
  kind: ColumnKind;
  columnType: string;
  description: string;
  responsibleUnit?: string | undefined;
  children?: NewColumn[] | undefined;
}
const newColumn: z.ZodType<NewColumn> = z.lazy(() =>
  z.object({
    code: columnCode,
    name,
    kind: z.enum(COLUMN_KINDS),
    columnType: text('栏目类别', 20),
    description: text('栏目描述', 200),
    responsibleUnit: text('责任单位', 60).optional(),
    children: z.array(newColumn).optional(),
  }),
);
export const createColumnsInBulkInput = z.object({ columns: z.array(newColumn).min(1) });
export type CreateColumnsInBulkInput = z.input<typeof createColumnsInBulkInput>;

/** Columns below columns: more levels than this nobody finds their way through. */
export const MAX_COLUMN_DEPTH = 4;
