import { siteListing } from '@zhanqun/sites/server';
import type { Command } from 'commander';
import type { Work } from './main';

export function addSiteCommands(program: Command, withDeployment: Work): void {
  program
    .command('sites')
    .description('站点')
    .command('list')
    .description('列出全部站点与地址')
    .option('--json', '输出 JSON')
    .action(async ({ json }: { json?: boolean }) =>
      withDeployment(async ({ directory }) => {
        const sites = siteListing(directory);
        if (json) {
          console.log(JSON.stringify(sites, null, 2));
          return;
        }
        for (const site of sites) console.log([site.code, site.name, site.state, site.urls[0]].join('\t'));
      }),
    );
}
