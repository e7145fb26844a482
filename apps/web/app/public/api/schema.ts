import { VALIDITY_ENDS } from '@zhanqun/articles/schema';
import { COLUMN_KIND_LABELS, COLUMN_KINDS } from '@zhanqun/columns/schema';
import { ID_PATTERN } from '@zhanqun/kit';
import { SITE_KINDS, SITE_LEVELS } from '@zhanqun/sites/schema';
import { z } from 'zod';
import { placeOf } from './cursor';

/** Shapes of the open interfaces, version 1. The description that is published and its test are made from them. */

const url = z.url();
const time = z.iso.datetime({ offset: true });

export const siteShape = z
  .strictObject({
    code: z.string().describe('站点代码，各接口地址里用它'),
    name: z.string().describe('网站名称'),
    shortName: z.string().describe('简称'),
    level: z.enum(SITE_LEVELS).describe('层级：CITY 市、COUNTY 县、TOWN 乡镇'),
    kind: z.enum(SITE_KINDS).describe('类别：PORTAL 门户、DEPARTMENT 部门、CHANNEL 频道、ZONE 园区'),
    parentCode: z.string().nullable().describe('上级站点的代码，门户为 null'),
    divisionCode: z.string().nullable().describe('行政区划代码'),
    url: url.describe('网站首页'),
    sponsor: z.string().describe('主办单位'),
    contactAddress: z.string().describe('联系地址'),
    contactPhone: z.string().describe('联系电话'),
    officeHours: z.string().describe('工作时间'),
    siteIdCode: z.string().describe('政府网站标识码'),
    icpNumber: z.string().describe('ICP 备案号'),
    psbNumber: z.string().describe('公安备案号'),
    isDemonstration: z.boolean().describe('是否为演示数据'),
    columnsUrl: url.describe('栏目接口的地址'),
    itemsUrl: url.describe('内容接口的地址'),
  })
  .describe('一个站点');
export type SiteAnswer = z.infer<typeof siteShape>;

export const columnShape = z
  .strictObject({
    code: z.string().describe('栏目代码，在本站内唯一'),
    name: z.string(),
    description: z.string(),
    kind: z
      .enum(COLUMN_KINDS)
      .describe(`类别：${COLUMN_KINDS.map((kind) => `${kind} ${COLUMN_KIND_LABELS[kind]}`).join('、')}`),
    columnType: z.string().describe('栏目类型，同网页的 ColumnType 标签'),
    parentCode: z.string().nullable().describe('上级栏目的代码'),
    itemCount: z.int().min(0).describe('公开的内容篇数，含转载'),
    url: url.describe('栏目页'),
    itemsUrl: url.describe('本栏目内容接口的地址'),
    rssUrl: url,
    atomUrl: url,
    jsonFeedUrl: url,
  })
  .describe('一个栏目');
export type ColumnAnswer = z.infer<typeof columnShape>;

const itemFields = {
  id: z.string().regex(ID_PATTERN).describe('内容编号，在本站内唯一'),
  title: z.string(),
  summary: z.string(),
  url: url.describe('网页地址'),
  apiUrl: url.describe('这篇内容的接口地址'),
  columnCode: z.string(),
  columnName: z.string(),
  publishedAt: time.describe('首次发布时间，不会改变'),
  updatedAt: time.describe('公开文本最近一次修改的时间'),
  source: z.string().describe('来源'),
  author: z.string(),
  keywords: z.array(z.string()),
  validity: z
    .strictObject({
      end: z.enum(VALIDITY_ENDS).describe('EXPIRED 已失效、ABOLISHED 已废止'),
      since: time.describe('从这个时间起不再有效'),
    })
    .nullable()
    .describe('内容不再有效时的标注；仍然有效时为 null'),
  carriedFrom: z
    .strictObject({ code: z.string(), name: z.string(), url })
    .nullable()
    .describe('转载自哪个站点；本站自己的内容为 null'),
};

export const listedItemShape = z
  .strictObject({ ...itemFields, pictureUrl: url.nullable().describe('首图') })
  .describe('列表里的一篇内容');
export type ListedItemAnswer = z.infer<typeof listedItemShape>;

export const attachmentShape = z
  .strictObject({
    name: z.string().describe('文件名'),
    url: url.describe('下载地址，内容撤回后失效'),
    type: z.string().describe('媒体类型，例如 application/pdf'),
    size: z.int().min(0).describe('字节数'),
  })
  .describe('一个附件');

export const itemShape = z
  .strictObject({
    ...itemFields,
    bodyHtml: z.string().describe('正文，经过净化的 HTML，其中的地址都是完整地址'),
    record: z
      .array(z.strictObject({ name: z.string(), label: z.string(), value: z.string() }))
      .describe('栏目类型要求的信息，例如政策文件的文号、发文机关和成文日期'),
    linkUrl: url.nullable().describe('链接列表里的一条指向哪里；其他内容为 null'),
    video: z
      .strictObject({
        url: url.describe('视频文件'),
        posterUrl: url.nullable().describe('封面图片'),
        transcript: z.string().describe('文字稿，一段一行'),
      })
      .nullable()
      .describe('视频栏目的一篇；其他内容为 null'),
    attachments: z.array(attachmentShape),
  })
  .describe('一篇内容的全文');
export type ItemAnswer = z.infer<typeof itemShape>;

const nextPage = url.nullable().describe('下一页的地址，没有下一页时为 null');
export const sitesShape = z.strictObject({ items: z.array(siteShape), next: nextPage });
export const columnsShape = z.strictObject({ items: z.array(columnShape) });
export const itemsShape = z.strictObject({ items: z.array(listedItemShape), next: nextPage });

export const errorShape = z
  .strictObject({
    error: z.strictObject({
      code: z.string().describe('给程序看的错误代码'),
      message: z.string().describe('给人看的说明'),
    }),
  })
  .describe('出错时的回答');

export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 100;

const LIMIT_SENTENCE = `limit 是 1 到 ${MAX_PAGE} 的整数。`;
export const CURSOR_SENTENCE = 'cursor 不正确，请原样使用上一页 next 里的地址。';
const limit = z.coerce
  .number(LIMIT_SENTENCE)
  .int(LIMIT_SENTENCE)
  .min(1, LIMIT_SENTENCE)
  .max(MAX_PAGE, LIMIT_SENTENCE)
  .default(DEFAULT_PAGE)
  .describe('每页条数');

/** Where a page goes on: opaque to whoever asks. */
const cursor = z
  .string()
  .max(120, CURSOR_SENTENCE)
  .regex(/^[A-Za-z0-9_-]+$/, CURSOR_SENTENCE)
  .transform((text, refusal) => {
    const place = placeOf(text);
    if (place) return place;
    refusal.addIssue({ code: 'custom', message: CURSOR_SENTENCE });
    return z.NEVER;
  })
  .optional()
  .describe('翻页用，取自上一页的 next');

const SINCE_SENTENCE = 'since 要写成日期或带时区的时间，例如 2026-11-01 或 2026-11-01T08:00:00+08:00。';
const since = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], SINCE_SENTENCE)
  .transform((text) => new Date(text.length === 10 ? `${text}T00:00:00+08:00` : text))
  .refine((at) => at.getUTCFullYear() >= 1900 && at.getUTCFullYear() < 3000, SINCE_SENTENCE)
  .optional()
  .describe('只要这个时间及以后首次发布的内容。只写日期时按北京时间零点');

export const sitesQuery = z.strictObject({
  level: z
    .enum(SITE_LEVELS, `level 只能是 ${SITE_LEVELS.join('、')}。`)
    .optional()
    .describe('只要这个层级的站点'),
  kind: z
    .enum(SITE_KINDS, `kind 只能是 ${SITE_KINDS.join('、')}。`)
    .optional()
    .describe('只要这个类别的站点'),
  parent: z.string().max(80, 'parent 太长。').optional().describe('只要这个站点的直接下级，填站点代码'),
  limit,
  cursor,
});
export const itemsQuery = z.strictObject({ since, limit, cursor });
export const noQuery = z.strictObject({});
