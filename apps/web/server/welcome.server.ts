import type { Deployment } from '@zhanqun/deployment/server';
import { DEMONSTRATION_PASSWORD } from '@zhanqun/provisioning/server';
import type { SiteRecord } from '@zhanqun/tenancy/server';

/** One site of each sort, for the first look. */
function examples(deployment: Deployment): [string, SiteRecord][] {
  const { directory } = deployment;
  const portal = directory.root();
  if (!portal) return [];
  const below = directory.children(portal.id).filter((site) => site.state === 'ONLINE');
  const county = below.find((site) => site.level === 'COUNTY' && site.kind === 'PORTAL');
  const department = below.find((site) => site.kind === 'DEPARTMENT');
  const town = directory
    .children((county ?? portal).id)
    .find((site) => site.level === 'TOWN' && site.kind === 'CHANNEL');
  const found: [string, SiteRecord | undefined][] = [
    ['门户', portal],
    ['县区', county],
    ['乡镇', town],
    ['部门', department],
  ];
  return found.filter((entry): entry is [string, SiteRecord] => entry[1] !== undefined);
}

/** Tells whoever started the server where to go on. */
export function printAddresses(deployment: Deployment): void {
  const { directory, settings } = deployment;
  const shown = examples(deployment);
  const lines = ['', '站群已启动', ...shown.map(([sort, site]) => `  ${sort}  ${directory.urlOf(site)}  ${site.name}`)];
  lines.push(`  管理平台  ${directory.consoleUrl()}`);
  if (directory.root()?.isDemonstration && !settings.isProduction) {
    const accounts = [
      'office（市政府信息办公室）',
      ...shown.slice(1).map(([sort, site]) => `${site.code}-admin（${sort}）`),
    ];
    lines.push('', `  演示账号  ${accounts.join('  ')}`, `  演示密码  ${DEMONSTRATION_PASSWORD}`);
  }
  if (deployment.db.kind === 'embedded') {
    lines.push('', '  内置数据库不逐次写盘，断电可能丢失最近的修改；正式使用请设置 DATABASE_URL 使用 PostgreSQL。');
  }
  console.log(`${lines.join('\n')}\n`);
}
