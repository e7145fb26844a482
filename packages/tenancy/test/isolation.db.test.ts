import { roleName, sqlState, type Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import { type Group, type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { asCounter, asVisitor, TABLES_WITHOUT_TENANT, withSite } from '../src/server';
import { asOwner } from './as-owner';

const group = useGroup();

/** Ids of the rows that `fillSite` writes; the same names for every site. */
interface Filled {
  article: string;
  revision: string;
  file: string;
}

/** One row at least in every tenant table, written as the site itself. */
async function fillSite(g: Group, code: SiteCode, columnId: string): Promise<Filled> {
  const siteId = g.site(code).id;
  const ids = { article: newId(), revision: newId(), file: newId() };
  await withSite(g.contextAt(code, 'system'), async (tx) => {
    const by = { createdById: 'system', createdByName: '系统' };
    await tx.mediaFile.create({
      data: {
        siteId,
        id: ids.file,
        sha256: ids.file,
        name: 'a.pdf',
        mime: 'application/pdf',
        size: 1,
        createdById: 'x',
      },
    });
    await tx.article.create({
      data: { siteId, id: ids.article, columnId, title: '标题', ...by, state: 'PUBLISHED', isShared: true },
    });
    await tx.$executeRaw`
      INSERT INTO "SearchEntry" VALUES (${siteId}, ${ids.article}, '标题', '', '', now(), 2026, ${columnId}, '栏目', 'NEWS',
        'TOWN', 'PORTAL', NULL, 'word', 'word')`;
    await tx.articleRevision.create({
      data: {
        siteId,
        id: ids.revision,
        articleId: ids.article,
        number: 1,
        title: '标题',
        body: '<p>正文</p>',
        editorId: 'x',
        editorName: 'x',
      },
    });
    await tx.$executeRaw`INSERT INTO "RevisionWords" VALUES (${siteId}, ${ids.revision}, 'word', 'word')`;
    await tx.article.update({
      where: { siteId_id: { siteId, id: ids.article } },
      data: { latestRevisionId: ids.revision, publishedRevisionId: ids.revision },
    });
    await tx.revisionFile.create({
      data: { siteId, revisionId: ids.revision, fileId: ids.file, use: 'ATTACHMENT' },
    });
    await tx.placement.create({
      data: { siteId, id: newId(), columnId, ordinal: 1, articleId: ids.article, firstPublishedAt: new Date() },
    });
    await tx.reviewChain.create({
      data: { siteId, id: 'site', levels: [], updatedByName: 'x', updatedAt: new Date() },
    });
    const review = newId();
    await tx.review.create({
      data: {
        siteId,
        id: review,
        articleId: ids.article,
        revisionId: ids.revision,
        levels: [],
        place: 'SITE',
        submittedByName: 'x',
        submittedAt: new Date(),
      },
    });
    await tx.reviewStep.create({
      data: {
        siteId,
        id: newId(),
        reviewId: review,
        level: 0,
        decision: 'SUBMIT',
        personId: 'x',
        personName: 'x',
        at: new Date(),
      },
    });
    await tx.siteWord.create({
      data: {
        siteId,
        id: newId(),
        phrase: '词语',
        kind: 'SENSITIVE',
        weight: 'WARN',
        sinceVersion: 1,
        standing: '词语',
      },
    });
    await tx.siteWordVersion.create({
      data: { siteId, version: 1, size: 1, summary: 'x', byName: 'x', at: new Date() },
    });
    await tx.articleSchedule.create({
      data: {
        siteId,
        articleId: ids.article,
        action: 'WITHDRAW',
        at: new Date(),
        askedById: 'x',
        askedByName: 'x',
        askedAt: new Date(),
      },
    });
    await tx.tombstone.createMany({ data: [{ siteId, articleId: ids.article, kind: 'ERROR' }] });
    await tx.correctionNote.createMany({
      data: [{ siteId, articleId: ids.article, revisionId: ids.revision, text: '更正', at: new Date() }],
    });
    await tx.laterReview.create({
      data: {
        siteId,
        id: newId(),
        articleId: ids.article,
        revisionId: ids.revision,
        place: 'SITE',
        reason: 'x',
        forcedById: 'x',
        forcedByName: 'x',
        forcedAt: new Date(),
      },
    });
    await tx.previewComment.create({
      data: {
        siteId,
        id: newId(),
        articleId: ids.article,
        revisionId: ids.revision,
        name: 'x',
        text: 'x',
        at: new Date(),
      },
    });
    await tx.passageComment.create({
      data: {
        siteId,
        id: newId(),
        articleId: ids.article,
        revisionId: ids.revision,
        reviewId: review,
        field: 'body',
        quote: 'x',
        nth: 0,
        before: '',
        after: '',
        text: 'x',
        personName: 'x',
        at: new Date(),
      },
    });
    await tx.typedDraft.create({
      data: { siteId, accountId: 'x', form: 'x', base: '', fields: {}, savedAt: new Date() },
    });
    await tx.typing.create({
      data: { siteId, articleId: ids.article, accountId: 'x', name: 'x', since: new Date(), seenAt: new Date() },
    });
    await tx.mediaFolder.createMany({ data: [{ siteId, id: newId(), name: '图片' }] });
    await tx.topic.create({ data: { siteId, columnId, pictureAlt: 'x' } });
    await tx.columnEditor.create({ data: { siteId, columnId, accountId: 'x', name: 'x' } });
    await tx.redirect.create({ data: { siteId, path: '/c/old/', target: '/c/new/' } });
    const batch = newId();
    await tx.importBatch.create({
      data: { siteId, id: batch, name: 'x.xml', size: 1, createdById: 'x', createdByName: 'x', createdAt: new Date() },
    });
    await tx.importItem.create({
      data: { siteId, importId: batch, position: 1, sourceKey: 'x', title: 'x', outcome: 'NEW' },
    });
    await tx.provenance.createMany({ data: [{ siteId, articleId: ids.article, sourceKey: 'x' }] });
    await tx.auditLine.createMany({
      data: [
        {
          siteId,
          id: newId(),
          actorId: 'x',
          actorName: 'x',
          action: 'x',
          subjectType: 'x',
          subjectId: 'x',
          summary: 'x',
        },
      ],
    });
    const month = '2026-11';
    const work = { columnId, columnName: 'x', kind: 'NEWS', personId: 'x', personName: 'x', at: new Date() } as const;
    await tx.outputRecord.createMany({
      data: [{ ...work, siteId, articleId: ids.article, unit: '', length: 1, isReprint: false }],
    });
    await tx.pointsTable.create({
      data: { siteId, month, rules: {}, updatedByName: 'x', updatedAt: new Date() },
    });
    await tx.settledMonth.createMany({
      data: [{ siteId, month, rules: {}, points: 0, fee: 0, settledByName: 'x', settledAt: new Date() }],
    });
    await tx.settledLine.createMany({
      data: [
        {
          ...work,
          siteId,
          month,
          number: 1,
          reason: 'PUBLISHED',
          articleId: ids.article,
          title: 'x',
          unit: '',
          length: 1,
          isReprint: false,
          isForced: false,
          isWithdrawn: false,
          adoptedBy: '',
          points: 0,
          fee: 0,
        },
      ],
    });
    await tx.auditCheck.create({ data: { siteId, checkedAt: new Date(), lines: 0, hash: Buffer.alloc(0) } });
  });
  await asCounter({ db: g.db, siteId }, (tx) =>
    tx.searchMiss.createMany({
      data: [{ siteId, day: new Date('2026-11-22'), query: '没有的词', lastAt: new Date() }],
    }),
  );
  return ids;
}

async function link(g: Group, code: SiteCode, columnId: string, from: string, articleId: string) {
  const siteId = g.site(code).id;
  await withSite(g.contextAt(code, 'system'), (tx) =>
    tx.contentLink.create({
      data: {
        siteId,
        id: newId(),
        sourceSiteId: from,
        sourceArticleId: articleId,
        columnId,
        createdById: 'x',
        createdByName: 'x',
      },
    }),
  );
}

let tenantTables: string[] = [];

beforeAll(async () => {
  const g = group();
  const east = await fillSite(g, 'east-town', g.columnId('east-town', 'xinwen'));
  const west = await fillSite(g, 'west-town', g.columnId('west-town', 'xinwen'));
  await link(g, 'east-town', g.columnId('east-town', 'tongzhi'), g.site('west-town').id, west.article);
  await link(g, 'west-town', g.columnId('west-town', 'tongzhi'), g.site('east-town').id, east.article);
  // A link between two strangers: the east town is neither its source nor its carrier.
  const bureau = await fillSite(g, 'bureau', g.columnId('bureau', 'xinwen'));
  await link(g, 'west-town', g.columnId('west-town', 'tongzhi'), g.site('bureau').id, bureau.article);
  const rows = await asOwner(g.db, (client) =>
    client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       AND relname <> '_prisma_migrations' ORDER BY relname`,
    ),
  );
  tenantTables = rows.rows.map((row) => row.name).filter((name) => !(name in TABLES_WITHOUT_TENANT));
});

type Query = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

const queryOf =
  (tx: Transaction): Query =>
  (sql, values = []) =>
    tx.$queryRawUnsafe<Record<string, unknown>[]>(sql, ...values);

/** SELECT of a tenant scope that reads a table; a source also sees who carries its items. */
async function strangersSeen(query: Query, table: string, own: string): Promise<number> {
  const also = table === 'ContentLink' ? 'AND "sourceSiteId" <> $1' : '';
  const [row] = await query(`SELECT count(*)::int AS n FROM "${table}" WHERE "siteId" <> $1 ${also}`, [own]);
  return Number(row?.n);
}

describe('in the scope of one site', () => {
  it('every tenant table shows rows of that site and none of another', async () => {
    const g = group();
    expect(tenantTables.length).toBeGreaterThan(8);
    const own = g.site('east-town').id;
    await withSite(g.contextAt('east-town', 'system'), async (tx) => {
      const query = queryOf(tx);
      for (const table of tenantTables) {
        const [row] = await query(`SELECT count(*)::int AS n FROM "${table}" WHERE "siteId" = $1`, [own]);
        expect(Number(row?.n), `${table} has rows to try with`).toBeGreaterThan(0);
        expect(await strangersSeen(query, table, own), table).toBe(0);
      }
    });
  });

  it('changing or deleting rows of another site touches none, or is not allowed at all', async () => {
    const g = group();
    const other = g.site('west-town').id;
    for (const table of tenantTables) {
      for (const sql of [
        `UPDATE "${table}" SET "siteId" = "siteId" WHERE "siteId" = $1`,
        `DELETE FROM "${table}" WHERE "siteId" = $1`,
      ]) {
        const touched = await withSite(g.contextAt('east-town', 'system'), (tx) =>
          tx.$executeRawUnsafe(sql, other),
        ).catch((error: unknown) => sqlState(error));
        expect([0, '42501'], `${sql.slice(0, 6)} ${table}`).toContain(touched);
      }
    }
  });

  it('writing a row for another site fails with 42501, in every tenant table', async () => {
    const g = group();
    const other = g.site('west-town').id;
    for (const table of tenantTables) {
      const state = await withSite(g.contextAt('east-town', 'system'), (tx) =>
        tx.$executeRawUnsafe(
          `INSERT INTO "${table}" SELECT r.* FROM "${table}" t,
             jsonb_populate_record(t, jsonb_build_object('siteId', $1::text)) AS r LIMIT 1`,
          other,
        ),
      ).catch((error: unknown) => sqlState(error));
      expect(state, table).toBe('42501');
    }
  });

  it('moving an own row to another site fails with 42501 as well', async () => {
    const g = group();
    const own = g.site('east-town').id;
    const other = g.site('west-town').id;
    for (const table of tenantTables) {
      const state = await withSite(g.contextAt('east-town', 'system'), (tx) =>
        tx.$executeRawUnsafe(`UPDATE "${table}" SET "siteId" = $1 WHERE "siteId" = $2`, other, own),
      ).catch((error: unknown) => sqlState(error));
      expect(state, table).toBe('42501');
    }
  });

  it('the row of another site is neither seen nor changed, and no site and no audit line is deleted', async () => {
    const g = group();
    const other = g.site('west-town').id;
    await withSite(g.contextAt('east-town', 'system'), async (tx) => {
      expect(await tx.site.findMany({ select: { id: true } })).toEqual([{ id: g.site('east-town').id }]);
      expect((await tx.site.updateMany({ where: { id: other }, data: { name: '改名' } })).count).toBe(0);
    });
    for (const table of ['Site', 'AuditLine', 'AuditSeal', 'SiteLineage']) {
      const state = await withSite(g.contextAt('east-town', 'system'), (tx) =>
        tx.$executeRawUnsafe(`DELETE FROM "${table}"`),
      ).catch((error: unknown) => sqlState(error));
      expect(state, table).toBe('42501');
    }
  });

  it('a link to an item that its source has not shared is refused', async () => {
    const g = group();
    const source = g.site('west').id;
    const articleId = newId();
    await withSite(g.contextAt('west', 'system'), (tx) =>
      tx.article.create({
        data: {
          siteId: source,
          id: articleId,
          columnId: g.columnId('west', 'yaowen'),
          title: '未共享',
          createdById: 'x',
          createdByName: 'x',
        },
      }),
    );
    const column = g.columnId('east-town', 'tongzhi');
    const refused = await link(g, 'east-town', column, source, articleId).catch((error: unknown) => sqlState(error));
    expect(refused).toBe('42501');
  });
});

describe('a visitor', () => {
  it('can write nothing in any table', async () => {
    const g = group();
    for (const table of [...tenantTables, ...Object.keys(TABLES_WITHOUT_TENANT)]) {
      for (const sql of [`INSERT INTO "${table}" DEFAULT VALUES`, `DELETE FROM "${table}"`]) {
        const state = await asVisitor(g, (tx) => tx.$executeRawUnsafe(sql)).catch((error: unknown) => sqlState(error));
        expect(state, sql).toBe('42501');
      }
    }
  });
});

describe('the isolation check itself', () => {
  it('goes red for every tenant table when its policy is opened', async () => {
    const g = group();
    const own = g.site('east-town').id;
    const tenant = roleName(g.db.name, 'tenant');
    for (const table of tenantTables) {
      const seen = await asOwner(g.db, async (client) => {
        await client.query(`DROP POLICY tenant ON "${table}"`);
        await client.query(`CREATE POLICY tenant ON "${table}" TO ${tenant} USING (true) WITH CHECK (true)`);
        await client.query(`SELECT set_config('app.site', $1, true), set_config('role', $2, true)`, [own, tenant]);
        const query: Query = async (sql, values) => (await client.query(sql, values)).rows;
        return strangersSeen(query, table, own);
      });
      expect(seen, table).toBeGreaterThan(0);
    }
  });

  it('shows no row at all when the policy of a table is gone', async () => {
    const g = group();
    const own = g.site('east-town').id;
    const tenant = roleName(g.db.name, 'tenant');
    for (const table of tenantTables) {
      const rows = await asOwner(g.db, async (client) => {
        await client.query(`DROP POLICY tenant ON "${table}"`);
        await client.query(`SELECT set_config('app.site', $1, true), set_config('role', $2, true)`, [own, tenant]);
        return (await client.query(`SELECT * FROM "${table}" WHERE "siteId" = $1`, [own])).rowCount;
      });
      expect(rows, table).toBe(0);
    }
  });
});
