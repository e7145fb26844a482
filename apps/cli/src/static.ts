import { spawn } from 'node:child_process';
import path from 'node:path';
import { DomainError } from '@zhanqun/kit';
import { type Command, Option } from 'commander';
import { ROOT } from './paths';

const EXPORT = path.join(ROOT, 'apps/web/build/server/export.js');

interface StaticOptions {
  site?: string[];
  all?: boolean;
  out: string;
  publicUrl?: string;
  liveUrl?: string;
  compress?: boolean;
}

/** The address of a portal: scheme, host and port. Throws INVALID. */
function portalUrl(name: string, value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash) return url;
  throw new DomainError('INVALID', `${name} 应是门户的网址，例如 https://www.example.gov.cn，后面不带路径。`);
}

/** The settings that name where the copy will answer. */
function addressesAt(publicUrl: string | undefined): Record<string, string> {
  if (!publicUrl) return {};
  const { protocol, hostname, port } = portalUrl('--public-url', publicUrl);
  const scheme = protocol.slice(0, -1);
  return {
    PUBLIC_SCHEME: scheme,
    BASE_DOMAIN: hostname,
    PUBLIC_PORT: port || (scheme === 'https' ? '443' : '80'),
    CONSOLE_HOST: '',
  };
}

export function addStaticCommand(program: Command): void {
  program
    .command('static')
    .description('把一个或全部站点导出为静态网页，任何网页服务器都能直接发布；可以反复执行，只写有变化的文件')
    .addOption(new Option('--site <codes...>', '站点代码，可以写多个').conflicts('all'))
    .option('--all', '全部已开放的站点')
    .requiredOption('--out <folder>', '存放的文件夹，其中每个主机名一个文件夹')
    .option('--public-url <url>', '副本发布后门户的网址，默认与现在的设置相同')
    .option('--live-url <url>', '仍在运行的门户网址，搜索和开放接口指向那里；不写则副本里没有搜索')
    .option('--compress', '同时写出 .gz 和 .br 文件')
    .action(async ({ site, all, out, publicUrl, liveUrl, compress }: StaticOptions) => {
      if (!site && !all) throw new DomainError('INVALID', '请用 --site 写明站点代码，或用 --all 导出全部站点。');
      const child = spawn(
        process.execPath,
        [
          '--enable-source-maps',
          EXPORT,
          ...(site ?? []).map((code) => `--site=${code}`),
          `--out=${path.resolve(out)}`,
          ...(liveUrl ? [`--live-url=${portalUrl('--live-url', liveUrl).href}`] : []),
          ...(compress ? ['--compress'] : []),
        ],
        { stdio: 'inherit', env: { ...process.env, ...addressesAt(publicUrl) } },
      );
      // The child gets the terminal's signals itself; this process ends with it.
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
      process.exitCode = await new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (code) => resolve(code ?? 1));
      });
    });
}
