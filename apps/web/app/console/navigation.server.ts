import { can, type Permission, ROLE_LABELS, reachOf } from '@zhanqun/access';
import { type Actor, ROLES } from '@zhanqun/kit';
import type { Context, SiteRecord } from '@zhanqun/tenancy/server';
import type { NavGroup, NavItem } from '@zhanqun/ui/console';
import { consolePath } from './paths';

type Entry = NavItem & { needs?: Permission };

function shown(entries: Entry[], may: (permission: Permission) => boolean): NavItem[] {
  return entries.filter(({ needs }) => !needs || may(needs)).map(({ needs: _, ...item }) => item);
}

/** What the actor may do with one site, as entries of the rail. */
export function siteNavigation(actor: Actor, site: SiteRecord): NavItem[] {
  const { code } = site;
  const entries: Entry[] = [
    { label: '概况', href: consolePath.site(code), icon: 'home', exact: true },
    { label: '内容', href: consolePath.articles(code), icon: 'document' },
    { label: '媒体库', href: consolePath.media(code), icon: 'image' },
    { label: '栏目', href: consolePath.columns(code), icon: 'sitemap', needs: 'column:edit' },
    { label: '栏目看板', href: consolePath.siteColumnBoard(code), icon: 'clock' },
    { label: '审核流程', href: consolePath.reviewChain(code), icon: 'check', needs: 'review:edit' },
    { label: '词库', href: consolePath.words(code), icon: 'document' },
    { label: '共享与转载', href: consolePath.shared(code), icon: 'share', needs: 'link:carry' },
    { label: '迁入', href: consolePath.imports(code), icon: 'download', needs: 'import:run' },
    { label: '首页编排', href: consolePath.homePage(code), icon: 'layout', needs: 'page:edit' },
    { label: '主题外观', href: consolePath.theme(code), icon: 'palette', needs: 'site:theme' },
    { label: '站点资料', href: consolePath.facts(code), icon: 'edit', needs: 'site:edit' },
    { label: '访问地址', href: consolePath.addresses(code), icon: 'globe', needs: 'site:address' },
    { label: '管理员', href: consolePath.administrators(code), icon: 'users', needs: 'account:view' },
    { label: '没有结果的搜索', href: consolePath.searchMisses(code), icon: 'search', needs: 'search:view' },
    { label: '页面发布', href: consolePath.published(code), icon: 'refresh', needs: 'publishing:view' },
    { label: '工作量统计', href: consolePath.output(code), icon: 'chart', needs: 'output:view' },
    { label: '站点日志', href: consolePath.siteLog(code), icon: 'history', needs: 'audit:view' },
  ];
  return shown(entries, (permission) => can(actor, permission, site));
}

/** What the actor may do over several sites. */
export function groupNavigation({ actor, directory }: Pick<Context, 'actor' | 'directory'>): NavItem[] {
  const rootId = directory.root()?.id ?? '';
  const entries: Entry[] = [
    { label: '工作台', href: consolePath.home(), icon: 'home', exact: true },
    { label: '待我审核', href: consolePath.reviews(), icon: 'check', needs: 'article:review' },
    { label: '各站栏目', href: consolePath.columnBoard(), icon: 'clock', needs: 'site:view' },
    { label: '站点名录', href: consolePath.register(), icon: 'building', exact: true, needs: 'register:view' },
    { label: '账号', href: consolePath.accounts(), icon: 'users', needs: 'account:view' },
    { label: '模板库', href: consolePath.library(), icon: 'palette', needs: 'library:view' },
    { label: '检查规则', href: consolePath.checkRules(), icon: 'check', needs: 'check:edit' },
    { label: '全市词库', href: consolePath.words(undefined), icon: 'document', needs: 'check:edit' },
    { label: '接口密钥', href: consolePath.partners(), icon: 'key', needs: 'partner:manage' },
    { label: '通知邮件', href: consolePath.outbox(), icon: 'mail', needs: 'mail:manage' },
    { label: '搜索索引', href: consolePath.searchIndex(), icon: 'refresh', needs: 'search:rebuild' },
    { label: '工作量统计', href: consolePath.output(undefined), icon: 'chart', needs: 'output:view' },
    { label: '操作日志', href: consolePath.log(), icon: 'history', needs: 'audit:view' },
  ];
  return shown(entries, (permission) => {
    const reach = reachOf(actor, permission, rootId);
    return reach.roots.length + reach.sites.length > 0;
  });
}

export function navigationOf(context: Pick<Context, 'actor' | 'directory'>, site: SiteRecord | undefined): NavGroup[] {
  const group = { label: '站群', items: groupNavigation(context) };
  return site ? [{ label: '本站', items: siteNavigation(context.actor, site) }, group] : [group];
}

/** The widest role that the actor holds anywhere. */
export function roleLabelOf(actor: Actor): string | undefined {
  const role = ROLES.find((name) => actor.grants.some((grant) => grant.role === name));
  return role && ROLE_LABELS[role];
}
