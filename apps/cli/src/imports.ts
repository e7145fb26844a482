import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { listColumns } from '@zhanqun/columns/server';
import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { type ImportChoices, LEFT_OUT } from '@zhanqun/imports/schema';
import {
  beginImport,
  discardImport,
  getImport,
  type ImportReport,
  ImportSources,
  importWork,
  listImportItems,
  listImports,
  startImport,
  stopImport,
  undoImport,
} from '@zhanqun/imports/server';
import { IMPORT_STATE_LABELS, isAtWork } from '@zhanqun/imports/states';
import { JobRunner } from '@zhanqun/jobs/server';
import { DomainError, formatDateTime } from '@zhanqun/kit';
import { FileStore } from '@zhanqun/media/server';
import { atSite, type SiteContext } from '@zhanqun/tenancy/server';
import type { Command } from 'commander';
import type { Work } from './main';
import { siteWith } from './site-with';

const LOOK_MS = 500;
/** Refused items that are listed; the console shows all. */
const MOST_SHOWN = 20;

interface AtSite {
  site: string;
}

function contextOf(deployment: Deployment, code: string): SiteContext {
  return atSite(operatorContext(deployment), siteWith(deployment, code));
}

/** Works on imports here, or watches the server that does, until this one rests. */
async function untilAtRest(deployment: Deployment, context: SiteContext, importId: string): Promise<void> {
  const makers = {
    files: new FileStore(deployment.filesRoot),
    sources: new ImportSources(deployment.settings.dataDir),
  };
  const runner = new JobRunner({
    db: deployment.db,
    directory: deployment.directory,
    jobs: [importWork(makers)],
    now: () => new Date(),
    onFault: (error) => console.error(error),
  });
  runner.start();
  try {
    for (;;) {
      const { state, itemCount, counts } = await getImport(context, importId);
      if (!isAtWork(state)) break;
      const done = state === 'READING' ? itemCount : state === 'RUNNING' ? counts.MADE : counts.UNDONE + counts.KEPT;
      process.stdout.write(`\r${IMPORT_STATE_LABELS[state]} ${done} 篇`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  } finally {
    await runner.stop();
  }
  process.stdout.write('\r');
}

async function tell(context: SiteContext, importId: string): Promise<void> {
  const report = await getImport(context, importId);
  const { counts, columns } = report;
  const named = new Map((await listColumns(context)).map(({ id, code, name }) => [id, `${name}（${code}）`]));
  console.log(`${report.name}：${IMPORT_STATE_LABELS[report.state]}    编号 ${importId}`);
  if (report.fault) console.log(report.fault);
  console.log(
    [
      `共 ${report.itemCount} 篇：待迁入 ${counts.NEW}，本站已有 ${counts.PRESENT}，不能迁入 ${counts.REFUSED}，`,
      `已迁入 ${counts.MADE}，已撤销 ${counts.UNDONE}，已改动未撤销 ${counts.KEPT}。`,
    ].join(''),
  );
  console.log(
    `缺图片或附件 ${report.withMissing} 篇，原网址不能转来 ${report.withoutAddress} 篇，发布前检查拦下 ${report.withBlocks} 篇，在旧网站未公开 ${report.notPublic} 篇，不是文章的 ${report.ignored} 项。`,
  );
  for (const { name, waiting, columnId } of columns) {
    const place = columnId === undefined ? '（未选定）' : columnId === LEFT_OUT ? '（不迁入）' : named.get(columnId);
    console.log(`  ${name || '（没有栏目）'}  ${waiting} 篇 → ${place}`);
  }
  const refused = await listImportItems(context, importId, { view: 'REFUSED' });
  for (const { position, title, reason } of refused.items.slice(0, MOST_SHOWN)) {
    console.log(`  第 ${position} 篇“${title}”：${reason}`);
  }
  if (counts.REFUSED > MOST_SHOWN) console.log('  其余的请在管理平台“迁入”页查看。');
}

interface Choices {
  column: string[];
  skip: string[];
  allTo?: string;
  publish: boolean;
  addresses: boolean;
}

/** Old columns and where they go: what stands, what was said, and what is said of all others. */
async function choicesOf(context: SiteContext, report: ImportReport, choices: Choices): Promise<ImportChoices> {
  const codes = new Map((await listColumns(context)).map(({ id, code }) => [code, id]));
  const idOf = (code: string) => {
    const id = codes.get(code);
    if (!id) throw new DomainError('NOT_FOUND', `站点没有代码为“${code}”的栏目。`);
    return id;
  };
  const said = new Map(
    choices.column.map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at < 0) throw new DomainError('INVALID', `“${pair}”要写成“原栏目=栏目代码”。`);
      return [pair.slice(0, at), idOf(pair.slice(at + 1))] as const;
    }),
  );
  const columns = report.columns.flatMap(({ name, columnId }) => {
    const chosen = choices.skip.includes(name) ? LEFT_OUT : said.get(name);
    const place = chosen ?? columnId ?? (choices.allTo ? idOf(choices.allTo) : undefined);
    return place === undefined ? [] : [[name, place] as const];
  });
  return {
    columns: Object.fromEntries(columns),
    asPublished: choices.publish,
    keepsAddresses: choices.addresses,
  };
}

const collected = (value: string, before: string[]) => [...before, value];

export function addImportCommands(program: Command, withDeployment: Work): void {
  const imports = program.command('import').description('迁入旧网站的内容');
  const atSiteCommand = (name: string, description: string) =>
    imports.command(name).description(description).requiredOption('--site <code>', '站点的代码');

  atSiteCommand('read', '读取文件并打印报告，不改动站点（xml、html、docx、xlsx、csv，或装着它们的 zip）')
    .argument('<file>', '文件')
    .action(async (file: string, { site }: AtSite) =>
      withDeployment(async (deployment) => {
        const context = contextOf(deployment, site);
        if (!(await stat(file).catch(() => undefined))) throw new DomainError('NOT_FOUND', `没有找到文件“${file}”。`);
        const sources = new ImportSources(deployment.settings.dataDir);
        const { importId } = await beginImport(context, { name: path.basename(file) }, createReadStream(file), {
          sources,
        });
        await untilAtRest(deployment, context, importId);
        await tell(context, importId);
        console.log(`核对后执行：pnpm zhanqun import start ${importId} --site ${site}`);
      }),
    );

  atSiteCommand('start', '按选定的栏目迁入；中断或暂停后再次执行会接着做')
    .argument('<id>', '编号')
    .option('--column <old=code>', '原栏目=栏目代码，可写多次', collected, [])
    .option('--skip <old>', '不迁入的原栏目，可写多次', collected, [])
    .option('--all-to <code>', '其余原栏目都放到这个栏目')
    .option('--publish', '直接公开；不写则作为草稿', false)
    .option('--no-addresses', '原网址不转到新页面')
    .action(async (importId: string, { site, ...choices }: AtSite & Choices) =>
      withDeployment(async (deployment) => {
        const context = contextOf(deployment, site);
        const report = await getImport(context, importId);
        const { state, version } = report;
        if (!isAtWork(state)) {
          await startImport(context, { importId, version, choices: await choicesOf(context, report, choices) });
        }
        await untilAtRest(deployment, context, importId);
        await tell(context, importId);
      }),
    );

  const steps = [
    { name: 'stop', description: '暂停', run: stopImport },
    { name: 'undo', description: '撤销：迁入后没有人改动过的收回', run: undoImport },
    { name: 'discard', description: '放弃还没有开始的迁入', run: discardImport },
  ];
  for (const { name, description, run } of steps) {
    atSiteCommand(name, description)
      .argument('<id>', '编号')
      .action(async (importId: string, { site }: AtSite) =>
        withDeployment(async (deployment) => {
          const context = contextOf(deployment, site);
          await run(context, await versionOf(context, importId));
          await untilAtRest(deployment, context, importId);
          await tell(context, importId);
        }),
      );
  }

  atSiteCommand('report', '打印报告')
    .argument('<id>', '编号')
    .action(async (importId: string, { site }: AtSite) =>
      withDeployment(async (deployment) => tell(contextOf(deployment, site), importId)),
    );

  atSiteCommand('list', '列出迁入').action(async ({ site }: AtSite) =>
    withDeployment(async (deployment) => {
      const { items } = await listImports(contextOf(deployment, site));
      for (const { id, name, state, itemCount, createdAt } of items) {
        console.log([id, formatDateTime(createdAt), IMPORT_STATE_LABELS[state], `${itemCount} 篇`, name].join('\t'));
      }
    }),
  );
}

async function versionOf(context: SiteContext, importId: string): Promise<{ importId: string; version: number }> {
  return { importId, version: (await getImport(context, importId)).version };
}
