import { COLUMN_KINDS, columnCode } from '@zhanqun/columns/schema';
import { blockList } from '@zhanqun/pages/schema';
import { reviewChainLevels } from '@zhanqun/review/schema';
import { z } from 'zod';

export const HEADER_STYLES = ['ridge', 'band', 'plain', 'seal'] as const;
export const HEADER_STYLE_LABELS: Record<(typeof HEADER_STYLES)[number], string> = {
  ridge: '山水横幅',
  band: '主色横条',
  plain: '素净白底',
  seal: '印章徽记',
};
export const DENSITIES = ['airy', 'regular', 'dense'] as const;
export const DENSITY_LABELS: Record<(typeof DENSITIES)[number], string> = {
  airy: '舒朗',
  regular: '适中',
  dense: '紧凑',
};

const hexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/, '颜色写成 # 加六位十六进制，例如 #1f5f8b。');

/** What a theme sets. Contrast of the expanded scale is checked when saved, not advised. */
export const themeSettings = z.object({
  mainColour: hexColour,
  accentColour: hexColour,
  headerStyle: z.enum(HEADER_STYLES).default('ridge'),
  density: z.enum(DENSITIES).default('regular'),
  /** Media file of the site itself; without one the wordmark and generated landscape stand. */
  logoFileId: z.string().max(40).optional(),
});
export type ThemeSettings = z.infer<typeof themeSettings>;

export interface BlueprintColumn {
  code: string;
  name: string;
  kind: (typeof COLUMN_KINDS)[number];
  /** Value of the `ColumnType` META tag (domain §2.4). */
  columnType: string;
  description: string;
  responsibleUnit?: string;
  children?: BlueprintColumn[];
}
export const blueprintColumn: z.ZodType<BlueprintColumn> = z.lazy(() =>
  z.object({
    code: columnCode,
    name: z.string().trim().min(1).max(30),
    kind: z.enum(COLUMN_KINDS),
    columnType: z.string().min(1).max(20),
    description: z.string().max(200),
    responsibleUnit: z.string().max(60).optional(),
    children: z.array(blueprintColumn).max(60).optional(),
  }),
);

/** A blueprint is data: the columns, the home page and the theme a new site starts from. */
export const blueprintContent = z.object({
  columns: z.array(blueprintColumn).min(1).max(40),
  home: blockList,
  themeCode: z.string().min(1).max(60),
  /** The levels a new site's items pass, as soon as its people can staff them. */
  review: reviewChainLevels.default([]),
});
export type BlueprintContent = z.infer<typeof blueprintContent>;

/** A ready-made block, put on a home page with one press. */
export const blockPreset = z.object({ block: blockList.element });
