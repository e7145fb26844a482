import type { Deployment } from '@zhanqun/deployment/server';
import { DomainError } from '@zhanqun/kit';
import { initialise, progressLine, provisionCity, provisionCountry } from '@zhanqun/provisioning/server';
import type { Command } from 'commander';
import type { Work } from './main';

function provision(deployment: Deployment, city: string | undefined, country: true | undefined) {
  const tell = progressLine(process.stdout);
  if (city !== undefined && !country) return provisionCity(deployment, city, tell);
  if (city !== undefined || !country) throw new DomainError('INVALID', '请写 --city <代码> 或 --country 之一。');
  if (deployment.db.kind === 'embedded') {
    throw new DomainError('MISCONFIGURED', '全国的站群需要 PostgreSQL，请设置 DATABASE_URL。');
  }
  return provisionCountry(deployment, {}, tell);
}

export function addProvisionCommands(program: Command, withDeployment: Work): void {
  program
    .command('provision')
    .description('建立演示站群：一个城市，或全国的区划；中断后再执行一次会接着做')
    .option('--city <code>', '行政区划代码，例如 3607（赣州市）、50（重庆市）')
    .option('--country', '全国从省到乡镇的区划，约 4.5 万个站点，每个站点只有几条内容；需要 PostgreSQL')
    .action(async ({ city, country }: { city?: string; country?: true }) =>
      withDeployment(async (deployment) => {
        const report = await provision(deployment, city, country);
        console.log(
          `${report.cityName}：共 ${report.sites} 个站点，本次新建 ${report.created} 个；新建账号 ${report.accounts} 个。`,
        );
      }),
    );
  program
    .command('init')
    .description('建立门户和第一个站群管理员账号，不含内容')
    .requiredOption('--name <name>', '门户的正式名称，例如 赣州市人民政府')
    .requiredOption('--short <name>', '简称，例如 赣州市')
    .option('--label <label>', '门户的标识', 'portal')
    .option('--domain <host>', '门户的独立域名')
    .option('--blueprint <code>', '建站蓝本', 'city-portal')
    .option('--username <username>', '管理员用户名', 'office')
    .action(
      async (options: {
        name: string;
        short: string;
        label: string;
        domain?: string;
        blueprint: string;
        username: string;
      }) =>
        withDeployment(async (deployment) => {
          const made = await initialise(deployment, {
            name: options.name,
            shortName: options.short,
            label: options.label,
            blueprintCode: options.blueprint,
            username: options.username,
            ...(options.domain ? { ownDomain: options.domain } : {}),
          });
          console.log(`已建立门户“${options.name}”。\n管理平台  ${deployment.directory.consoleUrl()}`);
          console.log(`用户名  ${made.username}\n一次性密码  ${made.password}\n首次登录时会要求更换密码。`);
        }),
    );
}
