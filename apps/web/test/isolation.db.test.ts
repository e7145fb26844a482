import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as accounts from '@zhanqun/accounts/server';
import * as articles from '@zhanqun/articles/server';
import * as audit from '@zhanqun/audit/server';
import { hashPassword } from '@zhanqun/auth/server';
import * as columns from '@zhanqun/columns/server';
import type { Transaction } from '@zhanqun/db';
import * as jobs from '@zhanqun/jobs/server';
import { isDomainError, newId } from '@zhanqun/kit';
import * as media from '@zhanqun/media/server';
import { pdfBytes } from '@zhanqun/media/testing';
import * as pages from '@zhanqun/pages/server';
import * as partners from '@zhanqun/partners/server';
import * as publishing from '@zhanqun/publishing/server';
import { readSearchRequest } from '@zhanqun/search/schema';
import * as search from '@zhanqun/search/server';
import * as sharing from '@zhanqun/sharing/server';
import * as sites from '@zhanqun/sites/server';
import * as templates from '@zhanqun/templates/server';
import { findBuiltInTheme } from '@zhanqun/templates/theme';
import { asVisitor } from '@zhanqun/tenancy/server';
import { type Group, useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { baitNeighbour, fingerprint, NEIGHBOURS_WORK, type Neighbour, PUBLIC, SECRET } from './neighbour';

const PACKAGES = path.resolve(import.meta.dirname, '../../../packages');
const test = useGroup();
let bait: Neighbour;

beforeAll(async () => {
  bait = await baitNeighbour(test());
});

/** The intruder: administrator of the other county, at a site of its own … */
const own = (group: Group) => group.contextAt('east-town', 'eastAdmin');
/** … and at the neighbour's, where it has no right. */
const theirs = (group: Group) => group.contextAt('west-town', 'eastAdmin');
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

type Attempt = (n: Neighbour, group: Group) => Promise<unknown>;

/** For each command an attempt on the neighbour: by its ids from a site of one's own, or at its site itself. */
const COMMANDS: Record<string, Attempt[]> = {
  changeOwnPassword: [
    (_n, g) =>
      accounts.changeOwnPassword(g.context('eastAdmin'), { oldPassword: 'Wrong-2026', newPassword: 'Other-2026' }, ''),
  ],
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
  moveColumn: [
    (n, g) => columns.moveColumn(own(g), { columnId: n.column, direction: 'up' }),
    (n, g) => columns.moveColumn(own(g), { columnId: g.columnId('east-town', 'xinwen'), parentId: n.column }),
  ],
  storeFile: [(n, g) => media.storeFile(theirs(g), { name: '越权.pdf' }, pdfBytes(), n.store)],
  createHomePage: [(_n, g) => pages.createHomePage(theirs(g), { blocks: [] })],
  createPartner: [(_n, g) => partners.createPartner(g.context('eastAdmin'), { name: '越权', unit: '越权单位' })],
  changePartnerLimit: [
    async (_n, g) =>
      partners.changePartnerLimit(g.context('eastAdmin'), { partnerId: await officePartner(g), limit: 1 }),
  ],
  revokePartner: [
    async (_n, g) => partners.revokePartner(g.context('eastAdmin'), { partnerId: await officePartner(g) }),
  ],
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

/** A key that the city office gave. */
async function officePartner(group: Group): Promise<string> {
  return (await partners.createPartner(group.context('office'), { name: SECRET, unit: SECRET })).partnerId;
}

/** A report that refused everything counts as a refusal. */
function refused(report: { rows?: unknown; created?: unknown; [key: string]: unknown }): never {
  const told = JSON.stringify(report);
  if (!/west-town|您不能|没有找到/.test(told)) throw new Error(`The import was not refused: ${told}`);
  throw Object.assign(new Error('refused'), { name: 'DomainError', code: 'INVALID' });
}

const REFUSALS = new Set(['NOT_FOUND', 'FORBIDDEN', 'INVALID', 'CONFLICT', 'UNAUTHENTICATED']);

function exportedIn(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^export (?:async )?function (\w+)/gm)].map((match) => match[1] ?? '');
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function commandsFound(): string[] {
  return readdirSync(PACKAGES).flatMap((name) => {
    const folder = path.join(PACKAGES, name, 'src/commands');
    return filesIn(folder).flatMap((file) => (file.endsWith('.test.ts') ? [] : exportedIn(path.join(folder, file))));
  });
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

type Look = (n: Neighbour, group: Group) => Promise<unknown>;
const reachEast = (g: Group) => ({ roots: [g.site('east').id], sites: [] });
const visit = (g: Group, work: (tx: Transaction) => Promise<unknown>) => asVisitor({ db: g.db }, work);

const lookFor = (g: Group, q: string, scope: string) =>
  visit(g, (tx) =>
    search.searchPublicEntries(
      tx,
      { site: own(g).site, directory: g.directory },
      readSearchRequest(new URLSearchParams({ q, scope })),
      new Date(),
    ),
  );

/** For each query a look at the neighbour, of whom the answer must show nothing. */
const QUERIES: Record<string, Look[]> = {
  listAccountsAcrossSites: [
    (_n, g) => accounts.listAccountsAcrossSites(g.context('eastAdmin'), reachEast(g), {}),
    (n, g) => accounts.listAccountsAcrossSites(g.context('eastAdmin'), reachEast(g), { siteId: n.siteId }),
  ],
  getAccount: [(n, g) => accounts.getAccount(g.context('eastAdmin'), n.account)],
  getOwnAccount: [(_n, g) => accounts.getOwnAccount(g.context('eastAdmin'))],
  listSessions: [(n, g) => accounts.listSessions(g.context('eastAdmin'), n.account)],
  listArticles: [
    (_n, g) => articles.listArticles(own(g), {}),
    (n, g) => articles.listArticles(own(g), { columnId: n.column }),
  ],
  countArticlesByState: [(_n, g) => articles.countArticlesByState(own(g))],
  getArticleForDesk: [(n, g) => articles.getArticleForDesk(own(g), n.draft)],
  listRevisions: [(n, g) => articles.listRevisions(own(g), n.draft)],
  getRevision: [(n, g) => articles.getRevision(own(g), n.draft, 1)],
  findPreviewRevision: [(n, g) => articles.findPreviewRevision(own(g), n.draft, n.draftRevision)],
  searchPublicEntries: [
    (_n, g) => lookFor(g, PUBLIC, 'site'),
    (_n, g) => lookFor(g, PUBLIC, 'subtree'),
    (_n, g) => lookFor(g, '内部', 'group'),
    (_n, g) => lookFor(g, '草稿', 'group'),
    (_n, g) => lookFor(g, '已撤回', 'group'),
  ],
  suggestPublicWords: [
    (_n, g) => visit(g, (tx) => search.suggestPublicWords(tx, { site: g.site('west-town') }, 'site', '内')),
    (_n, g) => visit(g, (tx) => search.suggestPublicWords(tx, { site: own(g).site }, 'group', 'neibu')),
  ],
  listSearchMisses: [
    async (n, g) => {
      await search.recordSearchMiss({ db: g.db, now: new Date() }, n.siteId, SECRET);
      return search.listSearchMisses(own(g), {});
    },
  ],
  getColumnTree: [(_n, g) => columns.getColumnTree(own(g))],
  listColumns: [(_n, g) => columns.listColumns(own(g))],
  getColumn: [(n, g) => columns.getColumn(own(g), n.column)],
  findColumnByCode: [(_n, g) => columns.findColumnByCode(own(g), 'no-such-column')],
  getPublicTree: [(_n, g) => visit(g, async (tx) => (await columns.getPublicTree(tx, g.site('east-hill').id)).all())],
  getPublicColumns: [(_n, g) => visit(g, (tx) => columns.getPublicColumns(tx, g.site('east-hill').id))],
  getPublicColumn: [(_n, g) => visit(g, (tx) => columns.getPublicColumn(tx, g.site('east-hill').id, 'xinwen'))],
  findPublicColumn: [(_n, g) => visit(g, (tx) => columns.findPublicColumn(tx, g.site('east-hill').id, 'xinwen'))],
  findPublicFile: [(n, g) => visit(g, (tx) => media.findPublicFile(tx, n.siteId, n.draftFile))],
  getPublicFile: [(n, g) => visit(g, (tx) => media.getPublicFile(tx, own(g).site.id, n.draftFile))],
  getDeskFile: [(n, g) => media.getDeskFile(own(g), n.draftFile)],
  listFiles: [(_n, g) => media.listFiles(own(g), {})],
  findPreviewFile: [(n, g) => media.findPreviewFile(own(g), n.draftFile, n.draftRevision)],
  listRenewals: [
    (n, g) => publishing.listRenewals(own(g), { siteId: n.siteId, tags: [publishing.TAGS.items(n.siteId)] }),
    (n, g) =>
      publishing.listRenewals(own(g), {
        siteId: own(g).site.id,
        tags: [publishing.TAGS.newest(n.siteId, 'NEWS'), publishing.TAGS.items(own(g).site.id)],
      }),
  ],
  listPublicTitles: [
    (n, g) =>
      visit(g, async (tx) => [
        ...(await articles.listPublicTitles(
          tx,
          [n.draft, n.withdrawn].map((id) => ({ siteId: n.siteId, id })),
        )),
        ...(await articles.listPublicTitles(tx, [{ siteId: own(g).site.id, id: n.published }])),
        ...(await articles.listPublicTitles(tx, [{ siteId: g.site('east-hill').id, id: n.offline }])),
      ]),
  ],
  listPartners: [
    async (_n, g) => {
      await officePartner(g);
      return partners.listPartners(g.context('eastAdmin'));
    },
  ],
  getPartner: [async (_n, g) => partners.getPartner(g.context('eastAdmin'), await officePartner(g))],
  partnerState: [async () => partners.partnerState({ expiresAt: null, revokedAt: null }, new Date())],
  getHomePage: [(_n, g) => pages.getHomePage(own(g))],
  getPublicHomePage: [(_n, g) => visit(g, (tx) => pages.getPublicHomePage(tx, g.site('east-hill').id))],
  listSharedItems: [(_n, g) => sharing.listSharedItems(own(g), { q: SECRET })],
  listOwnSharedItems: [(_n, g) => sharing.listOwnSharedItems(own(g))],
  listCarriers: [(n, g) => sharing.listCarriers(own(g), n.shared)],
  listCarriedItems: [(_n, g) => sharing.listCarriedItems(own(g))],
  listSitesAcrossSites: [
    (n, g) => sites.listSitesAcrossSites(g.context('eastAdmin'), reachEast(g), { countyId: n.siteId }),
    (_n, g) => sites.listSitesAcrossSites(g.context('eastAdmin'), reachEast(g), { q: '西' }),
  ],
  getSiteForDesk: [(_n, g) => sites.getSiteForDesk(theirs(g))],
  listSiteAdministrators: [(n, g) => sites.listSiteAdministrators(g.context('eastAdmin'), n.siteId)],
  getPublicSite: [(_n, g) => visit(g, (tx) => sites.getPublicSite(tx, g.site('east-hill').id))],
  siteListing: [async () => []],
  listLibrary: [(_n, g) => templates.listLibrary(g.context('townEditor'), 'THEME')],
  getLibraryEntry: [(_n, g) => templates.getLibraryEntry(g.context('townEditor'), 'THEME', 'slate')],
  findLibraryContent: [async () => undefined],
  treeOf: [async () => columns.treeOf([])],
  getPublicArticle: [
    (n, g) => visit(g, (tx) => articles.getPublicArticle(tx, n.siteId, n.draft)),
    (n, g) => visit(g, (tx) => articles.getPublicArticle(tx, n.siteId, n.withdrawn)),
    (n, g) => visit(g, (tx) => articles.getPublicArticle(tx, own(g).site.id, n.published)),
    (n, g) => visit(g, (tx) => articles.getPublicArticle(tx, g.site('east-hill').id, n.offline)),
  ],
  findPublicArticle: [(n, g) => visit(g, (tx) => articles.findPublicArticle(tx, own(g).site.id, n.published))],
  listPublicItems: [
    (n, g) => visit(g, (tx) => articles.listPublicItems(tx, own(g).site.id, n.column, { limit: 50 })),
    (_n, g) =>
      visit(g, (tx) =>
        articles.listPublicItems(tx, g.site('east-hill').id, g.columnId('east-hill', 'xinwen'), { limit: 50 }),
      ),
  ],
  listPublicItemsOfColumns: [
    (n, g) =>
      visit(g, (tx) => articles.listPublicItemsOfColumns(tx, own(g).site.id, [{ columnId: n.column, limit: 50 }])),
  ],
  isPublicHere: [
    (n, g) => visit(g, (tx) => articles.isPublicHere(tx, own(g).site.id, n.published)),
    (n, g) => visit(g, (tx) => articles.isPublicHere(tx, n.siteId, n.draft)),
  ],
  archivePageOf: [async () => articles.archivePageOf(0)],
  countPublicItems: [
    (_n, g) =>
      visit(g, async (tx) =>
        articles.countPublicItems(tx, own(g).site.id, {
          id: g.columnId('east-town', 'xinwen'),
          lastOrdinal: 0,
          itemCount: 0,
        }),
      ),
  ],
  findPublicArchivePage: [
    (n, g) =>
      visit(g, (tx) =>
        articles.findPublicArchivePage(tx, own(g).site.id, { id: n.column, lastOrdinal: 20, itemCount: 20 }, 1),
      ),
  ],
  listChildrenNews: [(_n, g) => visit(g, (tx) => articles.listChildrenNews(tx, g.site('east'), 50))],
  listParentNews: [(_n, g) => visit(g, (tx) => articles.listParentNews(tx, own(g).site, 50))],
  listPortalNotices: [(_n, g) => visit(g, (tx) => articles.listPortalNotices(tx, own(g).site, 50))],
  findLatestJob: [(_n, g) => jobs.findLatestJob(own(g), NEIGHBOURS_WORK)],
  listJobsAcrossSites: [(_n, g) => jobs.listJobsAcrossSites(g.context('eastAdmin'), reachEast(g))],
  listFeedItems: [
    (n, g) => visit(g, (tx) => articles.listFeedItems(tx, own(g).site.id, { columnIds: [n.column], limit: 50 })),
    (_n, g) =>
      visit(g, (tx) =>
        articles.listFeedItems(tx, g.site('east-hill').id, {
          columnIds: [g.columnId('east-hill', 'xinwen')],
          limit: 50,
        }),
      ),
  ],
  listItemsByTime: [
    (n, g) => visit(g, (tx) => articles.listItemsByTime(tx, own(g).site.id, { columnIds: [n.column], limit: 50 })),
    (_n, g) =>
      visit(g, (tx) =>
        articles.listItemsByTime(tx, g.site('east-hill').id, {
          columnIds: [g.columnId('east-hill', 'xinwen')],
          limit: 50,
        }),
      ),
  ],
  listSitemapItems: [
    (n, g) => visit(g, (tx) => articles.listSitemapItems(tx, own(g).site.id, [n.column])),
    (_n, g) =>
      visit(g, (tx) => articles.listSitemapItems(tx, g.site('east-hill').id, [g.columnId('east-hill', 'xinwen')])),
  ],
  listSitemapItemsOfColumn: [
    (n, g) => visit(g, (tx) => articles.listSitemapItemsOfColumn(tx, own(g).site.id, n.column, { first: 1, last: 50 })),
    (_n, g) =>
      visit(g, (tx) =>
        articles.listSitemapItemsOfColumn(tx, g.site('east-hill').id, g.columnId('east-hill', 'xinwen'), {
          first: 1,
          last: 50,
        }),
      ),
  ],
  listColumnChanges: [
    (n, g) => visit(g, async (tx) => [...(await articles.listColumnChanges(tx, own(g).site.id, [n.column]))]),
  ],
  listColumnsOfLargeSites: [
    (_n, g) => visit(g, (tx) => columns.listColumnsOfLargeSites(tx, [g.site('east-hill').id], 1)),
  ],
  listOpenSites: [(_n, g) => visit(g, (tx) => sites.listOpenSites(tx, { parentId: g.site('east').id, limit: 50 }))],
  findOpenSite: [(_n, g) => visit(g, (tx) => sites.findOpenSite(tx, g.site('east-hill').id))],
  listAuditLines: [(_n, g) => audit.listAuditLines(own(g), {})],
  listAuditLinesAcrossSites: [(_n, g) => audit.listAuditLinesAcrossSites(g.context('eastAdmin'), reachEast(g), {})],
};

/** Files that hold queries. */
const QUERY_FILE = /^((?:[a-z]+-)?queries|public-[a-z]+)\.server\.ts$/;
/** A piece of SQL, not a query. */
const NOT_A_QUERY = new Set(['shownItems', 'dependsOnItems']);

function queriesFound(): string[] {
  const own = readdirSync(PACKAGES).flatMap((name) => {
    const folder = path.join(PACKAGES, name, 'src');
    return filesIn(folder).flatMap((file) => (QUERY_FILE.test(file) ? exportedIn(path.join(folder, file)) : []));
  });
  const logs = exportedIn(path.join(PACKAGES, 'audit/src/server.ts')).filter((name) => name.startsWith('list'));
  return [...own, ...logs].filter((name) => !NOT_A_QUERY.has(name));
}

describe('isolation of queries', () => {
  it('has a look for every query there is', () => {
    const found = queriesFound().sort();
    console.log(`isolation, queries: found ${found.length} = covered ${Object.keys(QUERIES).length}`);
    expect(Object.keys(QUERIES).sort()).toEqual(found);
  });

  for (const [name, looks] of Object.entries(QUERIES)) {
    for (const [index, look] of looks.entries()) {
      it(`${name}: look ${index + 1} shows nothing of the neighbour`, async () => {
        const seen = await look(bait, test()).catch((error: unknown) => {
          if (!isDomainError(error)) throw error;
          expect(error.code).toMatch(/NOT_FOUND|FORBIDDEN/);
          return undefined;
        });
        const told = JSON.stringify(seen ?? null, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
        for (const trace of [SECRET, PUBLIC, bait.draft, bait.withdrawn, bait.draftFile, bait.account, bait.offline]) {
          // The intruder's own county also has a site that is not open, whose own desk may be read.
          if (trace === SECRET && name.startsWith('listAuditLines')) continue;
          if (trace === bait.offline && name.startsWith('listAuditLines')) continue;
          expect(told.includes(trace), `${name} shows ${trace}`).toBe(false);
        }
      });
    }
  }

  it('would find a trace: the neighbour itself sees its draft', async () => {
    const seen = await articles.listArticles(test().contextAt('west-town', 'westAdmin'), {});
    expect(JSON.stringify(seen)).toContain(bait.draft);
  });

  it('answers an id that exists nowhere like an id of the neighbour', async () => {
    const codes = await Promise.all(
      [bait.draft, newId()].map((id) =>
        articles
          .getArticleForDesk(own(test()), id)
          .catch((error: unknown) => (isDomainError(error) ? error.message : error)),
      ),
    );
    expect(codes[0]).toBe(codes[1]);
  });
});
