import { ROLE_LABELS } from '@zhanqun/access';
import { ROLES, type Role } from '@zhanqun/kit';
import { z } from 'zod';

export const ACCOUNT_STATES = ['ACTIVE', 'DISABLED'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];
export const ACCOUNT_STATE_LABELS: Record<AccountState, string> = { ACTIVE: '启用', DISABLED: '停用' };

export const MAX_GRANTS = 20;
export const MAX_IMPORT_ROWS = 2000;
export const MAX_IMPORT_BYTES = 2 * 1024 * 1024;

export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,31}$/, '用户名以字母开头，只含小写字母、数字、点、下划线和连字符，3 到 32 个字符。');
const displayName = z.string().trim().min(1, '请填写姓名。').max(30, '姓名最长 30 个字。');
const unit = z.string().trim().max(60, '单位最长 60 个字。').default('');
const id = z.string().min(1, '请选择一项。').max(40);
/** A form's checkbox, or a boolean. */
const flag = z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean());

export const grantInput = z.object({ siteId: id, role: z.enum(ROLES, '请选择角色。'), subtree: flag });
export type GrantInput = z.input<typeof grantInput>;

export const createAccountInput = z.object({
  username,
  displayName,
  unit,
  homeSiteId: id,
  grants: z.array(grantInput).max(MAX_GRANTS, `一个账号最多 ${MAX_GRANTS} 项权限。`).default([]),
});
export type CreateAccountInput = z.input<typeof createAccountInput>;

export const accountInput = z.object({ accountId: id });
export type AccountInput = z.input<typeof accountInput>;

export const grantRoleInput = grantInput.extend({ accountId: id });
export type GrantRoleInput = z.input<typeof grantRoleInput>;

export const revokeRoleInput = z.object({ accountId: id, siteId: id, role: z.enum(ROLES, '请选择角色。') });
export type RevokeRoleInput = z.input<typeof revokeRoleInput>;

export const changeOwnPasswordInput = z.object({
  oldPassword: z.string().min(1, '请填写原密码。').max(200),
  newPassword: z.string().min(1, '请填写新密码。').max(200),
});
export type ChangeOwnPasswordInput = z.input<typeof changeOwnPasswordInput>;

/** "" takes the address away. */
export const changeOwnEmailInput = z.object({
  email: z
    .string()
    .trim()
    .max(100, '邮箱最长 100 个字符。')
    .refine((value) => value === '' || z.email().safeParse(value).success, '邮箱应形如 name@example.gov.cn。'),
});
export type ChangeOwnEmailInput = z.input<typeof changeOwnEmailInput>;

export const endSessionInput = z.object({ sessionKey: z.string().regex(/^[0-9a-f]{64}$/, '没有这个会话。') });
export type EndSessionInput = z.input<typeof endSessionInput>;

const ROLE_BY_LABEL = new Map<string, Role>(
  ROLES.flatMap((role) => [
    [ROLE_LABELS[role], role],
    [role, role],
  ]),
);

/** One line of an imported list, as typed. */
export const importRow = z.object({
  /** Line in the sheet, the header being 1. */
  line: z.number().int().min(1),
  username,
  displayName,
  unit,
  siteCode: z.string().trim().min(1, '请填写站点代码。').max(63),
  role: z
    .string()
    .trim()
    .transform((label, refusal) => {
      const role = ROLE_BY_LABEL.get(label);
      if (role) return role;
      refusal.addIssue({
        code: 'custom',
        message: `角色要写成${ROLES.map((known) => ROLE_LABELS[known]).join('、')}之一。`,
      });
      return z.NEVER;
    }),
  subtree: z
    .union([z.boolean(), z.string()])
    .default(false)
    .transform((value, refusal) => {
      if (typeof value === 'boolean') return value;
      if (['是', '含', 'y', 'yes', 'true', '1'].includes(value.trim().toLowerCase())) return true;
      if (['', '否', '不含', 'n', 'no', 'false', '0'].includes(value.trim().toLowerCase())) return false;
      refusal.addIssue({ code: 'custom', message: '“含下级”要写成“是”或“否”。' });
      return z.NEVER;
    }),
});
export type ImportRow = z.input<typeof importRow>;

export const importAccountsInput = z.object({
  /** Each row is held against `importRow` on its own, so that one bad line does not hide the others. */
  rows: z
    .array(z.object({ line: z.number().int().min(1) }).loose())
    .min(1, '表里没有要导入的账号。')
    .max(MAX_IMPORT_ROWS, `一次最多导入 ${MAX_IMPORT_ROWS} 行。`),
  dryRun: z.boolean().default(false),
});
export interface ImportAccountsInput {
  rows: ImportRow[];
  dryRun?: boolean;
}

/** The list's filter as it stands in the address: whatever is not valid is left out, never refused. */
export const accountFilter = z.object({
  q: z.string().trim().max(60).optional().catch(undefined),
  siteId: z.string().max(40).optional().catch(undefined),
  role: z.enum(ROLES).optional().catch(undefined),
  state: z.enum(ACCOUNT_STATES).optional().catch(undefined),
  after: z.string().max(40).optional().catch(undefined),
});
export type AccountFilter = z.input<typeof accountFilter>;
