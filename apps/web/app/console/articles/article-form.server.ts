import { can, demand, parseInput } from '@zhanqun/access';
import { publishArticleInput } from '@zhanqun/articles/schema';
import type { ArticleForDesk } from '@zhanqun/articles/server';
import {
  blocksIn,
  createArticle,
  demandLater,
  demandPassed,
  forgetTyped,
  getArticleForDesk,
  listPolicyDocuments,
  moveArticle,
  prepareRevision,
  publishArticle,
  sanitiseBody,
  saveRevision,
  scheduleArticle,
  submitArticle,
} from '@zhanqun/articles/server';
import { deskStateOf, findTransition } from '@zhanqun/articles/states';
import { type ItemFields, readFields } from '@zhanqun/columns/item-types';
import type { ColumnKind } from '@zhanqun/columns/schema';
import { type ColumnNode, getColumnTree } from '@zhanqun/columns/server';
import { DomainError, formatDateTime, fromTimeField, isDomainError } from '@zhanqun/kit';
import {
  demandLevels,
  demandNoFurtherLevels,
  demandNoLevels,
  getReviewChains,
  getReviewLevels,
  levelsInForce,
} from '@zhanqun/review/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { makePreviewToken, PREVIEW_MINUTES } from '../../../server/preview-link.server';
import { itemColumnChoices } from '../columns/column-choices';
import { redirectWith } from '../flash.server';
import type { SiteArgs } from '../guard.server';
import { consolePath } from '../paths';
import { typedOf } from '../typed';
import type { AttachedFile } from './attachments-field';
import type { LevelsAsked } from './levels-asked';
import { savedMark } from './own-save';
import { typedFields } from './type-fields';

const TEXT_FIELDS = ['title', 'summary', 'source', 'author', 'keywords'] as const;

interface TypedText extends Record<(typeof TEXT_FIELDS)[number], string> {
  body: string;
  /** Asked for only when the item was public before. */
  correctionNote: string;
  fields: ItemFields;
  attachments: string[];
}

/** The hidden field holds the files with their names, so that a restored form can show them; ids are what counts. */
function attachmentIds(raw: string): string[] {
  try {
    const files: unknown = JSON.parse(raw || '[]');
    if (Array.isArray(files)) return files.map((file: Partial<AttachedFile>) => String(file?.id ?? ''));
  } catch {
    // Said below: not a list that this page wrote.
  }
  throw new DomainError('INVALID', '请检查标出的项目。', { attachments: ['附件列表没有读懂，请重新添加附件。'] });
}

function readText(form: FormData): TypedText {
  const text = Object.fromEntries(TEXT_FIELDS.map((name) => [name, String(form.get(name) ?? '')]));
  return {
    ...(text as Record<(typeof TEXT_FIELDS)[number], string>),
    body: String(form.get('body') ?? ''),
    correctionNote: String(form.get('correctionNote') ?? ''),
    fields: typedFields(typedOf(form)),
    attachments: attachmentIds(String(form.get('attachments') ?? '')),
  };
}

function isSame(typed: TypedText, article: ArticleForDesk, site: { name: string }): boolean {
  const saved = article.latest;
  const note = typed.correctionNote.trim();
  // The form does not offer the note of the public text again.
  const isNoteSame = note === saved.correctionNote || (note === '' && article.publishedNumber === saved.number);
  return (
    isNoteSame &&
    TEXT_FIELDS.every((name) => {
      const value = typed[name].trim();
      return (name === 'source' && value === '' ? site.name.slice(0, 60) : value) === saved[name];
    }) &&
    isSameFacts(typed.fields, saved.fields) &&
    sanitiseBody(typed.body) === saved.body &&
    typed.attachments.join() === saved.attachments.map(({ id }) => id).join()
  );
}

function isSameFacts(typed: ItemFields, saved: ItemFields): boolean {
  const { fields, faults } = readFields(typed);
  const names = [...new Set([...Object.keys(fields), ...Object.keys(saved)])];
  return Object.keys(faults).length === 0 && names.every((name) => fields[name] === saved[name]);
}

async function levelsAsked(context: SiteContext): Promise<LevelsAsked> {
  const { site, columns } = await getReviewChains(context);
  return {
    site: levelsInForce(site).length,
    columns: Object.fromEntries(columns.map((chain) => [chain.columnId ?? '', levelsInForce(chain).length])),
  };
}

/** Asked before anything is saved, as the move is. Throws CONFLICT. */
export async function demandWay(
  { context, form, params }: Pick<SiteArgs, 'context' | 'params'> & { form: FormData },
  way: 'publish' | 'submit',
): Promise<void> {
  // Whoever may not move the item does not name its column.
  const named = String(form.get('columnId') ?? '');
  const columnId = named || (params.article ? (await getArticleForDesk(context, params.article)).columnId : '');
  const levels = await getReviewLevels(context, columnId);
  if (way === 'publish') demandNoLevels(levels);
  else demandLevels(levels);
}

/** What was typed, looked at before it is saved and published, as the move is. Throws CONFLICT and INVALID. */
export async function demandPassedForm(context: SiteContext, form: FormData): Promise<string | undefined> {
  const typed = String(form.get('passOverReason') ?? '').trim() || undefined;
  const { passOverReason } = parseInput(publishArticleInput.pick({ passOverReason: true }), { passOverReason: typed });
  const blocks = await blocksIn(context, prepareRevision(context.site, readText(form)).text);
  demandPassed(context, blocks, passOverReason);
  return passOverReason;
}

/** The moment that the field `at` names, looked at before anything is saved. Throws INVALID under `at`. */
export function readTime({ now }: Pick<SiteContext, 'now'>, form: FormData): Date | undefined {
  const typed = String(form.get('at') ?? '').trim();
  if (typed === '') return undefined;
  const at = fromTimeField(typed);
  if (!at) {
    throw new DomainError('INVALID', '请检查标出的项目。', { at: ['请填写日期和时间，例如 2026-12-01 08:00。'] });
  }
  demandLater(at, now);
  return at;
}

/** Publishes a text that has just been kept, at once or at the time that was typed. Returns what is told. */
export async function publishKept(
  context: SiteContext,
  { id, number }: Kept,
  { at, passOverReason }: { at: Date | undefined; passOverReason: string | undefined },
): Promise<string> {
  const wanted = { articleId: id, revisionNumber: number, passOverReason };
  if (at) {
    await scheduleArticle(context, { ...wanted, at });
    return `第 ${number} 版将在 ${formatDateTime(at)} 发布。`;
  }
  await publishArticle(context, wanted);
  return `第 ${number} 版已发布，公众现在就能看到。`;
}

/** Sends a text that has just been kept to its reviewers. Returns what is told. */
export async function submitKept(context: SiteContext, { id, number }: Kept, at: Date | undefined): Promise<string> {
  const { levels } = await submitArticle(context, { articleId: id, revisionNumber: number, publishAt: at });
  const then = at ? `，等到 ${formatDateTime(at)} 发布` : '自动发布';
  return `第 ${number} 版已提交审核，${levels} 级都通过后${then}。`;
}

/** Where a save leads: to the article, told that its text is kept. */
export interface Kept {
  id: string;
  number: number;
}

export function toArticle(
  { context }: Pick<SiteArgs, 'context'>,
  { id, number }: Kept,
  text: string,
  { view = {}, tone = 'success' }: { view?: Record<string, string>; tone?: 'success' | 'danger' } = {},
): Response {
  return redirectWith(consolePath.article(context.site.code, id, { saved: savedMark(number), ...view }), text, {
    tone,
  });
}

/**
 * What is done with a text that has just been kept. What is refused leads to the kept text as well: the form of before
 * would be a stale one, or make another article.
 */
export async function afterKeeping(
  args: Pick<SiteArgs, 'context'>,
  kept: Kept,
  told: string,
  work: () => Promise<string>,
): Promise<Response> {
  try {
    return toArticle(args, kept, await work());
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return toArticle(args, kept, told + error.message, { tone: 'danger' });
  }
}

function kindsIn(nodes: readonly ColumnNode[]): Record<string, ColumnKind> {
  return Object.assign({}, ...nodes.map((node) => ({ [node.id]: node.kind, ...kindsIn(node.children) })));
}

/** What the page of a new or an opened article needs besides its text. */
export async function editorSurroundings(context: SiteContext) {
  const { actor, site } = context;
  const tree = await getColumnTree(context);
  const kinds = kindsIn(tree);
  return {
    levels: await levelsAsked(context),
    columns: itemColumnChoices(tree),
    kinds,
    policies: Object.values(kinds).includes('INTERPRETATION') ? await listPolicyDocuments(context) : [],
    site: { code: site.code, name: site.name },
    accountId: actor.accountId,
    mayWrite: can(actor, 'article:write', site),
    mayPublish: can(actor, 'article:publish', site),
    mayForce: can(actor, 'article:force', site),
    mayPassOver: can(actor, 'check:override', site),
    mayWithdraw: can(actor, 'article:withdraw', site),
    mayShare: can(actor, 'article:share', site),
  };
}

export async function createFromForm({ context, form }: SiteArgs & { form: FormData }): Promise<string> {
  const { articleId } = await createArticle(context, {
    columnId: String(form.get('columnId') ?? ''),
    ...readText(form),
  });
  return articleId;
}

/** Asked before anything is saved: a refusal after the save would make the next try stale against one's own revision. */
async function demandMove(context: SiteContext, article: ArticleForDesk, columnId: string): Promise<void> {
  const move = findTransition(deskStateOf(article), 'move');
  if (move) demand(context.actor, move.permission, context.site);
  const choice = itemColumnChoices(await getColumnTree(context)).find(({ value }) => value === columnId);
  if (!choice || choice.disabled) {
    throw new DomainError('INVALID', '请检查标出的项目。', { columnId: ['请选择本站一个可以放内容的栏目。'] });
  }
  if (article.state === 'PUBLISHED') {
    const here = await getReviewLevels(context, article.columnId);
    demandNoFurtherLevels(here, await getReviewLevels(context, columnId), choice.label.trim());
  }
}

/**
 * Saves what differs from the latest revision, and only that, then moves the article when another column was chosen.
 * Returns the number of the revision that holds the text. Throws STALE.
 */
export async function saveFromForm({
  context,
  params,
  form,
}: Pick<SiteArgs, 'context' | 'params'> & { form: FormData }): Promise<number> {
  const articleId = params.article ?? '';
  const article = await getArticleForDesk(context, articleId);
  const text = readText(form);
  const columnId = String(form.get('columnId') ?? '');
  const isMoved = columnId !== '' && columnId !== article.columnId;
  if (isMoved) await demandMove(context, article, columnId);
  const basedOnNumber = Number(form.get('basedOnNumber'));
  let { number } = article.latest;
  const isUnchanged = basedOnNumber === number && isSame(text, article, context.site);
  if (isUnchanged) await forgetTyped(context, { articleId });
  else ({ number } = await saveRevision(context, { articleId, basedOnNumber, ...text }));
  if (isMoved) await moveArticle(context, { articleId, columnId });
  return number;
}

export interface PreviewLink {
  url: string;
  number: number;
  /** As shown: until when the link opens. */
  until: string;
}

/** A link to the latest saved revision on the site's own host. */
export function previewLink({ context, app }: SiteArgs, article: ArticleForDesk): PreviewLink {
  const { site, directory } = context;
  const now = app.now();
  const claim = { siteId: site.id, articleId: article.id, revisionId: article.latest.id };
  const token = makePreviewToken(app.deployment.settings.secretKey, claim, now);
  return {
    url: directory.urlOf(site, `/preview/${token}/a/${article.id}.html`),
    number: article.latest.number,
    until: formatDateTime(new Date(now.getTime() + PREVIEW_MINUTES * 60_000)),
  };
}
