import type { Transaction } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';
import { type Context, type SiteRecord, withSite } from '@zhanqun/tenancy/server';
import {
  demandPlaceInTree,
  type ParentRecord,
  planSite,
  readTemplate,
  type SiteWish,
  type Template,
} from '../plan-site.server';
import { transitionRow } from '../transition-row.server';
import { recordOf, type WrittenSite, writeSite } from '../write-site.server';

export interface BulkSite extends SiteWish {
  code: string;
  /** Code of a site that is already there or stands earlier in the list; null for the portal. */
  parentCode: string | null;
  themeCode?: string | undefined;
  /** ONLINE also does what bringing it online does, in the same transaction. */
  state: 'PREPARING' | 'ONLINE';
}

export interface BulkProgress {
  site: SiteRecord;
  /** False when the site was already there and nothing was written. */
  isNew: boolean;
}

export interface BulkOptions {
  /**
   * Prepares more rows of a new site outside its transaction, and returns what writes them inside it (SQL only): a site
   * is there whole or not at all.
   */
  content?: (wish: BulkSite) => (tx: Transaction, site: SiteRecord, written: WrittenSite) => Promise<void>;
  /** How many sites are written at the same time; one by one unless said. A child waits for its parent. */
  parallel?: number;
  /** The group stands above the city, see `demandPlaceInTree`. */
  isAboveCity?: boolean;
  /** After each site, outside its transaction. */
  onSite?: (progress: BulkProgress) => Promise<void> | void;
}

/**
 * Makes many sites, parents first, each whole in one transaction. A site whose code is already there is passed over, so
 * a run that was cut off is taken up by running it again. Only the system does this.
 */
export async function createSitesInBulk(
  context: Context,
  sites: readonly BulkSite[],
  options: BulkOptions = {},
): Promise<{ created: number }> {
  if (context.actor.kind !== 'SYSTEM') throw new DomainError('FORBIDDEN', '批量开办由系统执行，不能在这里操作。');
  await context.directory.refresh();
  const run = new BulkRun(context, options);
  const { parallel = 1 } = options;
  const running = new Set<Promise<void>>();
  try {
    for (const wish of sites) {
      // Nothing is begun after a failure, which is thrown here or by the last wait.
      if (running.size >= parallel) await Promise.race(running);
      const work = run.make(wish);
      running.add(work);
      work.then(
        () => running.delete(work),
        () => undefined,
      );
    }
    await Promise.all(running);
  } finally {
    await Promise.allSettled(running);
  }
  if (run.created > 0) await context.directory.refresh();
  return { created: run.created };
}

class BulkRun {
  created = 0;
  private readonly known: Map<string, SiteRecord>;
  /** Sites whose transaction is open. */
  private readonly making = new Map<string, Promise<SiteRecord>>();
  private readonly templates = new Map<string, Promise<Template>>();
  private readonly lastPositions = new Map<string, number>();

  constructor(
    private readonly context: Context,
    private readonly options: BulkOptions,
  ) {
    this.known = new Map(context.directory.all().map((site) => [site.code, site]));
    for (const { parentId, position } of this.known.values()) {
      const parent = parentId ?? '';
      this.lastPositions.set(parent, Math.max(position, this.lastPositions.get(parent) ?? -1));
    }
  }

  async make(wish: BulkSite): Promise<void> {
    const present = this.known.get(wish.code);
    if (present) {
      await this.options.onSite?.({ site: present, isNew: false });
      return;
    }
    const made = this.write(wish);
    this.making.set(wish.code, made);
    const record = await made;
    this.known.set(wish.code, record);
    this.making.delete(wish.code);
    this.created += 1;
    await this.options.onSite?.({ site: record, isNew: true });
  }

  private async write(wish: BulkSite): Promise<SiteRecord> {
    const { context } = this;
    const parent = wish.parentCode === null ? undefined : await this.parentOf(wish, wish.parentCode);
    const position = this.nextPosition(parent?.id ?? '');
    const template = await this.templateOf(wish);
    const site = planSite(wish, parent, template, position, context.now);
    const record: SiteRecord = { ...recordOf(site), state: wish.state };
    const writeContent = this.options.content?.(wish);
    await withSite({ ...context, site: record }, async (tx) => {
      const written = await writeSite(tx, context, site);
      if (wish.state === 'ONLINE') await transitionRow(tx, context, site, { action: 'bring-online', note: '' });
      await writeContent?.(tx, record, written);
    });
    return record;
  }

  private async parentOf(wish: BulkSite, code: string): Promise<ParentRecord> {
    const parent = this.known.get(code) ?? (await this.making.get(code));
    if (!parent) throw notFound('上级站点');
    demandPlaceInTree(wish, parent, this.options);
    return parent;
  }

  private templateOf(wish: BulkSite): Promise<Template> {
    const key = `${wish.blueprintCode}/${wish.themeCode ?? ''}`;
    const template = this.templates.get(key) ?? readTemplate(this.context, wish.blueprintCode, wish.themeCode);
    this.templates.set(key, template);
    return template;
  }

  private nextPosition(parentId: string): number {
    const position = (this.lastPositions.get(parentId) ?? -1) + 1;
    this.lastPositions.set(parentId, position);
    return position;
  }
}
