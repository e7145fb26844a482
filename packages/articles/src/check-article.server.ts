import { can } from '@zhanqun/access';
import type { AuditEntry } from '@zhanqun/audit/server';
import { type CheckedText, type Finding, withoutPersonalData } from '@zhanqun/checks';
import { checkText } from '@zhanqun/checks/server';
import { keptFields, recordText } from '@zhanqun/columns/item-types';
import { DomainError } from '@zhanqun/kit';
import { readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { z } from 'zod';
import { articleEntry } from './article-row.server';
import { findDeadLinks } from './dead-links.server';
import { REVISION_TEXT } from './revision-text';

/** Findings named in a refusal; all are shown beside the text. */
const MOST_NAMED = 3;

export interface CheckedRevision {
  id: string;
  number: number;
  title: string;
  /** What must not be public as it is. */
  blocks: Finding[];
}

/**
 * The text that an action would make public, read and checked before its transaction: the revision of this number or
 * id, the one under this review, or the latest.
 */
export async function findToCheck(
  context: SiteContext,
  {
    articleId,
    number,
    revisionId,
    reviewId,
  }: { articleId: string; number?: number; revisionId?: string; reviewId?: string },
): Promise<CheckedRevision | undefined> {
  const { site } = context;
  const revision = await readSite(context, (tx) =>
    tx.articleRevision.findFirst({
      where: {
        siteId: site.id,
        articleId,
        ...(number === undefined ? {} : { number }),
        ...(revisionId === undefined ? {} : { id: revisionId }),
        ...(reviewId === undefined ? {} : { reviews: { some: { siteId: site.id, id: reviewId } } }),
      },
      orderBy: { number: 'desc' },
      select: {
        id: true,
        number: true,
        ...REVISION_TEXT,
        files: { where: { use: 'ATTACHMENT' }, select: { file: { select: { name: true } } } },
      },
    }),
  );
  if (!revision) return undefined;
  const { files, ...text } = revision;
  const attachments = files.map(({ file }) => file);
  const blocks = await blocksIn(context, { ...text, attachments });
  return { id: revision.id, number: revision.number, title: revision.title, blocks };
}

/** A text as it is saved, with the facts that its type asks for. */
type UncheckedText = Omit<CheckedText, 'deadLinks' | 'record'> & { fields?: unknown };

/** All that is found in a text as it is saved, with the links in it that lead nowhere. Never in a scope. */
export async function checkArticle(context: SiteContext, text: UncheckedText): Promise<Finding[]> {
  const record = recordText(keptFields(text.fields));
  return checkText(context, { ...text, record, deadLinks: await findDeadLinks(context, text.body) });
}

/** What blocks a text as it is saved. Never in a scope. */
export async function blocksIn(context: SiteContext, text: UncheckedText): Promise<Finding[]> {
  return (await checkArticle(context, text)).filter(({ weight }) => weight === 'BLOCK');
}

/** Throws CONFLICT while something blocks, unless the actor has the right to pass over it and says why. */
export function demandPassed(
  { actor, site }: SiteContext,
  blocks: readonly Finding[],
  reason: string | undefined,
): void {
  const mayPass = can(actor, 'check:override', site);
  if (blocks.length === 0 || (mayPass && reason)) return;
  const told = `发布前检查有 ${blocks.length} 处必须处理：${namesOf(blocks)}。`;
  if (!mayPass) throw new DomainError('CONFLICT', `${told}请修改；确需公开的，请审核员写明理由放行。`);
  throw new DomainError('CONFLICT', told, { passOverReason: ['请修改，或在这里写明必须原样公开的理由。'] });
}

/** A finding that blocked when a reason was given for it, as it is kept with a plan. */
const passed = z.array(z.object({ rule: z.string(), field: z.string(), hit: z.string() }));
export type PassedOver = z.output<typeof passed>;

export function passedOver(blocks: readonly Finding[]): PassedOver {
  return blocks.map(({ rule, field, hit }) => ({ rule, field, hit }));
}

/** What blocks a planned text and was not there when the reason was given: a list of words has grown since. */
export function arisenSince(kept: unknown, blocks: readonly Finding[]): Finding[] {
  const known = passed.parse(kept);
  return blocks.filter(
    ({ rule, field, hit }) => !known.some((one) => one.rule === rule && one.field === field && one.hit === hit),
  );
}

/** Throws CONFLICT naming what has come up since a plan was made. */
export function demandNoneArisen(arisen: readonly Finding[]): void {
  if (arisen.length === 0) return;
  const named = namesOf(arisen);
  throw new DomainError(
    'CONFLICT',
    `安排以后又有 ${arisen.length} 处必须处理：${named}。请修改，或重新安排并写明放行的理由。`,
  );
}

/** The first few, in words. */
function namesOf(blocks: readonly Finding[]): string {
  const named = [...new Set(blocks.map(({ hit }) => `“${hit}”`))];
  return `${named.slice(0, MOST_NAMED).join('、')}${named.length > MOST_NAMED ? '等' : ''}`;
}

/** The evidence of who passed over what, and why. */
export function passOverEntry(
  articleId: string,
  { number, title, blocks }: CheckedRevision,
  reason: string,
): AuditEntry {
  const summary = `放行“${withoutPersonalData(title)}”第 ${number} 版的 ${blocks.length} 处检查结果：${reason}`;
  const detail = {
    reason,
    revisionNumber: number,
    findings: blocks.map(({ rule, field, hit, list }) => ({ rule, field, hit, ...(list ? { list } : {}) })),
  };
  return { ...articleEntry('check:override', articleId, summary), detail };
}
