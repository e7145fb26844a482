import path from 'node:path';
import { createArticle, publishArticle } from '@zhanqun/articles/server';
import { type Deployment, openDeployment, operatorContext, readSettings } from '@zhanqun/deployment/server';
import { FileStore, storeFile } from '@zhanqun/media/server';
import type { SiteAction } from '@zhanqun/sites/schema';
import { createSite, transitionSite } from '@zhanqun/sites/server';
import { atSite, readSite, type SiteRecord, withPlatform, withSite } from '@zhanqun/tenancy/server';

const ROOT = path.resolve(import.meta.dirname, '../../..');

export interface NewItem {
  title: string;
  body: string;
  summary?: string;
  /** Name and bytes of a file to attach. */
  attachment?: { name: string; bytes: Buffer };
}

/** Work done beside a running server, through the same commands that the console calls. */
export interface CityDesk {
  deployment: Deployment;
  /** The site of this code; the portal for "". */
  site(code: string): SiteRecord;
  /** Publishes in a column of the site and returns the article's id. */
  publish(siteCode: string, columnCode: string, item: NewItem): Promise<string>;
  /** What is planned for an item is due now. */
  comesDue(siteCode: string, articleId: string): Promise<void>;
  move(siteCode: string, action: SiteAction, note?: string): Promise<void>;
  /** A site in preparation below `parentCode`; returns its code. */
  prepare(parentCode: string, site: Parameters<typeof createSite>[1]): Promise<string>;
  close(): Promise<void>;
}

/** Attaches to the server that runs on `dataDir` at `port`. */
export async function openCityDesk(dataDir: string, port: number, env: Record<string, string> = {}): Promise<CityDesk> {
  const settings = readSettings({ NODE_ENV: 'test', DATA_DIR: dataDir, PORT: String(port), ...env }, ROOT);
  const deployment = await openDeployment(settings, 'command', path.join(ROOT, 'prisma/migrations'));
  const site = (code: string) => {
    const found = code === '' ? deployment.directory.root() : deployment.directory.findByCode(code);
    if (!found) throw new Error(`No site has the code “${code}”.`);
    return found;
  };
  const at = (code: string) => atSite(operatorContext(deployment), site(code));
  return {
    deployment,
    site,
    async publish(siteCode, columnCode, { attachment, ...text }) {
      const context = at(siteCode);
      const column = await readSite(context, (tx) =>
        tx.column.findFirstOrThrow({ where: { siteId: context.site.id, code: columnCode }, select: { id: true } }),
      );
      const attachments: string[] = [];
      if (attachment) {
        const store = new FileStore(deployment.filesRoot);
        const file = await storeFile(context, { name: attachment.name }, attachment.bytes, store);
        attachments.push(file.id);
      }
      const { articleId } = await createArticle(context, { columnId: column.id, ...text, attachments });
      await publishArticle(context, { articleId });
      return articleId;
    },
    async comesDue(siteCode, articleId) {
      const context = at(siteCode);
      const now = new Date();
      await withSite(context, (tx) =>
        tx.articleSchedule.updateMany({ where: { siteId: context.site.id, articleId }, data: { at: now } }),
      );
      await withPlatform(context, (tx) =>
        tx.job.updateMany({ where: { key: { startsWith: `${articleId}/` }, state: 'WAITING' }, data: { runAt: now } }),
      );
    },
    async move(siteCode, action, note = '') {
      await transitionSite(at(siteCode), { action, note });
    },
    async prepare(parentCode, wish) {
      const made = await createSite(at(parentCode), wish);
      return made.code;
    },
    close: () => deployment.close(),
  };
}
