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
  const known = new Map<string, SiteRecord>(context.directory.all().map((site) => [site.code, site]));
  const templates = new Map<string, Template>();
  const positions = new Map<string, number>();
  let created = 0;
  for (const wish of sites) {
    const present = known.get(wish.code);
    if (present) {
      await options.onSite?.({ site: present, isNew: false });
      continue;
    }
    const parent = parentOf(wish, known);
    const parentId = parent?.id ?? '';
    const last = positions.get(parentId) ?? lastPosition(known, parentId);
    positions.set(parentId, last + 1);
    const key = `${wish.blueprintCode}/${wish.themeCode ?? ''}`;
    const template = templates.get(key) ?? (await readTemplate(context, wish.blueprintCode, wish.themeCode));
    templates.set(key, template);
    const site = planSite(wish, parent, template, last + 1, context.now);
    const record: SiteRecord = { ...recordOf(site), state: wish.state };
    const writeContent = options.content?.(wish);
    await withSite({ ...context, site: record }, async (tx) => {
      const written = await writeSite(tx, context, site);
      if (wish.state === 'ONLINE') await transitionRow(tx, context, site.id, { action: 'bring-online', note: '' });
      await writeContent?.(tx, record, written);
    });
    known.set(site.code, record);
    created += 1;
    await options.onSite?.({ site: record, isNew: true });
  }
  await context.directory.refresh();
  return { created };
}

function parentOf(wish: BulkSite, known: Map<string, SiteRecord>): ParentRecord | undefined {
  if (wish.parentCode === null) return undefined;
  const parent = known.get(wish.parentCode);
  if (!parent) throw notFound('上级站点');
  demandPlaceInTree(wish, parent);
  return parent;
}

function lastPosition(known: Map<string, SiteRecord>, parentId: string): number {
  const siblings = [...known.values()].filter((site) => (site.parentId ?? '') === parentId);
  return Math.max(-1, ...siblings.map((site) => site.position));
}
