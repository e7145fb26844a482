import { z } from 'zod';
import { blockPreset, blueprintContent, themeSettings } from './schema';

export const LIBRARY_KINDS = ['BLUEPRINT', 'THEME', 'BLOCK'] as const;
export type LibraryKind = (typeof LIBRARY_KINDS)[number];

export const LIBRARY_KIND_LABELS: Record<LibraryKind, string> = {
  BLUEPRINT: '建站蓝本',
  THEME: '主题',
  BLOCK: '现成区块',
};

/** What the content of an entry must be. */
export const LIBRARY_CONTENT = {
  BLUEPRINT: blueprintContent,
  THEME: themeSettings.omit({ logoFileId: true }),
  BLOCK: blockPreset,
} as const satisfies Record<LibraryKind, z.ZodType>;

const kind = z.enum(LIBRARY_KINDS, '请选择模板种类。');
const code = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, '代码用小写字母开头，只含小写字母、数字和连字符，2 到 40 个字符。');
const name = z.string().trim().min(2, '名称至少 2 个字。').max(30, '名称最长 30 个字。');
const description = z.string().trim().max(120, '说明最长 120 个字。').default('');

export const duplicateEntryInput = z.object({ kind, code, newCode: code, name });
export type DuplicateEntryInput = z.input<typeof duplicateEntryInput>;

export const editEntryInput = z.object({
  kind,
  code,
  version: z.coerce.number().int().min(1),
  name,
  description,
  /** Held against LIBRARY_CONTENT of the kind. */
  content: z.unknown(),
});
export type EditEntryInput = z.input<typeof editEntryInput>;

export const deleteEntryInput = z.object({ kind, code });
export type DeleteEntryInput = z.input<typeof deleteEntryInput>;

export const chooseThemeInput = z.object({
  themeCode: z.string().trim().min(1, '请选择主题。').max(60),
  settings: themeSettings,
  /** Version of the site that the form was opened with. */
  version: z.coerce.number().int().min(1),
});
export type ChooseThemeInput = z.input<typeof chooseThemeInput>;
