import { DomainError } from '@zhanqun/kit';
import { acrossSites, type SiteContext } from '@zhanqun/tenancy/server';
import { listAdoptions, listFacts } from './facts.server';
import { addMonths, beginOf } from './months';
import { feeOf, type PointsRules, pointsOf, pointsOfAdoption } from './points';
import { readTables, rulesFor } from './rules.server';
import { pointsRules } from './schema';

/** A site of a city publishes some hundred a month. */
export const MOST_LINES = 20_000;

export interface StatementLine {
  reason: 'PUBLISHED' | 'ADOPTED';
  articleId: string;
  title: string;
  /** When it was made public, or taken up. */
  at: Date;
  columnId: string;
  columnName: string;
  kind: string;
  unit: string;
  personId: string;
  personName: string;
  length: number;
  isReprint: boolean;
  isForced: boolean;
  isWithdrawn: boolean;
  adoptedBy: string;
  /** Tenths. */
  points: number;
  /** Fen. */
  fee: number;
}

export interface StatementPerson {
  personId: string;
  personName: string;
  unit: string;
  items: number;
  adopted: number;
  points: number;
  fee: number;
}

export interface Statement {
  month: string;
  rules: PointsRules;
  /** Undefined while the month is open. */
  settled: { byName: string; at: Date } | undefined;
  lines: StatementLine[];
  /** By unit and name. */
  people: StatementPerson[];
  points: number;
  fee: number;
}

export type StatementLines = Pick<Statement, 'rules' | 'settled' | 'lines'>;

function tooMany(): DomainError {
  return new DomainError(
    'TOO_LARGE',
    `这个月超过 ${MOST_LINES} 条，一张结算单放不下，请按栏目分几次导出内容列表来结算。`,
  );
}

/** The lines of a settled month as they stand; of an open one as they come out today. */
export async function linesOf(context: SiteContext, month: string): Promise<StatementLines> {
  const siteId = context.site.id;
  const span = { from: beginOf(month), until: beginOf(addMonths(month, 1)), siteId };
  return acrossSites(context, { roots: [], sites: [siteId] }, async (tx): Promise<StatementLines> => {
    const settled = await tx.settledMonth.findUnique({ where: { siteId_month: { siteId, month } } });
    if (settled) {
      const lines = await tx.settledLine.findMany({ where: { siteId, month }, orderBy: { number: 'asc' } });
      const by = { byName: settled.settledByName, at: settled.settledAt };
      return { rules: pointsRules.parse(settled.rules), settled: by, lines };
    }
    const rules = rulesFor(await readTables(tx, month, siteId), siteId, month);
    const facts = await listFacts(tx, span, MOST_LINES + 1);
    const adoptions = await listAdoptions(tx, context, span, false);
    if (facts.length + adoptions.length > MOST_LINES) throw tooMany();
    const lines = [
      ...facts.map((fact) => ({ ...fact, reason: 'PUBLISHED' as const, adoptedBy: '', points: pointsOf(rules, fact) })),
      ...adoptions.map((fact) => ({
        ...fact,
        reason: 'ADOPTED' as const,
        points: pointsOfAdoption(rules, fact.level, fact.before, fact.isWithdrawn),
      })),
    ];
    const priced = lines.map((line) => ({ ...line, fee: feeOf(rules, line.points) }));
    priced.sort((a, b) => a.personName.localeCompare(b.personName, 'zh') || a.at.getTime() - b.at.getTime());
    return { rules, settled: undefined, lines: priced };
  });
}

/** The statement that these lines make. */
export function statementOf(month: string, found: StatementLines): Statement {
  const people = new Map<string, StatementPerson>();
  for (const { personId, personName, unit, reason, points, fee } of found.lines) {
    const key = `${personId} ${unit}`;
    const person = people.get(key) ?? { personId, personName, unit, items: 0, adopted: 0, points: 0, fee: 0 };
    people.set(key, person);
    if (reason === 'PUBLISHED') person.items += 1;
    else person.adopted += 1;
    person.points += points;
    person.fee += fee;
  }
  const all = [...people.values()].sort(
    (a, b) => a.unit.localeCompare(b.unit, 'zh') || a.personName.localeCompare(b.personName, 'zh'),
  );
  return {
    ...found,
    month,
    people: all,
    points: all.reduce((sum, person) => sum + person.points, 0),
    fee: all.reduce((sum, person) => sum + person.fee, 0),
  };
}
