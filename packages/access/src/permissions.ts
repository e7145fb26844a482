import type { Role } from '@zhanqun/kit';

/** Permission = audit action = form intent. */
export const PERMISSIONS = [
  'site:view',
  'site:create',
  'site:edit',
  'site:address',
  'site:transition',
  'site:theme',
  'page:edit',
  'column:edit',
  'article:write',
  'article:review',
  'article:publish',
  'article:withdraw',
  'article:share',
  'check:override',
  'review:edit',
  'link:carry',
  'account:view',
  'account:manage',
  'audit:view',
  'register:view',
  'library:view',
  'library:edit',
  'partner:manage',
  'mail:manage',
  'search:view',
  'search:rebuild',
  'publishing:view',
  'publishing:renew',
  'publishing:tree',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READ: Permission[] = [
  'site:view',
  'search:view',
  'publishing:view',
  'register:view',
  'audit:view',
  'account:view',
  'library:view',
];
const WRITE: Permission[] = ['site:view', 'search:view', 'article:write'];
const REVIEW: Permission[] = [
  ...WRITE,
  'article:review',
  'check:override',
  'article:publish',
  'article:withdraw',
  'article:share',
  'link:carry',
];

/** What each role may do where it is granted. Roles are few; where they apply is said by the grant. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  GROUP_ADMIN: PERMISSIONS,
  SITE_ADMIN: [
    ...REVIEW,
    'site:edit',
    'site:theme',
    'page:edit',
    'column:edit',
    'review:edit',
    'publishing:view',
    'publishing:renew',
    'account:view',
    'account:manage',
    'audit:view',
    'register:view',
    'library:view',
  ],
  REVIEWER: REVIEW,
  EDITOR: WRITE,
  AUDITOR: READ,
};

export const ROLE_LABELS: Record<Role, string> = {
  GROUP_ADMIN: '站群管理员',
  SITE_ADMIN: '站点管理员',
  REVIEWER: '审核员',
  EDITOR: '编辑',
  AUDITOR: '审计员',
};

export const PERMISSION_LABELS: Record<Permission, string> = {
  'site:view': '查看站点',
  'site:create': '开办站点',
  'site:edit': '修改站点资料',
  'site:address': '修改站点地址',
  'site:transition': '上线、下线与关闭站点',
  'site:theme': '调整站点主题',
  'page:edit': '编排首页',
  'column:edit': '管理栏目',
  'article:write': '撰写内容',
  'article:review': '审核内容',
  'article:publish': '发布内容',
  'article:withdraw': '撤回内容',
  'article:share': '共享内容',
  'check:override': '放行检查结果',
  'review:edit': '设置审核流程',
  'link:carry': '转载共享内容',
  'account:view': '查看账号',
  'account:manage': '管理账号',
  'audit:view': '查看日志',
  'register:view': '查看站点名录',
  'library:view': '查看模板库',
  'library:edit': '修改模板库',
  'partner:manage': '管理接口密钥',
  'mail:manage': '管理通知邮件',
  'search:view': '查看搜索报告',
  'search:rebuild': '重建搜索索引',
  'publishing:view': '查看页面发布',
  'publishing:renew': '更新页面',
  'publishing:tree': '更新下级站点的页面',
};
