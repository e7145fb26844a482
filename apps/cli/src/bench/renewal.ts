import type { Figure } from './command';
import { inFolder } from './deployment';
import { runRenewal } from './renewal/run';

const CHANGES = 150;
const SITES = 3;
/** Of all dropped pages, in the mix of changes that staff make. */
const MOST_SAME = 0.2;

/** Random changes by the real commands: what is still kept is right, and little is dropped in vain. */
export async function measureRenewal(dataDir: string, migrations: string): Promise<Figure[]> {
  const report = await inFolder(dataDir, migrations, (deployment) =>
    runRenewal(deployment, { changes: CHANGES, sites: SITES, interval: 50, sample: 10, seed: 1, folder: dataDir }),
  );
  for (const stale of report.stale) console.error(stale);
  const { total } = report;
  return [
    {
      name: `${total.changes} 次随机变更：${report.compared} 次逐字节比对中不符的页`,
      value: report.stale.length,
      unit: '页',
      limit: 0,
    },
    { name: '随机变更：库里的页', value: report.stored, unit: '页' },
    { name: '随机变更：失效的页', value: total.dropped, unit: '页' },
    {
      name: '随机变更：失效的页里重新渲染后没有变化的',
      value: total.same / total.dropped,
      unit: '倍',
      limit: MOST_SAME,
    },
    { name: '随机变更：其他站点失效的页', value: total.elsewhere, unit: '页' },
    { name: '随机变更：其他站点失效的页里没有变化的', value: total.elsewhereSame, unit: '页' },
  ];
}
