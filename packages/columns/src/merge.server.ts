import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { recordChange, recordRedirect, TAGS, tagsOfColumn, tagsOfRow } from '@zhanqun/publishing/server';
import { projectArticles } from '@zhanqun/search/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { renewDates } from './dates.server';
import { lockColumns } from './ordinals.server';
import { replaceCodeInPages } from './page-codes.server';

/** Items moved in one transaction: on the embedded database all others wait meanwhile. */
const SLICE = 500;

interface Place {
  id: string;
  ordinal: number;
  at: Date;
  articleId: string | null;
  linkId: string | null;
  /** Carried, and its source shows it to nobody any more. */
  isDead: boolean;
}

interface Merging {
  id: string;
  code: string;
  name: string;
  kind: string;
  parentId: string | null;
  isHidden: boolean;
  mergeTop: number;
  into: { id: string; code: string; name: string; kind: string };
}

export interface MergeStep {
  moved: number;
  isDone: boolean;
}

/**
 * One step of a merge, complete in itself: a run that is cut off goes on with the next. Both columns are joined from the
 * newest down, each in its own order, the later publication first: of what already stood there only that moves up which
 * is newer than something that comes in, into places kept free for it when the merge began.
 */
export async function mergeSlice(
  tx: Transaction,
  context: SiteContext,
  columnId: string,
  most = SLICE,
): Promise<MergeStep> {
  const { site } = context;
  const row = await tx.column.findFirst({
    where: { siteId: site.id, id: columnId, mergingIntoId: { not: null } },
    select: { mergingIntoId: true },
  });
  if (!row?.mergingIntoId) return { moved: 0, isDone: true };
  await lockColumns(tx, site.id, [columnId, row.mergingIntoId]);
  const from = await readMerging(tx, site.id, columnId);
  if (!from) return { moved: 0, isDone: true };
  const coming = await newestPlaces(tx, site.id, from.id, { upTo: null, most });
  if (coming.length > 0) return { moved: await movePlaces(tx, context, from, coming, most), isDone: false };
  const loose = await tx.$executeRaw`
    UPDATE "Article" SET "columnId" = ${from.into.id} WHERE "siteId" = ${site.id} AND id IN (
      SELECT id FROM "Article" WHERE "siteId" = ${site.id} AND "columnId" = ${from.id} LIMIT ${most})`;
  if (loose > 0) return { moved: loose, isDone: false };
  await finish(tx, context, from);
  return { moved: 0, isDone: true };
}

async function readMerging(tx: Transaction, siteId: string, id: string): Promise<Merging | undefined> {
  const from = await tx.column.findFirst({
    where: { siteId, id },
    select: {
      id: true,
      code: true,
      name: true,
      kind: true,
      parentId: true,
      isHidden: true,
      mergeTop: true,
      mergingInto: { select: { id: true, code: true, name: true, kind: true } },
    },
  });
  if (!from?.mergingInto || from.mergeTop === null) return undefined;
  const { mergingInto, mergeTop, ...column } = from;
  return { ...column, mergeTop, into: mergingInto };
}

function newestPlaces(
  tx: Transaction,
  siteId: string,
  columnId: string,
  { upTo, most }: { upTo: number | null; most: number },
): Promise<Place[]> {
  return tx.$queryRaw<Place[]>`
    SELECT p.id, p.ordinal, p."firstPublishedAt" AS at, p."articleId", p."linkId",
      (l.id IS NOT NULL AND NOT is_shared(l."sourceSiteId", l."sourceArticleId")) AS "isDead"
    FROM "Placement" p LEFT JOIN "ContentLink" l ON l."siteId" = p."siteId" AND l.id = p."linkId"
    WHERE p."siteId" = ${siteId} AND p."columnId" = ${columnId} AND p.ordinal <= coalesce(${upTo}::int, p.ordinal)
    ORDER BY p.ordinal DESC LIMIT ${most}`;
}

/** The newest of both, as many as were read of either: nothing unread can be newer. */
function joined(coming: Place[], standing: Place[], most: number): { coming: Place[]; order: Place[] } {
  const taken: Place[] = [];
  const order: Place[] = [];
  let next = 0;
  for (const place of coming) {
    for (let other = standing[next]; other && other.at > place.at; other = standing[next]) {
      if (order.length >= most) return { coming: taken, order };
      order.push(other);
      next += 1;
    }
    if (order.length >= most) return { coming: taken, order };
    order.push(place);
    taken.push(place);
  }
  return { coming: taken, order };
}

async function movePlaces(
  tx: Transaction,
  context: SiteContext,
  from: Merging,
  read: Place[],
  most: number,
): Promise<number> {
  const { site, now } = context;
  const { into } = from;
  // The database lets nobody carry on what its source has taken back.
  const dead = read.filter((place) => place.isDead);
  if (dead.length > 0) {
    await tx.placement.deleteMany({ where: { siteId: site.id, id: { in: dead.map(({ id }) => id) } } });
    const linkIds = dead.flatMap(({ linkId }) => linkId ?? []);
    await tx.contentLink.deleteMany({ where: { siteId: site.id, id: { in: linkIds } } });
  }
  const standing = await newestPlaces(tx, site.id, into.id, { upTo: from.mergeTop, most });
  const { coming, order } = joined(
    read.filter((place) => !place.isDead),
    standing,
    most,
  );
  const places = JSON.stringify(order.map(({ id }, index) => ({ id, ordinal: from.mergeTop - index })));
  const isStanding = new Set(standing.map(({ id }) => id));
  const shifted = order.filter(({ id }) => isStanding.has(id)).map(({ id }) => id);
  // Out of the way first: each place is taken once.
  await tx.$executeRaw`
    UPDATE "Placement" SET ordinal = -ordinal WHERE "siteId" = ${site.id} AND id = ANY (${shifted}::text[])`;
  await tx.$executeRaw`
    UPDATE "Placement" p SET "columnId" = ${into.id}, ordinal = n.ordinal
    FROM json_to_recordset(${places}::json) AS n(id text, ordinal int)
    WHERE p."siteId" = ${site.id} AND p.id = n.id`;
  const articleIds = coming.flatMap(({ articleId }) => articleId ?? []);
  const linkIds = coming.flatMap(({ linkId }) => linkId ?? []);
  await tx.contentLink.updateMany({
    where: { siteId: site.id, id: { in: linkIds } },
    data: { columnId: into.id },
  });
  await tx.article.updateMany({
    where: { siteId: site.id, id: { in: articleIds } },
    data: { columnId: into.id, updatedAt: now },
  });
  const shown = await tx.article.count({ where: { siteId: site.id, id: { in: articleIds }, state: 'PUBLISHED' } });
  const arrived = shown + linkIds.length;
  await tx.$executeRaw`
    UPDATE "Column" SET "itemCount" = "itemCount" - ${arrived + dead.length}::int,
      "mergeTop" = ${from.mergeTop - order.length}::int WHERE "siteId" = ${site.id} AND id = ${from.id}`;
  await tx.$executeRaw`
    UPDATE "Column" SET "itemCount" = "itemCount" + ${arrived}::int WHERE "siteId" = ${site.id} AND id = ${into.id}`;
  await projectArticles(tx, site.id, { articleIds });
  await recordChange(tx, site.id, {
    tags: [
      ...tagsOfColumn(site, from),
      ...tagsOfColumn(site, into),
      TAGS.reorder(site.id, from.id),
      TAGS.reorder(site.id, into.id),
      ...[...articleIds, ...linkIds].map((id) => TAGS.article(site.id, id)),
    ],
    cause: causeOf(from),
  });
  return coming.length + dead.length;
}

function causeOf({ name, into }: Merging): string {
  return `把栏目“${name}”并入“${into.name}”`;
}

/** All of it has come over: the other column keeps its own contract, and takes from this one what it lacks. */
async function finish(tx: Transaction, context: SiteContext, from: Merging): Promise<void> {
  const { site } = context;
  const { into } = from;
  await tx.$executeRaw`
    UPDATE "Column" c SET version = c.version + 1,
      "responsibleUnit" = coalesce(nullif(c."responsibleUnit", ''), f."responsibleUnit"),
      "contactName" = CASE WHEN c."contactName" = '' AND c."contactPhone" = '' THEN f."contactName" ELSE c."contactName" END,
      "contactPhone" = CASE WHEN c."contactName" = '' AND c."contactPhone" = '' THEN f."contactPhone"
        ELSE c."contactPhone" END
    FROM "Column" f WHERE f."siteId" = c."siteId" AND f.id = ${from.id} AND c."siteId" = ${site.id} AND c.id = ${into.id}`;
  await tx.$executeRaw`
    INSERT INTO "ColumnEditor" ("siteId", "columnId", "accountId", name)
    SELECT "siteId", ${into.id}, "accountId", name FROM "ColumnEditor"
    WHERE "siteId" = ${site.id} AND "columnId" = ${from.id} ON CONFLICT DO NOTHING`;
  await replaceCodeInPages(tx, site.id, from.code, into.code);
  await tx.column.deleteMany({ where: { siteId: site.id, id: from.id } });
  await recordRedirect(tx, site.id, { path: `/c/${from.code}/`, target: `/c/${into.code}/` });
  await renewDates(tx, site.id, [into.id]);
  await recordAudit(tx, { ...context, siteId: site.id }, [
    { action: 'column:edit', subjectType: 'Column', subjectId: from.id, summary: `${causeOf(from)}，已完成` },
  ]);
  await recordChange(tx, site.id, {
    tags: [
      ...tagsOfRow(site, from.parentId),
      ...tagsOfColumn(site, from),
      TAGS.about(site.id, from.id),
      TAGS.about(site.id, into.id),
      TAGS.home(site.id),
    ],
    cause: causeOf(from),
    takesAway: true,
  });
}
