import { readFile } from 'node:fs/promises';
import { type AuditHead, getAuditHead, verifyAudit } from '@zhanqun/audit/server';
import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { DomainError } from '@zhanqun/kit';
import { atSite, type SiteRecord } from '@zhanqun/tenancy/server';
import type { Command } from 'commander';
import type { Work } from './main';
import { siteWith } from './site-with';

/** `<site id> <number> <hash> <site code>`: what `heads` prints and `--expect` reads. */
const HEAD_LINE = /^([0-9a-z]+) (\d+) ([0-9a-f]*)(?: .*)?$/;

/** Heads by the ids of their sites. Throws INVALID for what `heads` did not print. */
export function parseHeads(text: string): Map<string, AuditHead> {
  const heads = new Map<string, AuditHead>();
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== '')) {
    const [, siteId, seq, hash] = HEAD_LINE.exec(line.trim()) ?? [];
    if (!siteId || !seq || hash === undefined) {
      throw new DomainError('INVALID', `这一行不是 audit heads 打印的：${line.slice(0, 80)}`);
    }
    heads.set(siteId, { seq: Number(seq), hash });
  }
  return heads;
}

function chosenSites(deployment: Deployment, code: string | undefined): SiteRecord[] {
  return code === undefined ? [...deployment.directory.all()] : [siteWith(deployment, code)];
}

/** Prints what is broken. Returns whether all is whole. */
async function verifySites(deployment: Deployment, code: string | undefined, heads: Map<string, AuditHead>) {
  const context = operatorContext(deployment);
  const sites = chosenSites(deployment, code);
  const faults: string[] = [];
  let lines = 0;
  for (const site of sites) {
    const head = heads.get(site.id);
    const verdict = await verifyAudit(atSite(context, site), head ? [head] : []);
    lines += verdict.lines;
    if (!verdict.broken) continue;
    const { lineId, sentence } = verdict.broken;
    faults.push(`${site.shortName}（${site.code}）：${sentence}${lineId ? `日志编号 ${lineId}。` : ''}`);
  }
  if (code === undefined) {
    for (const siteId of heads.keys()) {
      if (!deployment.directory.find(siteId)) faults.push(`记下的站点 ${siteId} 已经没有了，它的日志也没有了。`);
    }
  }
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) console.error(`日志不完整：${sites.length} 个站点里发现 ${faults.length} 处。`);
  else console.log(`日志完整：${sites.length} 个站点，${lines} 条，从第一条起没有改动、缺失或插入。`);
  return faults.length === 0;
}

export function addAuditCommands(program: Command, withDeployment: Work): void {
  const audit = program.command('audit').description('操作日志');
  audit
    .command('verify')
    .description('核对日志有没有被改动、删除、插入或调换；发现问题时退出码为 1')
    .option('--site <code>', '只核对一个站点')
    .option('--expect <file>', '同时与以前 audit heads 打印并存放在别处的文件核对')
    .action(async ({ site, expect }: { site?: string; expect?: string }) => {
      const heads = expect === undefined ? new Map<string, AuditHead>() : parseHeads(await readFile(expect, 'utf8'));
      await withDeployment(async (deployment) => {
        if (!(await verifySites(deployment, site, heads))) process.exitCode = 1;
      });
    });
  audit
    .command('heads')
    .description('打印每个站点日志末尾的编号和校验值，请存放到这台机器以外')
    .action(() =>
      withDeployment(async (deployment) => {
        const context = operatorContext(deployment);
        for (const site of deployment.directory.all()) {
          const { seq, hash } = await getAuditHead(atSite(context, site));
          if (seq > 0) console.log(`${site.id} ${seq} ${hash} ${site.code}`);
        }
      }),
    );
}
