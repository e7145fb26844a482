import { initialise, progressLine, provisionCity } from '@zhanqun/provisioning/server';
import type { Command } from 'commander';
import type { Work } from './main';

export function addProvisionCommands(program: Command, withDeployment: Work): void {
  program
    .command('provision')
    .description('建立一个城市的全部演示站点；中断后再执行一次会接着做')
    .requiredOption('--city <code>', '行政区划代码，例如 3607（赣州市）、50（重庆市）')
    .action(async ({ city }: { city: string }) =>
      withDeployment(async (deployment) => {
        const report = await provisionCity(deployment, city, progressLine(process.stdout));
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
