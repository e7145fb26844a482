import { rolesSql } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import type { Command } from 'commander';

export function addDatabaseCommands(program: Command): void {
  program
    .command('db')
    .description('数据库')
    .command('roles')
    .description('打印创建角色的语句，供数据库管理员在我们无权创建角色时执行')
    .action(() => {
      const url = process.env.DATABASE_URL;
      if (!url) throw new DomainError('MISCONFIGURED', '请先设置 DATABASE_URL；内置数据库不需要这一步。');
      const { pathname, username } = new URL(url);
      console.log(rolesSql(decodeURIComponent(pathname.slice(1)), decodeURIComponent(username)));
    });
}
