import * as accounts from '@zhanqun/accounts/server';
import * as articles from '@zhanqun/articles/server';
import { hashPassword } from '@zhanqun/auth/server';
import { USUAL_WEIGHTS } from '@zhanqun/checks';
import * as checks from '@zhanqun/checks/server';
import * as columns from '@zhanqun/columns/server';
import * as imports from '@zhanqun/imports/server';
import { isDomainError } from '@zhanqun/kit';
import * as media from '@zhanqun/media/server';
import { pdfBytes, pngBytes } from '@zhanqun/media/testing';
import * as notices from '@zhanqun/notices/server';
import * as pages from '@zhanqun/pages/server';
import * as partners from '@zhanqun/partners/server';
import * as publishing from '@zhanqun/publishing/server';
import * as review from '@zhanqun/review/server';
import * as search from '@zhanqun/search/server';
import * as sharing from '@zhanqun/sharing/server';
import * as sites from '@zhanqun/sites/server';
import { USUAL_RULES } from '@zhanqun/statistics/points';
import * as statistics from '@zhanqun/statistics/server';
import * as templates from '@zhanqun/templates/server';
import { findBuiltInTheme } from '@zhanqun/templates/theme';
import { type Group, useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportedByPackages } from './exported';
import {
  baitNeighbour,
  fingerprint,
  type Neighbour,
  officePartner,
  onePiece,
  own,
  theirs,
  tomorrow,
} from './neighbour';

const test = useGroup();
let bait: Neighbour;

beforeAll(async () => {
  bait = await baitNeighbour(test());
});

const theme = () => ({ themeCode: 'slate', version: 1, settings: settingsOfSlate() });
function settingsOfSlate() {
  const found = findBuiltInTheme('slate');
  if (!found) throw new Error('The theme of this test is not there.');
  return found.settings;
}
const text = { title: '越权的标题', body: '<p>越权的正文。</p>' };
const facts = {
  name: '改名的站点',
  shortName: '改名',
  sponsor: '',
  contactAddress: '',
  contactPhone: '',
  officeHours: '',
  siteIdCode: '',
  icpNumber: '',
  psbNumber: '',
  version: 1,
};

const listed = { phrase: '越权的词', kind: 'SENSITIVE' as const };
const listedRow = {
  line: 2,
  kind: '敏感词',
  phrase: '越权的词',
  suggestion: '',
  weight: '',
  mayExempt: '',
  note: '',
};

const importOf = (n: Neighbour) => ({ importId: n.import, version: 1 });

type Attempt = (n: Neighbour, group: Group) => Promise<unknown>;

/** For each command an attempt on the neighbour: by its ids from a site of one's own, or at its site itself. */
const COMMANDS: Record<string, Attempt[]> = {
  changeOwnPassword: [
    (_n, g) =>
      accounts.changeOwnPassword(g.context('eastAdmin'), { oldPassword: 'Wrong-2026', newPassword: 'Other-2026' }, ''),
  ],
  changeOwnEmail: [(_n, g) => accounts.changeOwnEmail(g.context('eastAdmin'), { email: 'not an address' })],
  readNotices: [
    async (n, g) => {
      const { read } = await notices.readNotices(g.context('eastAdmin'), { noticeIds: [n.notice] });
      return refused(read === 0 ? ['没有找到'] : [n.notice]);
    },
  ],
  settlePassage: [(n, g) => articles.settlePassage(own(g), { articleId: n.draft, commentId: n.review })],
  nameDeputy: [
    (n, g) =>
      review.nameDeputy(g.context('eastAdmin'), {
        deputyId: n.account,
        fromAt: new Date(),
        untilAt: tomorrow(),
        reason: '越权的代理',
      }),
  ],
  endDeputy: [(n, g) => review.endDeputy(g.context('eastAdmin'), { id: n.deputy })],
  resendMails: [(n, g) => notices.resendMails(g.context('eastAdmin'), { noticeIds: [n.notice] })],
  createAccount: [
    (n, g) =>
      accounts.createAccount(g.context('eastAdmin'), {
        username: 'intruder',
        displayName: '越权',
        homeSiteId: n.siteId,
      }),
    (n, g) =>
      accounts.createAccount(g.context('eastAdmin'), {
        username: 'intruder',
        displayName: '越权',
        homeSiteId: own(g).site.id,
        grants: [{ siteId: n.siteId, role: 'EDITOR', subtree: false }],
      }),
  ],
  createAccountsInBulk: [
    async (n, g) =>
      accounts.createAccountsInBulk(
        g.context('eastAdmin'),
        [{ username: 'intruder', displayName: '越权', unit: '', homeSiteId: n.siteId, grants: [] }],
        { passwordHash: await hashPassword('Intruder-2026'), passwordState: 'CHOSEN', isDemonstration: false },
      ),
  ],
  disableAccount: [(n, g) => accounts.disableAccount(g.context('eastAdmin'), { accountId: n.account })],
  enableAccount: [(n, g) => accounts.enableAccount(g.context('eastAdmin'), { accountId: n.account })],
  endSession: [(_n, g) => accounts.endSession(g.context('eastAdmin'), { sessionKey: 'a'.repeat(64) })],
  grantRole: [
    (n, g) =>
      accounts.grantRole(g.context('eastAdmin'), {
        accountId: g.actor('townEditor').accountId,
        siteId: n.siteId,
        role: 'EDITOR',
        subtree: false,
      }),
    (n, g) =>
      accounts.grantRole(g.context('eastAdmin'), {
        accountId: n.account,
        siteId: own(g).site.id,
        role: 'EDITOR',
        subtree: false,
      }),
  ],
  importAccounts: [
    async (_n, g) => {
      const row = {
        line: 2,
        username: 'intruder',
        displayName: '越权',
        unit: '',
        siteCode: 'west-town',
        role: '编辑',
        subtree: '',
      };
      const report = await accounts.importAccounts(g.context('eastAdmin'), { rows: [row], dryRun: false });
      return refused(report);
    },
  ],
  resetPassword: [(n, g) => accounts.resetPassword(g.context('eastAdmin'), { accountId: n.account })],
  revokeRole: [
    (n, g) => accounts.revokeRole(g.context('eastAdmin'), { accountId: n.account, siteId: n.siteId, role: 'EDITOR' }),
  ],
  createArticle: [
    (n, g) => articles.createArticle(own(g), { ...text, columnId: n.column }),
    (n, g) => articles.createArticle(theirs(g), { ...text, columnId: n.column }),
    (n, g) =>
      articles.createArticle(own(g), {
        ...text,
        columnId: g.columnId('east-town', 'xinwen'),
        body: `<p>图</p><img src="/f/${n.draftFile}/a.png" alt="别站的图">`,
      }),
  ],
  createArticlesInBulk: [
    (n, g) => articles.createArticlesInBulk(own(g), { articles: [{ ...text, columnId: n.column }] }),
    (n, g) => articles.createArticlesInBulk(theirs(g), { articles: [{ ...text, columnId: n.column }] }),
  ],
  moveArticle: [
    (n, g) => articles.moveArticle(own(g), { articleId: n.draft, columnId: g.columnId('east-town', 'xinwen') }),
  ],
  publishArticle: [
    (n, g) => articles.publishArticle(own(g), { articleId: n.draft }),
    (n, g) => articles.publishArticle(theirs(g), { articleId: n.draft }),
  ],
  saveRevision: [(n, g) => articles.saveRevision(own(g), { ...text, articleId: n.draft, basedOnNumber: 1 })],
  shareArticle: [(n, g) => articles.shareArticle(own(g), { articleId: n.published })],
  unshareArticle: [(n, g) => articles.unshareArticle(own(g), { articleId: n.shared })],
  submitArticle: [(n, g) => articles.submitArticle(own(g), { articleId: n.draft, revisionNumber: 1 })],
  recallArticle: [
    (n, g) => articles.recallArticle(own(g), { articleId: n.inReview }),
    (n, g) => articles.recallArticle(theirs(g), { articleId: n.inReview }),
  ],
  approveArticle: [
    (n, g) => articles.approveArticle(own(g), { articleId: n.inReview, reviewId: n.review, level: 1 }),
    (n, g) => articles.approveArticle(theirs(g), { articleId: n.inReview, reviewId: n.review, level: 1 }),
  ],
  approveArticles: [
    async (n, g) => {
      const item = { articleId: n.inReview, reviewId: n.review, level: 1 };
      const sites = [n.siteId, own(g).site.id];
      const items = sites.map((siteId) => ({ siteId, ...item }));
      return refused(await articles.approveArticles(g.context('eastAdmin'), { items }));
    },
  ],
  returnArticle: [
    (n, g) => articles.returnArticle(own(g), { articleId: n.inReview, reviewId: n.review, comment: '越权退回' }),
    (n, g) => articles.returnArticle(theirs(g), { articleId: n.inReview, reviewId: n.review, comment: '越权退回' }),
  ],
  addWord: [
    (_n, g) => checks.addWord(theirs(g), { list: 'SITE', word: listed }),
    (_n, g) => checks.addWord(own(g), { list: 'GROUP', word: listed }),
    (_n, g) => checks.addWord(g.contextAt('city', 'eastAdmin'), { list: 'GROUP', word: listed }),
  ],
  changeWord: [
    (n, g) => checks.changeWord(own(g), { list: 'SITE', wordId: n.word, word: listed }),
    (n, g) => checks.changeWord(theirs(g), { list: 'SITE', wordId: n.word, word: listed }),
  ],
  removeWords: [
    (n, g) => checks.removeWords(own(g), { list: 'SITE', wordIds: [n.word] }),
    (n, g) => checks.removeWords(theirs(g), { list: 'SITE', wordIds: [n.word] }),
  ],
  importWords: [
    (_n, g) => checks.importWords(theirs(g), { list: 'SITE', mode: 'REPLACE', version: 1, rows: [listedRow] }),
  ],
  forceArticle: [
    (n, g) => articles.forceArticle(own(g), { articleId: n.draft, revisionNumber: 1, reason: '越权强制发布' }),
    (n, g) => articles.forceArticle(theirs(g), { articleId: n.draft, revisionNumber: 1, reason: '越权强制发布' }),
  ],
  decideLaterReview: [
    (n, g) => review.decideLaterReview(own(g), { laterReviewId: n.later, decision: 'CONFIRMED' }),
    (n, g) => review.decideLaterReview(theirs(g), { laterReviewId: n.later, decision: 'CONFIRMED' }),
  ],
  setCheckRules: [
    (_n, g) => checks.setCheckRules(own(g), { weights: USUAL_WEIGHTS, version: 0 }),
    (_n, g) => checks.setCheckRules(g.contextAt('city', 'eastAdmin'), { weights: USUAL_WEIGHTS, version: 0 }),
  ],
  setReviewChain: [
    (n, g) => review.setReviewChain(own(g), { columnId: n.column, levels: [], version: 0 }),
    (_n, g) => review.setReviewChain(theirs(g), { levels: [], version: 0 }),
  ],
  setPointsTable: [
    (_n, g) => statistics.setPointsTable(theirs(g), { month: '2026-11', rules: USUAL_RULES, version: 0 }),
  ],
  settleMonth: [(_n, g) => statistics.settleMonth(theirs(g), { month: '2026-01' })],
  dropReviewChain: [
    (_n, g) => review.dropReviewChain(own(g), { columnId: g.columnId('west-town', 'tongzhi') }),
    (_n, g) => review.dropReviewChain(theirs(g), { columnId: g.columnId('west-town', 'tongzhi') }),
  ],
  scheduleArticle: [
    (n, g) => articles.scheduleArticle(own(g), { articleId: n.draft, revisionNumber: 1, at: tomorrow() }),
    (n, g) => articles.scheduleArticle(theirs(g), { articleId: n.draft, revisionNumber: 1, at: tomorrow() }),
  ],
  unscheduleArticle: [
    (n, g) => articles.unscheduleArticle(own(g), { articleId: n.scheduled }),
    (n, g) => articles.unscheduleArticle(theirs(g), { articleId: n.scheduled }),
  ],
  planWithdrawal: [
    (n, g) => articles.planWithdrawal(own(g), { articleId: n.published, reason: '越权撤下', at: tomorrow() }),
    (n, g) => articles.planWithdrawal(theirs(g), { articleId: n.published, reason: '越权撤下', at: tomorrow() }),
  ],
  cancelWithdrawal: [(n, g) => articles.cancelWithdrawal(own(g), { articleId: n.published })],
  noteTyping: [
    (n, g) => articles.noteTyping(own(g), { articleId: n.draft, draft: { base: '1', fields: [['title', '越权']] } }),
    (_n, g) => articles.noteTyping(theirs(g), { draft: { base: '0', fields: [] } }),
  ],
  forgetTyped: [(n, g) => articles.forgetTyped(theirs(g), { articleId: n.draft })],
  commentOnPreview: [
    (n, g) =>
      articles.commentOnPreview(own(g), {
        ...{ articleId: n.draft, revisionId: n.draftRevision },
        ...{ name: '越权', text: '越权的意见' },
      }),
  ],
  setValidity: [
    (n, g) =>
      articles.setValidity(own(g), { articleId: n.published, validity: { end: 'ABOLISHED', day: '2020-01-01' } }),
    (n, g) => articles.setValidity(theirs(g), { articleId: n.published, validity: null }),
  ],
  withdrawArticle: [(n, g) => articles.withdrawArticle(own(g), { articleId: n.published, reason: '越权撤回' })],
  createColumn: [
    (n, g) => columns.createColumn(own(g), { name: '越权', code: 'yuequan', kind: 'NEWS', parentId: n.column }),
    (_n, g) => columns.createColumn(theirs(g), { name: '越权', code: 'yuequan', kind: 'NEWS' }),
  ],
  createColumnsInBulk: [
    (_n, g) =>
      columns.createColumnsInBulk(theirs(g), {
        columns: [{ code: 'yuequan', name: '越权', kind: 'NEWS', columnType: '', description: '' }],
      }),
  ],
  deleteColumn: [(n, g) => columns.deleteColumn(own(g), { columnId: n.column })],
  editColumn: [(n, g) => columns.editColumn(own(g), { columnId: n.column, name: '越权', version: 1 })],
  mergeColumn: [
    (n, g) =>
      columns.mergeColumn(
        own(g),
        { columnId: n.column, intoId: g.columnId('east-town', 'xinwen') },
        review.demandMergeKeepsLevels,
      ),
    (n, g) =>
      columns.mergeColumn(
        own(g),
        { columnId: g.columnId('east-town', 'xinwen'), intoId: n.column },
        review.demandMergeKeepsLevels,
      ),
  ],
  changeColumnKind: [(n, g) => columns.changeColumnKind(own(g), { columnId: n.column, version: 1, kind: 'TOPIC' })],
  editTopic: [(n, g) => columns.editTopic(own(g), { columnId: n.topic, version: 1 })],
  archiveTopic: [(n, g) => columns.archiveTopic(own(g), { columnId: n.topic, isArchived: true })],
  recodeColumn: [(n, g) => columns.recodeColumn(own(g), { columnId: n.column, version: 1, code: 'yuequan' })],
  moveColumn: [
    (n, g) => columns.moveColumn(own(g), { columnId: n.column, direction: 'up' }),
    (n, g) => columns.moveColumn(own(g), { columnId: g.columnId('east-town', 'xinwen'), parentId: n.column }),
  ],
  storeFile: [
    (n, g) => media.storeFile(theirs(g), { name: '越权.pdf' }, pdfBytes(), n.store),
    (n, g) => media.storeFile(own(g), { name: '越权.pdf', folderId: n.folder }, pdfBytes(), n.store),
  ],
  editFile: [(n, g) => media.editFile(own(g), { fileId: n.draftFile, version: 1, alt: '越权', folderId: null })],
  deleteFile: [(n, g) => media.deleteFile(own(g), { fileId: n.draftFile })],
  replaceFile: [
    async (n, g) =>
      media.replaceFile(own(g), { fileId: n.draftFile, version: 1, name: 'a.png' }, await pngBytes('#000'), n.store),
  ],
  saveFolder: [
    (n, g) => media.saveFolder(own(g), { folder: { id: n.folder, version: 1 }, name: '越权', isShared: true }),
    (_n, g) => media.saveFolder(theirs(g), { name: '越权', isShared: false }),
  ],
  deleteFolder: [(n, g) => media.deleteFolder(own(g), { folderId: n.folder })],
  takeSharedFile: [(n, g) => media.takeSharedFile(own(g), { fileId: n.draftFile }, n.store)],
  beginImport: [
    (n, g) => imports.beginImport(theirs(g), { name: '越权.xml' }, onePiece('<rss/>'), { sources: n.sources }),
  ],
  setImportChoices: [
    (n, g) =>
      imports.setImportChoices(own(g), { ...importOf(n), columns: {}, asPublished: false, keepsAddresses: true }),
    (n, g) =>
      imports.setImportChoices(theirs(g), { ...importOf(n), columns: {}, asPublished: false, keepsAddresses: true }),
  ],
  setImportFields: [
    (n, g) => imports.setImportFields(own(g), { ...importOf(n), fields: { a: 'title' } }),
    (n, g) => imports.setImportFields(theirs(g), { ...importOf(n), fields: { a: 'title' } }),
  ],
  startImport: [
    (n, g) => imports.startImport(own(g), importOf(n)),
    (n, g) => imports.startImport(theirs(g), importOf(n)),
  ],
  stopImport: [(n, g) => imports.stopImport(own(g), importOf(n)), (n, g) => imports.stopImport(theirs(g), importOf(n))],
  undoImport: [(n, g) => imports.undoImport(own(g), importOf(n)), (n, g) => imports.undoImport(theirs(g), importOf(n))],
  discardImport: [
    (n, g) => imports.discardImport(own(g), importOf(n)),
    (n, g) => imports.discardImport(theirs(g), importOf(n)),
  ],
  createHomePage: [(_n, g) => pages.createHomePage(theirs(g), { blocks: [] })],
  createPartner: [(_n, g) => partners.createPartner(g.context('eastAdmin'), { name: '越权', unit: '越权单位' })],
  changePartnerLimit: [
    async (_n, g) =>
      partners.changePartnerLimit(g.context('eastAdmin'), { partnerId: await officePartner(g), limit: 1 }),
  ],
  revokePartner: [
    async (_n, g) => partners.revokePartner(g.context('eastAdmin'), { partnerId: await officePartner(g) }),
  ],
  saveTopicPage: [(n, g) => pages.saveTopicPage(own(g), { columnId: n.topic, blocks: [], version: 0 })],
  saveHomePage: [(_n, g) => pages.saveHomePage(theirs(g), { blocks: [], version: 1 })],
  renewPage: [(_n, g) => publishing.renewPage(theirs(g), { rest: '/' })],
  renewSite: [(_n, g) => publishing.renewSite(theirs(g))],
  renewSubtree: [
    (_n, g) => publishing.renewSubtree(theirs(g)),
    (_n, g) => publishing.renewSubtree(g.contextAt('city', 'portalAdmin')),
  ],
  requestSearchRebuild: [(_n, g) => search.requestSearchRebuild(g.context('eastAdmin'))],
  carryItem: [
    (n, g) =>
      sharing.carryItem(own(g), {
        sourceSiteId: n.siteId,
        sourceArticleId: n.draft,
        columnId: g.columnId('east-town', 'xinwen'),
      }),
    (n, g) =>
      sharing.carryItem(own(g), {
        sourceSiteId: n.siteId,
        sourceArticleId: n.published,
        columnId: g.columnId('east-town', 'xinwen'),
      }),
    (n, g) => sharing.carryItem(own(g), { sourceSiteId: n.siteId, sourceArticleId: n.shared, columnId: n.column }),
  ],
  dropItem: [(n, g) => sharing.dropItem(own(g), { linkId: n.link })],
  addAddress: [(_n, g) => sites.addAddress(theirs(g), { kind: 'OWN_DOMAIN', value: 'www.intruder.example' })],
  choosePrimaryAddress: [
    (n, g) => sites.choosePrimaryAddress(own(g), { addressId: n.address }),
    (n, g) => sites.choosePrimaryAddress(g.contextAt('east-town', 'office'), { addressId: n.address }),
  ],
  createRootSite: [
    (_n, g) => sites.createRootSite(g.context('eastAdmin'), { name: '越权门户', shortName: '越权', label: 'yq' }),
  ],
  createSite: [
    (_n, g) =>
      sites.createSite(theirs(g), {
        name: '越权站点',
        shortName: '越权',
        label: 'yuequan',
        level: 'TOWN',
        kind: 'CHANNEL',
        blueprintCode: 'town',
      }),
  ],
  createSitesInBulk: [(_n, g) => sites.createSitesInBulk(g.context('eastAdmin'), [])],
  editSite: [(_n, g) => sites.editSite(theirs(g), facts)],
  removeAddress: [
    (n, g) => sites.removeAddress(own(g), { addressId: n.address }),
    (n, g) => sites.removeAddress(g.contextAt('east-town', 'office'), { addressId: n.address }),
  ],
  transitionSite: [(_n, g) => sites.transitionSite(theirs(g), { action: 'close', note: '越权关闭' })],
  chooseTheme: [
    (_n, g) => templates.chooseTheme(theirs(g), theme()),
    (n, g) =>
      templates.chooseTheme(own(g), { ...theme(), settings: { ...settingsOfSlate(), logoFileId: n.draftFile } }),
  ],
  deleteEntry: [(_n, g) => templates.deleteEntry(g.context('eastAdmin'), { kind: 'THEME', code: 'slate' })],
  duplicateEntry: [
    (_n, g) =>
      templates.duplicateEntry(g.context('eastAdmin'), {
        kind: 'THEME',
        code: 'slate',
        newCode: 'slate-two',
        name: '越权',
      }),
  ],
  editEntry: [
    (_n, g) =>
      templates.editEntry(g.context('eastAdmin'), {
        kind: 'THEME',
        code: 'slate',
        version: 1,
        name: '越权',
        content: settingsOfSlate(),
      }),
  ],
  seedLibrary: [(_n, g) => templates.seedLibrary(g.context('eastAdmin'))],
};

/** A report that refused everything counts as a refusal. */
function refused(report: object): never {
  const told = JSON.stringify(report);
  if (!/west-town|您不能|没有找到/.test(told)) throw new Error(`The import was not refused: ${told}`);
  throw Object.assign(new Error('refused'), { name: 'DomainError', code: 'INVALID' });
}

const REFUSALS = new Set(['NOT_FOUND', 'FORBIDDEN', 'INVALID', 'CONFLICT', 'UNAUTHENTICATED']);

function commandsFound(): string[] {
  return exportedByPackages('src/commands', (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
}

describe('isolation of commands', () => {
  it('has an attempt for every command there is', () => {
    const found = commandsFound().sort();
    console.log(`isolation, commands: found ${found.length} = covered ${Object.keys(COMMANDS).length}`);
    expect(Object.keys(COMMANDS).sort()).toEqual(found);
  });

  for (const [name, attempts] of Object.entries(COMMANDS)) {
    for (const [index, attempt] of attempts.entries()) {
      it(`${name}: attempt ${index + 1} on the neighbour is refused and leaves no trace there`, async () => {
        const before = await fingerprint(bait);
        const outcome = await attempt(bait, test()).then(
          () => 'done',
          (error: unknown) => {
            if (!isDomainError(error)) throw error;
            return error.code;
          },
        );
        expect(REFUSALS.has(outcome), `${name} answered ${outcome}`).toBe(true);
        expect(await fingerprint(bait)).toBe(before);
      });
    }
  }
});
