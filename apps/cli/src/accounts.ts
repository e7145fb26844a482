import {
  createAccount,
  disableAccount,
  enableAccount,
  listAccountsAcrossSites,
  resetPassword,
} from '@zhanqun/accounts/server';
import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { DomainError, ROLES, type Role } from '@zhanqun/kit';
import { withPlatform } from '@zhanqun/tenancy/server';
import type { Command } from 'commander';
import type { Work } from './main';
import { siteWith } from './site-with';

async function accountId({ db }: Deployment, username: string): Promise<string> {
  const row = await withPlatform({ db }, (tx) =>
    tx.account.findUnique({ where: { username: username.toLowerCase() }, select: { id: true } }),
  );
  if (!row) throw new DomainError('NOT_FOUND', `没有用户名为“${username}”的账号。`);
  return row.id;
}

function roleOf(text: string): Role {
  const role = ROLES.find((known) => known === text.toUpperCase());
  if (!role) throw new DomainError('INVALID', `没有角色“${text}”，可用的有：${ROLES.join('、')}。`);
  return role;
}

function tellPassword(username: string, password: string): void {
  console.log(`用户名  ${username}\n一次性密码  ${password}\n首次登录时会要求更换密码。`);
}

export function addAccountCommands(program: Command, withDeployment: Work): void {
  const accounts = program.command('accounts').description('账号');
  accounts
    .command('create')
    .description('创建账号并打印一次性密码')
    .argument('<username>', '用户名')
    .requiredOption('--name <name>', '姓名')
    .requiredOption('--site <code>', '所在站点的代码')
    .requiredOption('--role <role>', `角色：${ROLES.join('、')}`)
    .option('--unit <unit>', '单位', '')
    .option('--subtree', '权限含下级站点', false)
    .action(
      async (username: string, options: Record<'name' | 'site' | 'role' | 'unit', string> & { subtree: boolean }) =>
        withDeployment(async (deployment) => {
          const site = siteWith(deployment, options.site);
          const made = await createAccount(operatorContext(deployment), {
            username,
            displayName: options.name,
            unit: options.unit,
            homeSiteId: site.id,
            grants: [{ siteId: site.id, role: roleOf(options.role), subtree: options.subtree }],
          });
          tellPassword(made.username, made.password);
        }),
    );
  accounts
    .command('reset')
    .description('重置密码，打印新的一次性密码，并结束该账号的全部会话')
    .argument('<username>')
    .action(async (username: string) =>
      withDeployment(async (deployment) => {
        const { password } = await resetPassword(operatorContext(deployment), {
          accountId: await accountId(deployment, username),
        });
        tellPassword(username, password);
      }),
    );
  accounts
    .command('disable')
    .description('停用账号')
    .argument('<username>')
    .action(async (username: string) =>
      withDeployment(async (deployment) => {
        await disableAccount(operatorContext(deployment), { accountId: await accountId(deployment, username) });
        console.log(`已停用 ${username}。`);
      }),
    );
  accounts
    .command('enable')
    .description('启用账号')
    .argument('<username>')
    .action(async (username: string) =>
      withDeployment(async (deployment) => {
        await enableAccount(operatorContext(deployment), { accountId: await accountId(deployment, username) });
        console.log(`已启用 ${username}。`);
      }),
    );
  accounts
    .command('list')
    .description('列出账号')
    .option('--after <id>', '从上一页最后一行之后开始')
    .action(async ({ after }: { after?: string }) =>
      withDeployment(async (deployment) => {
        const context = operatorContext(deployment);
        const reach = { roots: [context.directory.root()?.id ?? ''], sites: [] };
        const page = await listAccountsAcrossSites(context, reach, after ? { after } : {});
        for (const row of page.items) console.log([row.username, row.displayName, row.state].join('\t'));
        if (page.next) console.log(`还有更多：--after ${page.next}`);
      }),
    );
}
