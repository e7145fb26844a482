import type { Transaction } from '@zhanqun/db';
import { acrossSites, type Context, type Reach, readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { type AdoptionFact, countFacts, type Fact, listAdoptions, type Span } from './facts.server';
import { addMonths, beginOf } from './months';
import { feeOf, pointsOf, pointsOfAdoption } from './points';
import { type PointsTableView, readTables, rulesFor } from './rules.server';
import type { Dimension } from './schema';
import { linesOf, type Statement, statementOf } from './statement.server';

/** How much of one kind of work a unit, person, column, month or site has done. */
export interface OutputRow {
  key: string;
  label: string;
  /** Of the site, where the row belongs to one. */
  siteId: string;
  items: number;
  reprints: number;
  forced: number;
  withdrawn: number;
  adopted: number;
  /** Tenths. */
  points: number;
  /** Fen. */
  fee: number;
}

export interface OutputFilter {
  by: Dimension;
  month: string;
  /** One site of the reach. */
  siteId?: string | undefined;
}

/** Months that are shown beside each other. */
const MONTHS = 12;

interface SettledSum extends Omit<Fact, 'lengthClass' | 'kind'> {
  reason: 'PUBLISHED' | 'ADOPTED';
  count: number;
  points: number;
  fee: number;
}

async function sumSettled(tx: Transaction, first: string, last: string, siteId?: string): Promise<SettledSum[]> {
  return tx.$queryRaw<SettledSum[]>`
    SELECT "siteId", month, "columnId", max("columnName") AS "columnName", unit, "personId",
      max("personName") AS "personName", reason::text AS reason, "isReprint", "isForced", "isWithdrawn",
      count(*)::int AS count, sum(points)::int AS points, sum(fee)::int AS fee
    FROM "SettledLine" WHERE month >= ${first} AND month <= ${last} AND (${siteId ?? ''} = '' OR "siteId" = ${siteId ?? ''})
    GROUP BY "siteId", month, "columnId", unit, "personId", reason, "isReprint", "isForced", "isWithdrawn"`;
}

type Place = Pick<Fact, 'siteId' | 'month' | 'columnId' | 'columnName' | 'unit' | 'personId' | 'personName'>;

function rowFor(
  rows: Map<string, OutputRow>,
  by: Dimension,
  fact: Place,
  nameOf: (siteId: string) => string,
): OutputRow {
  const [key, label, siteId]: [string, string, string] = {
    unit: [`${fact.siteId} ${fact.unit}`, fact.unit, fact.siteId] as [string, string, string],
    person: [fact.personId, fact.personName, ''] as [string, string, string],
    column: [`${fact.siteId} ${fact.columnId}`, fact.columnName, fact.siteId] as [string, string, string],
    month: [fact.month, fact.month, ''] as [string, string, string],
    site: [fact.siteId, nameOf(fact.siteId), fact.siteId] as [string, string, string],
  }[by];
  const known = rows.get(key);
  if (known) return known;
  const made = { key, label, siteId, items: 0, reprints: 0, forced: 0, withdrawn: 0, adopted: 0, points: 0, fee: 0 };
  rows.set(key, made);
  return made;
}

function countWork(row: OutputRow, fact: Pick<Fact, 'isReprint' | 'isForced' | 'isWithdrawn'>, count: number): void {
  row.items += count;
  if (fact.isReprint) row.reprints += count;
  if (fact.isForced) row.forced += count;
  if (fact.isWithdrawn) row.withdrawn += count;
}

interface Counted {
  facts: (Fact & { count: number })[];
  adoptions: AdoptionFact[];
  settled: SettledSum[];
  tables: PointsTableView[];
}

/** One row for each unit, person, column, month or site, who did most first; months in their order. */
function sumOutput(
  { facts, adoptions, settled, tables }: Counted,
  by: Dimension,
  nameOf: (siteId: string) => string,
): OutputRow[] {
  const rows = new Map<string, OutputRow>();
  for (const fact of facts) {
    const rules = rulesFor(tables, fact.siteId, fact.month);
    const points = pointsOf(rules, fact);
    const row = rowFor(rows, by, fact, nameOf);
    countWork(row, fact, fact.count);
    row.points += points * fact.count;
    row.fee += feeOf(rules, points) * fact.count;
  }
  for (const fact of adoptions) {
    const rules = rulesFor(tables, fact.siteId, fact.month);
    const points = pointsOfAdoption(rules, fact.level, fact.before, fact.isWithdrawn);
    const row = rowFor(rows, by, fact, nameOf);
    row.adopted += 1;
    row.points += points;
    row.fee += feeOf(rules, points);
  }
  for (const sum of settled) {
    const row = rowFor(rows, by, sum, nameOf);
    if (sum.reason === 'PUBLISHED') countWork(row, sum, sum.count);
    else row.adopted += sum.count;
    row.points += sum.points;
    row.fee += sum.fee;
  }
  const all = [...rows.values()];
  if (by === 'month') return all.sort((a, b) => (a.key < b.key ? 1 : -1));
  return all.sort((a, b) => b.items - a.items || b.points - a.points || a.label.localeCompare(b.label, 'zh'));
}

/** Who did how much, over all sites in reach, in a number of queries that no number of sites changes. */
export async function getOutputAcrossSites(
  context: Context,
  reach: Reach,
  { by, month, siteId }: OutputFilter,
): Promise<OutputRow[]> {
  const first = by === 'month' ? addMonths(month, 1 - MONTHS) : month;
  const span: Span = { from: beginOf(first), until: beginOf(addMonths(month, 1)), siteId };
  const counted = await acrossSites(context, reach, async (tx) => ({
    facts: await countFacts(tx, span),
    adoptions: await listAdoptions(tx, context, span, true),
    settled: await sumSettled(tx, first, month, siteId),
    tables: await readTables(tx, month, siteId),
  }));
  return sumOutput(counted, by, (id) => context.directory.find(id)?.shortName ?? '');
}

/** Who did how much at one site. */
export async function getOutput(context: SiteContext, filter: Omit<OutputFilter, 'siteId'>): Promise<OutputRow[]> {
  const siteId = context.site.id;
  return getOutputAcrossSites(context, { roots: [], sites: [siteId] }, { ...filter, siteId });
}

/** The tables of a site, newest first, those of months to come included. */
export async function listPointsTables(context: SiteContext): Promise<PointsTableView[]> {
  return readSite(context, (tx) => readTables(tx, '9999-12', context.site.id));
}

/** The months of a site that are settled, newest first. */
export async function listSettledMonths(context: SiteContext): Promise<string[]> {
  const rows = await readSite(context, (tx) =>
    tx.settledMonth.findMany({
      where: { siteId: context.site.id },
      select: { month: true },
      orderBy: { month: 'desc' },
      take: 120,
    }),
  );
  return rows.map((row) => row.month);
}

/**
 * What a month of a site is worth, by person and item by item: as it was settled, or as it stands today. Throws
 * TOO_LARGE for more items than a statement holds.
 */
export async function getStatement(context: SiteContext, month: string): Promise<Statement> {
  return statementOf(month, await linesOf(context, month));
}
