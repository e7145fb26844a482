import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { ArticleState } from '@zhanqun/articles/schema';
import * as articles from '@zhanqun/articles/server';
import {
  ARTICLE_ACTIONS,
  type ArticleAction,
  DESK_STATES,
  type DeskState,
  deskStateOf,
  findTransition as findArticleTransition,
  refusal as refusalOfArticle,
} from '@zhanqun/articles/states';
import { makeDraft, makePublished } from '@zhanqun/articles/testing';
import * as imports from '@zhanqun/imports/server';
import {
  findTransition as findImportTransition,
  IMPORT_ACTIONS,
  IMPORT_STATES,
  type ImportAction,
  type ImportState,
  refusal as refusalOfImport,
} from '@zhanqun/imports/states';
import { isDomainError, newId } from '@zhanqun/kit';
import * as review from '@zhanqun/review/server';
import { SITE_ACTIONS, SITE_STATES, type SiteAction, type SiteState } from '@zhanqun/sites/schema';
import * as sites from '@zhanqun/sites/server';
import { findTransition as findSiteTransition, refusalOf } from '@zhanqun/sites/states';
import { atSite, withSite } from '@zhanqun/tenancy/server';
import { type Group, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';

const PACKAGES = path.resolve(import.meta.dirname, '../../../packages');
const test = useGroup();

/** A state table with the commands that live by it. */
interface Machine {
  states: readonly string[];
  actions: readonly string[];
  /** The state the table leads to; undefined where it refuses. */
  to(state: string, action: string): string | undefined;
  refusal(state: string, action: string): string | undefined;
  /** Brings a fresh subject into the state and returns its id. */
  bring(group: Group, state: string): Promise<string>;
  act(group: Group, id: string, action: string): Promise<unknown>;
  read(group: Group, id: string): Promise<string>;
}

const desk = (group: Group) => group.contextAt('east-town', 'townAdmin');

async function makeArticle(group: Group, deskState: DeskState): Promise<string> {
  const [state] = deskState.split('_') as [ArticleState];
  const id = await makeArticleIn(group, state);
  if (deskState === state) return id;
  if (state === 'PUBLISHED') await saveAgain(group, id);
  if (deskState.endsWith('_SCHEDULED')) await schedule(group, id);
  else await submit(group, id);
  return id;
}

async function makeArticleIn(group: Group, state: ArticleState): Promise<string> {
  const wish = { columnId: group.columnId('east-town', 'xinwen') };
  if (state === 'DRAFT') return makeDraft(desk(group), wish);
  const id = await makePublished(desk(group), wish);
  if (state === 'WITHDRAWN') {
    // Sharing outlives a withdrawal, so that a return brings the item back to its carriers.
    await articles.shareArticle(desk(group), { articleId: id });
    await articles.withdrawArticle(desk(group), { articleId: id, reason: '内容有误' });
    await saveAgain(group, id);
  }
  return id;
}

async function saveAgain(group: Group, articleId: string): Promise<void> {
  const { latest } = await articles.getArticleForDesk(desk(group), articleId);
  await articles.saveRevision(desk(group), {
    articleId,
    basedOnNumber: latest.number,
    title: '改过的标题',
    body: '<p>改过的正文。</p>',
  });
}

/** The column asks for one level just now; whoever is on the way keeps it when it asks for none again. */
async function withLevel(group: Group, work: () => Promise<unknown>): Promise<void> {
  const columnId = group.columnId('east-town', 'xinwen');
  await review.setReviewChain(desk(group), { columnId, levels: [{ name: '复核', place: 'SITE' }], version: 0 });
  try {
    await work();
  } finally {
    await review.dropReviewChain(desk(group), { columnId });
  }
}

const latestNumber = async (group: Group, articleId: string) =>
  (await articles.getArticleForDesk(desk(group), articleId)).latest.number;

async function submit(group: Group, articleId: string): Promise<void> {
  const revisionNumber = await latestNumber(group, articleId);
  await withLevel(group, () => articles.submitArticle(desk(group), { articleId, revisionNumber }));
}

async function force(group: Group, articleId: string): Promise<void> {
  const wish = { articleId, revisionNumber: await latestNumber(group, articleId), reason: '汛情紧急，来不及审核' };
  await withLevel(group, () => articles.forceArticle(desk(group), wish));
}

const tomorrow = () => new Date(Date.now() + 24 * 3_600_000);

async function schedule(group: Group, articleId: string): Promise<unknown> {
  const { latest } = await articles.getArticleForDesk(desk(group), articleId);
  return articles.scheduleArticle(desk(group), { articleId, revisionNumber: latest.number, at: tomorrow() });
}

const planWithdrawal = (group: Group, articleId: string) =>
  articles.planWithdrawal(desk(group), { articleId, reason: '到期', at: tomorrow() });

async function actOnArticle(group: Group, articleId: string, action: ArticleAction): Promise<unknown> {
  const context = desk(group);
  // Four eyes: another person than the one who submitted.
  const reviewer = group.contextAt('east-town', 'eastAdmin');
  const { state, isShared, openReviewId, publishAt } = await articles.getArticleForDesk(context, articleId);
  const reviewId = openReviewId ?? 'none';
  switch (action) {
    case 'save':
      return saveAgain(group, articleId);
    case 'submit':
      // The table asks for a text that is not public yet.
      if (state === 'PUBLISHED' && !openReviewId && !publishAt) await saveAgain(group, articleId);
      return submit(group, articleId);
    case 'recall':
      return articles.recallArticle(context, { articleId });
    case 'approve':
      return articles.approveArticle(reviewer, { articleId, reviewId, level: 1 });
    case 'return':
      return articles.returnArticle(reviewer, { articleId, reviewId, comment: '请补充来源' });
    case 'publish':
      if (state === 'PUBLISHED' && !openReviewId && !publishAt) await saveAgain(group, articleId);
      return articles.publishArticle(context, { articleId });
    case 'force':
      if (state === 'PUBLISHED' && !openReviewId && !publishAt) await saveAgain(group, articleId);
      return force(group, articleId);
    case 'schedule':
      if (state === 'PUBLISHED' && !openReviewId && !publishAt) await saveAgain(group, articleId);
      return schedule(group, articleId);
    case 'unschedule':
      return articles.unscheduleArticle(context, { articleId });
    case 'plan-withdrawal':
      return planWithdrawal(group, articleId);
    case 'keep-public':
      if (state === 'PUBLISHED') await planWithdrawal(group, articleId);
      return articles.cancelWithdrawal(context, { articleId });
    case 'set-validity':
      return articles.setValidity(context, { articleId, validity: { end: 'EXPIRED', day: '2099-12-31' } });
    case 'withdraw':
      return articles.withdrawArticle(context, { articleId, reason: '内容有误' });
    case 'move':
      return articles.moveArticle(context, { articleId, columnId: group.columnId('east-town', 'zhenxing') });
    case 'share':
      return articles.shareArticle(context, { articleId });
    case 'unshare':
      if (state === 'PUBLISHED' && !isShared) await articles.shareArticle(context, { articleId });
      return articles.unshareArticle(context, { articleId });
  }
}

let made = 0;
async function makeSite(group: Group, state: SiteState): Promise<string> {
  made += 1;
  const { id } = await sites.createSite(group.contextAt('east', 'office'), {
    name: `状态测试镇${made}`,
    shortName: `测试镇${made}`,
    label: `state-${made}`,
    level: 'TOWN',
    kind: 'CHANNEL',
    blueprintCode: 'town',
  });
  await group.directory.refresh();
  const context = atSite(group.context('office'), group.directory.get(id));
  await sites.editSite(context, {
    name: `状态测试镇${made}`,
    shortName: `测试镇${made}`,
    sponsor: '测试镇人民政府',
    contactAddress: '测试路 1 号',
    contactPhone: '0000-0000000',
    officeHours: '工作日',
    siteIdCode: '0000000000',
    icpNumber: '测试备案号',
    psbNumber: '测试备案号',
    version: 1,
  });
  const steps: Record<SiteState, SiteAction[]> = {
    PREPARING: [],
    ONLINE: ['bring-online'],
    TEMP_OFFLINE: ['bring-online', 'take-offline'],
    CLOSED: ['bring-online', 'close'],
  };
  for (const action of steps[state]) await sites.transitionSite(context, { action, note: '测试' });
  return id;
}

/** An import in a state that its commands or its job have led to, with one item that could come. */
async function makeImport(group: Group, state: ImportState): Promise<string> {
  const context = desk(group);
  const siteId = context.site.id;
  const id = newId();
  const columns = { '': group.columnId('east-town', 'xinwen') };
  const by = { createdById: 'x', createdByName: 'x', createdAt: new Date() };
  await withSite(context, async (tx) => {
    await tx.importBatch.create({ data: { siteId, id, name: 'x.csv', kind: 'TABLE', size: 1, state, columns, ...by } });
    const item = { siteId, importId: id, position: 1, sourceKey: id, title: '一篇', body: '<p>正文</p>' };
    await tx.importItem.create({ data: { ...item, outcome: 'NEW' } });
  });
  return id;
}

async function actOnImport(group: Group, importId: string, action: ImportAction): Promise<unknown> {
  const context = desk(group);
  const { version } = await imports.getImport(context, importId);
  const columns = { '': group.columnId('east-town', 'xinwen') };
  const step = { importId, version };
  switch (action) {
    case 'choose':
      return imports.setImportChoices(context, { ...step, columns, asPublished: false, keepsAddresses: true });
    case 'start':
      return imports.startImport(context, step);
    case 'stop':
      return imports.stopImport(context, step);
    case 'undo':
      return imports.undoImport(context, step);
    case 'discard':
      return imports.discardImport(context, step);
  }
}

const MACHINES: Record<string, Machine> = {
  imports: {
    states: IMPORT_STATES,
    actions: IMPORT_ACTIONS,
    to: (state, action) => findImportTransition(state as ImportState, action as ImportAction)?.to,
    refusal: (state, action) => refusalOfImport(state as ImportState, action as ImportAction),
    bring: (group, state) => makeImport(group, state as ImportState),
    act: (group, id, action) => actOnImport(group, id, action as ImportAction),
    read: async (group, id) => (await imports.getImport(desk(group), id)).state,
  },
  articles: {
    states: DESK_STATES,
    actions: ARTICLE_ACTIONS,
    to: (state, action) => findArticleTransition(state as DeskState, action as ArticleAction)?.to,
    refusal: (state, action) => refusalOfArticle(state as DeskState, action as ArticleAction),
    bring: (group, state) => makeArticle(group, state as DeskState),
    act: (group, id, action) => actOnArticle(group, id, action as ArticleAction),
    read: async (group, id) => deskStateOf(await articles.getArticleForDesk(desk(group), id)),
  },
  sites: {
    states: SITE_STATES,
    actions: SITE_ACTIONS,
    to: (state, action) => findSiteTransition(state as SiteState, action as SiteAction)?.to,
    refusal: (state, action) => refusalOf(state as SiteState, action as SiteAction),
    bring: (group, state) => makeSite(group, state as SiteState),
    act: (group, id, action) =>
      sites.transitionSite(atSite(group.context('office'), group.directory.get(id)), {
        action: action as SiteAction,
        note: '测试',
      }),
    read: async (group, id) =>
      (await sites.getSiteForDesk(atSite(group.context('office'), group.directory.get(id)))).state,
  },
};

it('drives every state table there is', () => {
  const found = readdirSync(PACKAGES).filter((name) => existsSync(path.join(PACKAGES, name, 'src/states.ts')));
  console.log(`states: found ${found.length} = covered ${Object.keys(MACHINES).length}`);
  expect(Object.keys(MACHINES).sort()).toEqual(found.sort());
});

for (const [name, machine] of Object.entries(MACHINES)) {
  describe(`states of ${name}`, () => {
    for (const state of machine.states) {
      for (const action of machine.actions) {
        const to = machine.to(state, action);
        it(`${state}: ${action} ${to ? `leads to ${to}` : 'is refused with the written reason'}`, async () => {
          const group = test();
          const id = await machine.bring(group, state);
          const told = await machine.act(group, id, action).then(
            () => undefined,
            (error: unknown) => {
              if (!isDomainError(error)) throw error;
              return error.message;
            },
          );
          expect(told).toBe(machine.refusal(state, action));
          expect(await machine.read(group, id)).toBe(to ?? state);
        });
      }
    }
  });
}
