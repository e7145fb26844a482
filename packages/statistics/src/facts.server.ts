import { Prisma, type Transaction } from '@zhanqun/db';
import type { Context } from '@zhanqun/tenancy/server';
import { monthOf } from './months';
import type { AdoptingLevel } from './points';
import { LENGTH_STEPS } from './points';

/** A span of time, its end not included, and one site of the scope or all of them. */
export interface Span {
  from: Date;
  until: Date;
  siteId?: string | undefined;
}

export interface Fact {
  siteId: string;
  month: string;
  columnId: string;
  columnName: string;
  unit: string;
  personId: string;
  personName: string;
  kind: string;
  lengthClass: number;
  isReprint: boolean;
  isForced: boolean;
  isWithdrawn: boolean;
}

export interface FactLine extends Fact {
  articleId: string;
  title: string;
  at: Date;
  length: number;
}

export interface AdoptionFact extends FactLine {
  /** The site that took it up. */
  adopterId: string;
  adoptedBy: string;
  level: AdoptingLevel;
  /** The levels at which it had been taken up before. */
  before: AdoptingLevel[];
}

/** Columns of a fact, read as staff: its record, what became of the item, and the writer's unit. */
const FACT = Prisma.sql`o."siteId", o."columnId", o."columnName", o."personId", o."personName", o.kind::text AS kind,
  coalesce(nullif(o.unit, ''), nullif(w.unit, ''), s."shortName") AS unit,
  width_bucket(o.length, ${[...LENGTH_STEPS]}::int[]) AS "lengthClass", o."isReprint",
  a.state = 'WITHDRAWN' AS "isWithdrawn",
  EXISTS (SELECT FROM "LaterReview" f WHERE f."siteId" = o."siteId" AND f."articleId" = o."articleId"
    AND f."forcedAt" <= o.at) AS "isForced"`;
const FROM = Prisma.sql`"OutputRecord" o
  JOIN "Article" a ON a."siteId" = o."siteId" AND a.id = o."articleId"
  JOIN "Site" s ON s.id = o."siteId"
  LEFT JOIN "Account" w ON w.id = o."personId"`;
const atSiteOf = (siteId: string | undefined) => (siteId ? Prisma.sql`AND o."siteId" = ${siteId}` : Prisma.empty);
const monthSql = (at: Prisma.Sql) => Prisma.sql`to_char(${at} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`;
const unsettled = (at: Prisma.Sql) => Prisma.sql`NOT EXISTS (SELECT FROM "SettledMonth" m
  WHERE m."siteId" = o."siteId" AND m.month = ${monthSql(at)})`;

/** What was first made public in the span and is not settled, alike things counted together. */
export async function countFacts(tx: Transaction, span: Span): Promise<(Fact & { count: number })[]> {
  return tx.$queryRaw<(Fact & { count: number })[]>`
    SELECT "siteId", month, "columnId", max("columnName") AS "columnName", unit, "personId",
      max("personName") AS "personName", kind, "lengthClass", "isReprint", "isForced", "isWithdrawn", count(*)::int AS count
    FROM (SELECT ${FACT}, ${monthSql(Prisma.sql`o.at`)} AS month FROM ${FROM}
      WHERE o.at >= ${span.from} AND o.at < ${span.until} ${atSiteOf(span.siteId)}
        AND ${unsettled(Prisma.sql`o.at`)}) f
    GROUP BY "siteId", month, "columnId", unit, "personId", kind, "lengthClass", "isReprint", "isForced", "isWithdrawn"`;
}

/** The same, item by item, by person and time; at most `limit`. */
export async function listFacts(tx: Transaction, span: Span, limit: number): Promise<FactLine[]> {
  return tx.$queryRaw<FactLine[]>`
    SELECT ${FACT}, ${monthSql(Prisma.sql`o.at`)} AS month, o."articleId", a.title, o.at, o.length FROM ${FROM}
    WHERE o.at >= ${span.from} AND o.at < ${span.until} ${atSiteOf(span.siteId)}
    ORDER BY o."personName", o."personId", o.at, o."articleId" LIMIT ${limit}::int`;
}

interface LinkRow extends FactLine {
  linkAt: Date;
  adopterId: string;
}

/**
 * What sites above took up in the span of the items of the sites in scope, each with the times before. With
 * `isUnsettled` only of months that are not settled at the item's site.
 */
export async function listAdoptions(
  tx: Transaction,
  { directory }: Pick<Context, 'directory'>,
  span: Span,
  isUnsettled: boolean,
): Promise<AdoptionFact[]> {
  const rows = await tx.$queryRaw<LinkRow[]>`
    SELECT ${FACT}, ${monthSql(Prisma.sql`l."createdAt"`)} AS month, o."articleId", a.title, o.at, o.length,
      l."createdAt" AS "linkAt", l."siteId" AS "adopterId"
    FROM "ContentLink" l JOIN ${FROM} ON o."siteId" = l."sourceSiteId" AND o."articleId" = l."sourceArticleId"
    WHERE l."createdAt" < ${span.until} ${atSiteOf(span.siteId)}
      AND EXISTS (SELECT FROM "ContentLink" n WHERE n."sourceSiteId" = l."sourceSiteId"
        AND n."sourceArticleId" = l."sourceArticleId" AND n."createdAt" >= ${span.from} AND n."createdAt" < ${span.until})
      AND (NOT ${isUnsettled} OR ${unsettled(Prisma.sql`l."createdAt"`)} OR l."createdAt" < ${span.from})
    ORDER BY l."createdAt", l.id`;
  const before = new Map<string, AdoptingLevel[]>();
  return rows.flatMap(({ linkAt, ...row }) => {
    const source = directory.find(row.siteId);
    const adopter = directory.find(row.adopterId);
    // Neighbours may carry it too; taken up is what stands at a site above.
    if (!source || !adopter || !directory.ancestors(source).some((site) => site.id === adopter.id)) return [];
    const key = `${row.siteId} ${row.articleId}`;
    const had = before.get(key) ?? [];
    before.set(key, [...had, adopter.level]);
    if (linkAt < span.from) return [];
    return [
      { ...row, at: linkAt, month: monthOf(linkAt), adoptedBy: adopter.shortName, level: adopter.level, before: had },
    ];
  });
}
