import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { DomainError } from '@zhanqun/kit';
import { seedLibrary } from '@zhanqun/templates/server';
import { withPlatform } from '@zhanqun/tenancy/server';
import { COUNTRY_CODE } from './city-plan';
import { hasDemonstrationAccounts, provisionCity } from './provision-city.server';

/** 赣州市 */
export const DEMONSTRATION_CITY = '3607';

/**
 * What a server does before it serves. On a trial an empty data folder gets the demonstration city, and one that was
 * cut off in the middle is completed. In production nothing is ever seeded, and a folder of a trial is refused.
 */
export async function prepareFirstStart(deployment: Deployment, teller: Teller): Promise<void> {
  const { settings, directory } = deployment;
  if (settings.isProduction) {
    if (await hasDemonstrationAccounts(deployment)) {
      throw new DomainError(
        'MISCONFIGURED',
        '这个数据库里有演示账号，不能用于生产环境。请换一个空的数据文件夹或数据库。',
      );
    }
    if (directory.size === 0) {
      throw new DomainError('MISCONFIGURED', '还没有门户。请先执行 pnpm zhanqun init 建立门户和第一个管理员账号。');
    }
    await seedLibrary(operatorContext(deployment));
    return;
  }
  const isOthers = directory.size > 0 && !directory.root()?.isDemonstration;
  if (isOthers || (directory.size > 0 && (await isComplete(deployment)))) {
    await seedLibrary(operatorContext(deployment));
    return;
  }
  if (directory.root()?.code === COUNTRY_CODE) {
    throw new DomainError(
      'MISCONFIGURED',
      '全国的演示站群没有建完。请再执行一次 pnpm zhanqun provision --country，会接着做。',
    );
  }
  const started = Date.now();
  await provisionCity(deployment, (await begunCity(deployment)) ?? DEMONSTRATION_CITY, progressLine(teller));
  teller.write(`演示城市已就绪：${directory.size} 个站点，用时 ${Math.round((Date.now() - started) / 1000)} 秒。\n`);
}

/** The city whose demonstration was begun here, perhaps by `zhanqun provision`, and cut off. */
async function begunCity({ db, directory }: Deployment): Promise<string | undefined> {
  const root = directory.root();
  if (!root) return undefined;
  const row = await withPlatform({ db }, (tx) =>
    tx.site.findUnique({ where: { id: root.id }, select: { divisionCode: true } }),
  );
  return row?.divisionCode ?? undefined;
}

/** People come last: a demonstration with its accounts has everything. */
async function isComplete(deployment: Deployment): Promise<boolean> {
  const root = deployment.directory.root();
  return root?.code !== undefined && (await hasDemonstrationAccounts(deployment));
}

/** Where progress is told: a terminal redraws one line, a log gets a line for each tenth. */
export interface Teller {
  isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_WIDTH = 24;
const REDRAW_MS = 200;

export function progressLine(teller: Teller): (progress: { done: number; total: number; name: string }) => void {
  let last = 0;
  let told = 0;
  return ({ done, total, name }) => {
    if (!teller.isTTY) {
      const tenth = Math.floor((done / total) * 10);
      if (tenth > told) teller.write(`建立演示站点 ${done}/${total}\n`);
      told = tenth;
      return;
    }
    const now = Date.now();
    if (done < total && now - last < REDRAW_MS) return;
    last = now;
    const filled = Math.round((done / total) * BAR_WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
    teller.write(done < total ? `\r建立演示站点 ${bar} ${done}/${total} ${name}\u001b[K` : '\r\u001b[K');
  };
}
