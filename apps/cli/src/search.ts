import { operatorContext } from '@zhanqun/deployment/server';
import { rebuildSearch } from '@zhanqun/search/server';
import type { Command } from 'commander';
import type { Work } from './main';

export function addSearchCommands(program: Command, withDeployment: Work): void {
  const search = program.command('search').description('搜索索引');
  search
    .command('rebuild')
    .description('重建全部站点的搜索索引；中断后再次执行会接着做')
    .action(() =>
      withDeployment(async (deployment) => {
        let shown = -1;
        const state = await rebuildSearch(operatorContext(deployment), {
          onProgress: ({ done, total }) => {
            const percent = total === 0 ? 100 : Math.floor((done * 100) / total);
            if (percent === shown) return;
            shown = percent;
            process.stdout.write(`\r${percent}% （${done} / ${total} 篇）`);
          },
        });
        console.log(`\r搜索索引已重建，共 ${state.total} 篇。        `);
      }),
    );
}
