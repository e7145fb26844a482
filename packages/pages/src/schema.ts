import { columnCode } from '@zhanqun/columns/schema';
import { z } from 'zod';

/** A home page is a list of blocks with settings, stored as data; the desk and every later builder edit this list. */
const title = z.string().trim().max(30, '标题最长 30 个字').default('');
const limit = z.coerce.number().int().min(1).max(20);

/** Links inside a block: a path of the same site (`/c/news/`), or an http(s) address. */
export const blockHref = z
  .string()
  .trim()
  .max(500)
  .regex(/^(\/(?!\/)[^\s"'<>\\]*|https?:\/\/[^\s"'<>\\]+)$/, '链接应以 / 或 http(s):// 开头。');

const blockTypes = {
  leadStory: z.object({ columnCode, headlines: limit.default(5) }),
  columnList: z.object({
    columnCode,
    title,
    limit: limit.default(6),
    layout: z.enum(['list', 'cards', 'documents', 'compact']).default('list'),
    width: z.enum(['half', 'full']).default('half'),
  }),
  noticeList: z.object({ columnCode, title, limit: limit.default(5) }),
  quickLinks: z.object({
    title,
    links: z
      .array(
        z.object({ label: z.string().trim().min(1).max(20), href: blockHref, note: z.string().max(40).default('') }),
      )
      .max(12),
  }),
  serviceGrid: z.object({
    title,
    services: z
      .array(
        z.object({
          label: z.string().trim().min(1).max(20),
          href: blockHref,
          icon: z.string().max(30).default('document'),
          note: z.string().max(40).default(''),
        }),
      )
      .max(16),
  }),
  contactCard: z.object({ title }),
  subsiteDirectory: z.object({
    title,
    kinds: z.array(z.enum(['COUNTY', 'TOWN', 'DEPARTMENT', 'ZONE'])).min(1),
    style: z.enum(['grid', 'list']).default('grid'),
  }),
  parentNews: z.object({ title, limit: limit.default(5) }),
  childrenNews: z.object({ title, limit: limit.default(8) }),
  portalNotices: z.object({ title, limit: limit.default(5) }),
  pictureBand: z.object({ height: z.enum(['low', 'tall']).default('low'), caption: z.string().max(60).default('') }),
  text: z.object({ title, body: z.string().max(4000) }),
} as const;

export type BlockType = keyof typeof blockTypes;
export const BLOCK_TYPES = Object.keys(blockTypes) as BlockType[];
export const BLOCK_TYPE_LABELS: Record<BlockType, string> = {
  leadStory: '头条要闻',
  columnList: '栏目列表',
  noticeList: '通知公告',
  quickLinks: '快捷链接',
  serviceGrid: '办事服务',
  contactCard: '联系我们',
  subsiteDirectory: '下属站点',
  parentNews: '上级要闻',
  childrenNews: '基层动态',
  portalNotices: '门户通知',
  pictureBand: '图片横幅',
  text: '文字说明',
};

const id = z.string().min(1).max(40);

function variant<T extends BlockType>(type: T) {
  return z.object({ id, type: z.literal(type), settings: blockTypes[type] });
}

export const block = z.discriminatedUnion('type', [
  variant('leadStory'),
  variant('columnList'),
  variant('noticeList'),
  variant('quickLinks'),
  variant('serviceGrid'),
  variant('contactCard'),
  variant('subsiteDirectory'),
  variant('parentNews'),
  variant('childrenNews'),
  variant('portalNotices'),
  variant('pictureBand'),
  variant('text'),
]);
export type Block = z.infer<typeof block>;
export type BlockOf<T extends BlockType> = Extract<Block, { type: T }>;

export const MAX_BLOCKS = 30;
export const blockList = z.array(block).max(MAX_BLOCKS, `最多 ${MAX_BLOCKS} 个区块`);

/** The home page; every site has one page of this slug. */
export const HOME_SLUG = 'home';

export const saveHomePageInput = z.object({ version: z.number().int(), blocks: blockList });
export type SaveHomePageInput = z.input<typeof saveHomePageInput>;

export const saveTopicPageInput = z.object({
  columnId: id,
  /** 0 where it has none yet. */
  version: z.number().int().min(0),
  blocks: blockList,
});
export type SaveTopicPageInput = z.input<typeof saveTopicPageInput>;

export const createHomePageInput = z.object({ blocks: blockList });
export type CreateHomePageInput = z.input<typeof createHomePageInput>;
