import { LABEL_PATTERN, parseHost } from '@zhanqun/tenancy/host';
import { RESERVED_LABELS } from '@zhanqun/tenancy/reserved-labels';
import { z } from 'zod';

export const SITE_LEVELS = ['CITY', 'COUNTY', 'TOWN'] as const;
export type SiteLevel = (typeof SITE_LEVELS)[number];
export const SITE_LEVEL_LABELS: Record<SiteLevel, string> = { CITY: '市级', COUNTY: '县级', TOWN: '乡镇级' };

export const SITE_KINDS = ['PORTAL', 'DEPARTMENT', 'CHANNEL', 'ZONE'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];
export const SITE_KIND_LABELS: Record<SiteKind, string> = {
  PORTAL: '政府门户',
  DEPARTMENT: '部门网站',
  CHANNEL: '子站',
  ZONE: '开发区与园区',
};

export const SITE_STATES = ['PREPARING', 'ONLINE', 'TEMP_OFFLINE', 'CLOSED'] as const;
export type SiteState = (typeof SITE_STATES)[number];
export const SITE_STATE_LABELS: Record<SiteState, string> = {
  PREPARING: '筹备中',
  ONLINE: '已上线',
  TEMP_OFFLINE: '临时下线',
  CLOSED: '已关闭',
};

export const ADDRESS_KINDS = ['SUBDOMAIN', 'PATH', 'OWN_DOMAIN'] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];
export const ADDRESS_KIND_LABELS: Record<AddressKind, string> = {
  SUBDOMAIN: '子域名',
  PATH: '上级站点下的路径',
  OWN_DOMAIN: '独立域名',
};

const name = z.string().trim().min(2, '名称至少 2 个字。').max(60, '名称最长 60 个字。');
const shortName = z.string().trim().min(1, '请填写简称。').max(20, '简称最长 20 个字。');

/** Last segment of a site's addresses. */
export const siteLabel = z
  .string()
  .trim()
  .toLowerCase()
  .regex(LABEL_PATTERN, '标识只含小写字母、数字和连字符，首尾不是连字符，最长 63 个字符。')
  .refine((label) => !label.startsWith('xn--'), '标识不能以 xn-- 开头。')
  .refine((label) => !RESERVED_LABELS.has(label), '这个标识由平台保留，请换一个。');

const siteCode = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9-]{1,62}$/, '站点代码用小写字母开头，只含小写字母、数字和连字符，2 到 63 个字符。');

/** A whole host outside the platform, 中文域名 included; its ASCII form without port. */
export const ownDomain = z
  .string()
  .trim()
  .max(253, '域名最长 253 个字符。')
  .transform((text, refusal) => {
    const parsed = parseHost(text);
    if (!parsed || parsed.isAddress || parsed.port || !parsed.host.includes('.') || /_/.test(parsed.host)) {
      refusal.addIssue({ code: 'custom', message: '请填写完整的域名，例如 www.example.gov.cn，不带端口和路径。' });
      return z.NEVER;
    }
    return parsed.host;
  });

const labelPath = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .refine(
    (path) => path.split('.').every((label) => LABEL_PATTERN.test(label)),
    '子域名只含小写字母、数字、连字符和点。',
  )
  .refine((path) => !path.split('.').some((label) => RESERVED_LABELS.has(label)), '这个子域名由平台保留，请换一个。');

const line = (max: number) => z.string().trim().max(max, `最长 ${max} 个字。`).default('');

const phone = line(60).refine(
  (text) => text === '' || /^[0-9０-９+\-—()（）、，,\s转]{5,60}$/.test(text),
  '电话只含数字、连字符和括号，几个号码之间用顿号隔开。',
);

/** 政府网站标识码 (domain §1.3). */
const siteIdCode = line(10).refine(
  (text) => text === '' || /^(\d{10}|bm\d{8})$/.test(text),
  '网站标识码是 10 位数字，或 bm 加 8 位数字。',
);

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema.optional());

export const createSiteInput = z.object({
  name,
  shortName,
  label: siteLabel,
  code: optional(siteCode),
  level: z.enum(SITE_LEVELS, '请选择层级。'),
  kind: z.enum(SITE_KINDS, '请选择类型。'),
  blueprintCode: z.string().trim().min(1, '请选择建站蓝本。').max(60),
  themeCode: optional(z.string().trim().max(60)),
  primaryAddress: z.enum(ADDRESS_KINDS, '请选择主地址。').default('SUBDOMAIN'),
  ownDomain: optional(ownDomain),
});
export type CreateSiteInput = z.input<typeof createSiteInput>;

export const createRootSiteInput = z.object({
  name,
  shortName,
  label: siteLabel,
  code: optional(siteCode),
  blueprintCode: z.string().trim().min(1, '请选择建站蓝本。').max(60).default('city-portal'),
  themeCode: optional(z.string().trim().max(60)),
  ownDomain: optional(ownDomain),
});
export type CreateRootSiteInput = z.input<typeof createRootSiteInput>;

export const editSiteInput = z.object({
  name,
  shortName,
  sponsor: line(60),
  contactAddress: line(100),
  contactPhone: phone,
  officeHours: line(60),
  siteIdCode,
  icpNumber: line(40),
  psbNumber: line(40),
  version: z.coerce.number().int().min(1),
});
export type EditSiteInput = z.input<typeof editSiteInput>;

export const addAddressInput = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('OWN_DOMAIN'), value: ownDomain }),
    z.object({ kind: z.literal('SUBDOMAIN'), value: labelPath }),
    z.object({ kind: z.literal('PATH'), value: siteLabel }),
  ],
  '请选择地址类型。',
);
export type AddAddressInput = z.input<typeof addAddressInput>;

export const addressInput = z.object({ addressId: z.string().min(1).max(40) });
export type AddressInput = z.input<typeof addressInput>;

/** What a visitor must be able to read at the foot of every page before a real site may open (domain §2.2). */
export const FACTS_NEEDED_ONLINE = {
  sponsor: '主办单位',
  contactAddress: '联系地址',
  contactPhone: '联系电话',
  siteIdCode: '网站标识码',
  icpNumber: 'ICP 备案编号',
  psbNumber: '公安机关备案编号',
} as const;
export type NeededFact = keyof typeof FACTS_NEEDED_ONLINE;

/** Names of the facts that are still empty. Sites of the demonstration show 待办理 instead and need none. */
export function missingFacts(site: Record<NeededFact, string> & { isDemonstration: boolean }): NeededFact[] {
  if (site.isDemonstration) return [];
  return (Object.keys(FACTS_NEEDED_ONLINE) as NeededFact[]).filter((fact) => site[fact].trim() === '');
}

export const SITE_ACTIONS = ['bring-online', 'take-offline', 'return-online', 'close'] as const;
export type SiteAction = (typeof SITE_ACTIONS)[number];

export const transitionSiteInput = z.object({
  action: z.enum(SITE_ACTIONS, '请选择要做的操作。'),
  /** Shown to visitors while the site is away, and kept in the log. */
  note: line(200),
});
export type TransitionSiteInput = z.input<typeof transitionSiteInput>;

export const SITE_SORTS = ['name', 'code', 'state', 'createdAt'] as const;
export type SiteSort = (typeof SITE_SORTS)[number];

/** The register's filter as it stands in the address: whatever is not valid is left out, never refused. */
export const siteFilter = z.object({
  q: z.string().trim().max(60).optional().catch(undefined),
  level: z.enum(SITE_LEVELS).optional().catch(undefined),
  /** The site at the top of a subtree, e.g. a county's portal. */
  countyId: z.string().max(40).optional().catch(undefined),
  state: z.enum(SITE_STATES).optional().catch(undefined),
  kind: z.enum(SITE_KINDS).optional().catch(undefined),
  sort: z.enum(SITE_SORTS).default('code').catch('code'),
  after: z.string().max(40).optional().catch(undefined),
  pageSize: z.coerce.number().int().min(1).max(100).optional().catch(undefined),
});
export type SiteFilter = z.input<typeof siteFilter>;
