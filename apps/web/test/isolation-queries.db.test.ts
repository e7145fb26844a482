import * as accounts from '@zhanqun/accounts/server';
import * as articles from '@zhanqun/articles/server';
import * as audit from '@zhanqun/audit/server';
import * as checks from '@zhanqun/checks/server';
import * as columns from '@zhanqun/columns/server';
import type { Transaction } from '@zhanqun/db';
import * as imports from '@zhanqun/imports/server';
import * as jobs from '@zhanqun/jobs/server';
import { isDomainError, newId } from '@zhanqun/kit';
import * as media from '@zhanqun/media/server';
import * as notices from '@zhanqun/notices/server';
import * as pages from '@zhanqun/pages/server';
import * as partners from '@zhanqun/partners/server';
import * as publishing from '@zhanqun/publishing/server';
import * as review from '@zhanqun/review/server';
import { readSearchRequest } from '@zhanqun/search/schema';
import * as search from '@zhanqun/search/server';
import * as sharing from '@zhanqun/sharing/server';
import * as sites from '@zhanqun/sites/server';
import { monthOf } from '@zhanqun/statistics/months';
import { DIMENSIONS } from '@zhanqun/statistics/schema';
import * as statistics from '@zhanqun/statistics/server';
import * as templates from '@zhanqun/templates/server';
import { asVisitor } from '@zhanqun/tenancy/server';
import { type Group, useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportedByPackages } from './exported';
import {
  baitNeighbour,
  NEIGHBOURS_WORK,
  type Neighbour,
  officePartner,
  own,
  PUBLIC,
  SECRET,
  theirs,
} from './neighbour';

const test = useGroup();
let bait: Neighbour;

beforeAll(async () => {
  bait = await baitNeighbour(test());
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
  getOwnEmail: [(_n, g) => accounts.getOwnEmail(g.context('eastAdmin'))],
  listNotices: [(_n, g) => notices.listNotices(g.context('eastAdmin'), {})],
  getDeputies: [(_n, g) => review.getDeputies(g.context('eastAdmin'))],
  listDeputyCandidates: [(_n, g) => review.listDeputyCandidates(g.context('eastAdmin'))],
  findNotice: [(n, g) => notices.findNotice(g.context('eastAdmin'), n.notice)],
  countUnreadNotices: [
    async (_n, g) => {
      expect(await notices.countUnreadNotices(g.context('eastAdmin'))).toBe(0);
    },
  ],
  listMails: [(_n, g) => notices.listMails(g.context('eastAdmin'), {})],
  maskAddress: [async () => notices.maskAddress('')],
  listSessions: [(n, g) => accounts.listSessions(g.context('eastAdmin'), n.account)],
  listStrandedReviewsAcrossSites: [
    (_n, g) => articles.listStrandedReviewsAcrossSites(g.context('eastAdmin'), reachEast(g), {}),
  ],
  listPendingReviewsAcrossSites: [
    (_n, g) => articles.listPendingReviewsAcrossSites(g.context('eastAdmin'), reachEast(g), {}),
    (n, g) => articles.listPendingReviewsAcrossSites(g.context('eastAdmin'), reachEast(g), { siteId: n.siteId }),
    (n, g) => articles.listPendingReviewsAcrossSites(g.context('eastAdmin'), reachEast(g), { columnId: n.column }),
  ],
  countPendingReviewsAcrossSites: [
    async (_n, g) => {
      expect(await articles.countPendingReviewsAcrossSites(g.context('eastAdmin'), reachEast(g))).toBe(0);
    },
  ],
  getCheckRules: [(_n, g) => checks.getCheckRules(own(g))],
  listWords: [(_n, g) => checks.listWords(own(g), 'SITE', {}), (_n, g) => checks.listWords(own(g), 'GROUP', {})],
  getWord: [(n, g) => checks.getWord(own(g), 'SITE', n.word), (n, g) => checks.getWord(own(g), 'GROUP', n.word)],
  listWordVersions: [(_n, g) => checks.listWordVersions(own(g), 'SITE')],
  getWordsOfVersion: [(_n, g) => checks.getWordsOfVersion(own(g), 'SITE')],
  getReviewChains: [(_n, g) => review.getReviewChains(own(g))],
  getReviewLevels: [(_n, g) => review.getReviewLevels(own(g), g.columnId('west-town', 'tongzhi'))],
  listLaterReviewsAcrossSites: [
    (_n, g) => articles.listLaterReviewsAcrossSites(g.context('eastAdmin'), reachEast(g), {}),
  ],
  getLaterReview: [(n, g) => review.getLaterReview(own(g), n.later)],
  findMissingLevel: [
    async (_n, g) => {
      const levels = [{ name: '初审', place: 'SITE' as const }];
      expect(await review.findMissingLevel(own(g), levels)).toBeUndefined();
    },
  ],
  findReviewOfItem: [(n, g) => review.findReviewOfItem(own(g), n.inReview)],
  getSecrecySheet: [(n, g) => articles.getSecrecySheet(own(g), n.draft, 1)],
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
  listPolicyDocuments: [(_n, g) => articles.listPolicyDocuments(own(g))],
  findPolicy: [
    (n, g) => visit(g, (tx) => articles.findPolicy(tx, own(g).site.id, n.published)),
    (n, g) => visit(g, (tx) => articles.findPolicy(tx, n.siteId, n.draft)),
  ],
  listInterpretations: [
    (n, g) => visit(g, (tx) => articles.listInterpretations(tx, own(g).site.id, n.published)),
    (n, g) => visit(g, (tx) => articles.listInterpretations(tx, n.siteId, n.draft)),
  ],
  findMerge: [(n, g) => columns.findMerge(own(g), n.column)],
  getColumnContract: [(n, g) => columns.getColumnContract(own(g), n.column)],
  listColumnDuties: [
    (_n, g) => columns.listColumnDuties(own(g)),
    (n, g) => columns.listColumnDuties(own(g), { siteId: n.siteId }),
  ],
  listColumnDutiesAcrossSites: [
    (n, g) => columns.listColumnDutiesAcrossSites(g.context('eastAdmin'), reachEast(g), { siteId: n.siteId }),
    (_n, g) => columns.listColumnDutiesAcrossSites(g.context('eastAdmin'), reachEast(g)),
  ],
  countColumnDuties: [(_n, g) => columns.countColumnDuties(own(g))],
  findColumnByCode: [(_n, g) => columns.findColumnByCode(own(g), 'no-such-column')],
  getPublicColumns: [(_n, g) => visit(g, (tx) => columns.getPublicColumns(tx, g.site('east-hill').id))],
  getPublicColumn: [(_n, g) => visit(g, (tx) => columns.getPublicColumn(tx, g.site('east-hill').id, 'xinwen'))],
  findPublicColumn: [(_n, g) => visit(g, (tx) => columns.findPublicColumn(tx, g.site('east-hill').id, 'xinwen'))],
  findPublicFile: [(n, g) => visit(g, (tx) => media.findPublicFile(tx, n.siteId, n.draftFile))],
  getPublicFile: [(n, g) => visit(g, (tx) => media.getPublicFile(tx, own(g).site.id, n.draftFile))],
  getDeskFile: [(n, g) => media.getDeskFile(own(g), n.draftFile)],
  getLibraryFile: [(n, g) => media.getLibraryFile(own(g), n.draftFile)],
  listFiles: [
    (_n, g) => media.listFiles(own(g), {}),
    (n, g) => media.listFiles(own(g), { folderId: n.folder }),
    (_n, g) => media.listFiles(own(g), { q: SECRET }),
  ],
  listFolders: [(_n, g) => media.listFolders(own(g))],
  listFileUses: [(n, g) => media.listFileUses(own(g), n.draftFile).then(({ items }) => items)],
  listImports: [(_n, g) => imports.listImports(own(g))],
  getImport: [(n, g) => imports.getImport(own(g), n.import)],
  listImportItems: [(n, g) => imports.listImportItems(own(g), n.import)],
  findPublicProvenance: [
    (n, g) => visit(g, (tx) => imports.findPublicProvenance(tx, n.siteId, n.draft)),
    (n, g) => visit(g, (tx) => imports.findPublicProvenance(tx, own(g).site.id, n.draft)),
  ],
  findSignedFile: [(n, g) => media.findSignedFile(own(g), n.draftFile)],
  findPreviewFile: [(n, g) => media.findPreviewFile(own(g), n.draftFile, n.draftRevision)],
  listRenewals: [
    (n, g) => publishing.listRenewals(own(g), { siteId: n.siteId, tags: [publishing.TAGS.items(n.siteId)] }),
    (n, g) =>
      publishing.listRenewals(own(g), {
        siteId: own(g).site.id,
        tags: [publishing.TAGS.newest(n.siteId, 'NEWS'), publishing.TAGS.items(own(g).site.id)],
      }),
  ],
  listEnded: [
    (n, g) =>
      visit(g, async (tx) => [...(await articles.listEnded(tx, [{ siteId: n.siteId, articleId: n.withdrawn }]))]),
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
  getTopic: [(n, g) => columns.getTopic(own(g), n.topic)],
  getPublicTopic: [(n, g) => visit(g, (tx) => columns.getPublicTopic(tx, g.site('east-town').id, n.topic))],
  findTopicPage: [(n, g) => pages.findTopicPage(own(g), n.topic)],
  findPublicTopicPage: [(n, g) => visit(g, (tx) => pages.findPublicTopicPage(tx, g.site('east-town').id, n.topic))],
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
  findTypedDraft: [(n, g) => articles.findTypedDraft(own(g), n.draft)],
  listOthersTyping: [(n, g) => articles.listOthersTyping(own(g), n.draft)],
  listPassageComments: [(n, g) => articles.listPassageComments(own(g), n.inReview)],
  listPreviewComments: [(n, g) => articles.listPreviewComments(own(g), n.draft)],
  findTombstone: [
    (n, g) => visit(g, (tx) => articles.findTombstone(tx, n.siteId, n.withdrawn)),
    (n, g) => visit(g, (tx) => articles.findTombstone(tx, own(g).site.id, n.withdrawn)),
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
  newsPlaceOf: [async (_n, g) => articles.newsPlaceOf(own(g).site, 'portal')],
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
  listNewsAround: [
    (_n, g) =>
      visit(g, async (tx) =>
        (
          await Promise.all(
            (['children', 'parent', 'portal'] as const).map((list) =>
              articles.listNewsAround(tx, own(g).site, list, 50),
            ),
          )
        ).flat(),
      ),
    (_n, g) => visit(g, async (tx) => articles.listNewsAround(tx, g.site('east'), 'children', 50)),
  ],
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
  listAuditLinesAcrossSites: [
    (_n, g) => audit.listAuditLinesAcrossSites(g.context('eastAdmin'), reachEast(g), {}),
    (n, g) => audit.listAuditLinesAcrossSites(g.context('eastAdmin'), reachEast(g), { siteId: n.siteId }),
  ],
  listAuditEvidence: [(_n, g) => audit.listAuditEvidence(own(g), {})],
  listAuditEvidenceAcrossSites: [
    (_n, g) => audit.listAuditEvidenceAcrossSites(g.context('eastAdmin'), reachEast(g), {}),
    (n, g) => audit.listAuditEvidenceAcrossSites(g.context('eastAdmin'), reachEast(g), { siteId: n.siteId }),
  ],
  getOutput: [(_n, g) => statistics.getOutput(own(g), { by: 'person', month: monthOf(new Date()) })],
  getOutputAcrossSites: DIMENSIONS.map(
    (by): Look =>
      (n, g) => {
        const filter = { by, month: monthOf(new Date()), siteId: by === 'site' ? n.siteId : undefined };
        return statistics.getOutputAcrossSites(g.context('eastAdmin'), reachEast(g), filter);
      },
  ),
  getStatement: [(_n, g) => statistics.getStatement(own(g), monthOf(new Date()))],
  listPointsTables: [(_n, g) => statistics.listPointsTables(own(g))],
  listSettledMonths: [(_n, g) => statistics.listSettledMonths(own(g))],
  getAuditState: [(_n, g) => audit.getAuditState(own(g))],
  getAuditStateAcrossSites: [(_n, g) => audit.getAuditStateAcrossSites(g.context('eastAdmin'), reachEast(g))],
  getAuditHead: [(_n, g) => audit.getAuditHead(own(g))],
};

/** Files that hold queries. */
const QUERY_FILE = /^((?:[a-z]+-)?queries|public-[a-z]+)\.server\.ts$/;
/** A piece of SQL, not a query. */
const NOT_A_QUERY = new Set(['shownItems', 'dependsOnItems', 'holdsWhileValid']);

function queriesFound(): string[] {
  const own = exportedByPackages('src', (file) => QUERY_FILE.test(file));
  return own.filter((name) => !NOT_A_QUERY.has(name));
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
        for (const trace of [
          SECRET,
          PUBLIC,
          bait.draft,
          bait.withdrawn,
          bait.review,
          bait.notice,
          bait.later,
          bait.draftFile,
          bait.account,
          bait.offline,
        ]) {
          // The intruder's own county also has a site that is not open, whose own desk may be read.
          if (trace === SECRET && /^listAudit(Lines|Evidence)/.test(name)) continue;
          if (trace === bait.offline && /^listAudit(Lines|Evidence)/.test(name)) continue;
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
