import { Prisma, type Transaction } from '@zhanqun/db';
import { escapeLike, formatDate, PAGE_SIZE, type Page } from '@zhanqun/kit';
import { acrossSites, type Context, type Reach, readSite, type SiteContext } from '@zhanqun/tenancy/server';
import { cycleOf, DUTY_STATES, type DutyState, dutyOf, NEVER_DUE } from './cycles';
import type { ColumnKind } from './schema';

/** A column as the board shows it. */
export interface ColumnDuty {
  siteId: string;
  columnId: string;
  name: string;
  kind: ColumnKind;
  responsibleUnit: string;
  contactName: string;
  contactPhone: string;
  editors: string[];
  /** 0 when nothing is due. */
  days: number;
  lastItemAt: Date | null;
  state: DutyState;
  /** To the day from which it is late; negative after it. */
  daysLeft: number;
}

export interface BoardFilter {
  siteId?: string;
  state?: DutyState;
  /** Words of the column's name or of the responsible unit. */
  q?: string;
  /** The account that is to keep it. */
  editorId?: string;
  /** `next` of the page before. */
  after?: string;
}

interface BoardRow extends Omit<ColumnDuty, 'days' | 'state'> {
  dueOn: string;
  warnDaysLeft: number;
  updateDays: number | null;
  warnDays: number | null;
}

function inState(state: DutyState | undefined, today: string): Prisma.Sql {
  if (!state) return Prisma.empty;
  const due = Prisma.sql`c."dueOn" < ${NEVER_DUE}::date`;
  const tests: Record<DutyState, Prisma.Sql> = {
    NONE: Prisma.sql`AND c."dueOn" = ${NEVER_DUE}::date`,
    EMPTY: Prisma.sql`AND ${due} AND c."lastItemAt" IS NULL`,
    LATE: Prisma.sql`AND c."dueOn" <= ${today}::date AND c."lastItemAt" IS NOT NULL`,
    SOON: Prisma.sql`AND c."dueOn" > ${today}::date AND ${due} AND c."warnOn" <= ${today}::date
      AND c."lastItemAt" IS NOT NULL`,
    FINE: Prisma.sql`AND c."warnOn" > ${today}::date AND ${due}`,
  };
  return tests[state];
}

function afterCursor(after: string | undefined): Prisma.Sql {
  const [day = '', siteId, id] = after?.split('_') ?? [];
  if (!siteId || !id || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return Prisma.empty;
  return Prisma.sql`AND (c."dueOn", c."siteId", c.id) > (${day}::date, ${siteId}, ${id})`;
}

/** One page in one statement along the index of days due; the longest late comes first. */
async function readBoard(
  tx: Transaction,
  now: Date,
  { siteId, state, q, editorId, after }: BoardFilter,
  sites: Prisma.Sql,
): Promise<Page<ColumnDuty>> {
  const today = formatDate(now);
  const words = q?.split(/\s+/).filter(Boolean).slice(0, 5) ?? [];
  const rows = await tx.$queryRaw<BoardRow[]>`
    SELECT c."siteId", c.id AS "columnId", c.name, c.kind::text AS kind, c."responsibleUnit", c."contactName",
      c."contactPhone", c."updateDays", c."warnDays", c."lastItemAt", to_char(c."dueOn", 'YYYY-MM-DD') AS "dueOn",
      c."dueOn" - ${today}::date AS "daysLeft", c."warnOn" - ${today}::date AS "warnDaysLeft",
      ARRAY(SELECT e.name FROM "ColumnEditor" e WHERE e."siteId" = c."siteId" AND e."columnId" = c.id
        ORDER BY e.name, e."accountId") AS editors
    FROM "Column" c
    WHERE c.kind NOT IN ('GROUP', 'TOPIC') ${sites} ${siteId ? Prisma.sql`AND c."siteId" = ${siteId}` : Prisma.empty}
      ${inState(state, today)} ${afterCursor(after)}
      ${Prisma.join(
        [
          Prisma.empty,
          ...words.map((word) => {
            const like = `%${escapeLike(word)}%`;
            return Prisma.sql`(c.name ILIKE ${like} OR c."responsibleUnit" ILIKE ${like})`;
          }),
        ],
        ' AND ',
      )}
      ${
        editorId
          ? Prisma.sql`AND EXISTS (SELECT 1 FROM "ColumnEditor" m WHERE m."siteId" = c."siteId"
              AND m."columnId" = c.id AND m."accountId" = ${editorId})`
          : Prisma.empty
      }
    ORDER BY c."dueOn", c."siteId", c.id LIMIT ${PAGE_SIZE + 1}`;
  const shown = rows.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  return {
    items: shown.map(({ dueOn, warnDaysLeft, updateDays, warnDays, ...row }) => ({
      ...row,
      days: cycleOf({ kind: row.kind, updateDays, warnDays }).days,
      state: dutyOf({
        isDue: dueOn !== NEVER_DUE,
        hasItems: row.lastItemAt !== null,
        daysLeft: row.daysLeft,
        warnDaysLeft,
      }),
    })),
    ...(rows.length > PAGE_SIZE && last ? { next: `${last.dueOn}_${last.siteId}_${last.columnId}` } : {}),
  };
}

/** The columns of the site that hold items, with what is due in each, the longest late first. */
export function listColumnDuties(context: SiteContext, filter: BoardFilter = {}): Promise<Page<ColumnDuty>> {
  return readSite(context, (tx) => readBoard(tx, context.now, { ...filter, siteId: context.site.id }, Prisma.empty));
}

/** The same over all online sites in reach: a site that is not open yet has no visitors to disappoint. */
export function listColumnDutiesAcrossSites(
  context: Context,
  reach: Reach,
  filter: BoardFilter = {},
): Promise<Page<ColumnDuty>> {
  const online = Prisma.sql`AND EXISTS (SELECT 1 FROM "Site" s WHERE s.id = c."siteId" AND s.state = 'ONLINE')`;
  return acrossSites(context, reach, (tx) => readBoard(tx, context.now, filter, online));
}

/** How many columns of the site stand in each state today. One statement. */
export async function countColumnDuties(context: SiteContext): Promise<Record<DutyState, number>> {
  const today = formatDate(context.now);
  const counts = DUTY_STATES.map(
    (state) => Prisma.sql`(count(*) FILTER (WHERE true ${inState(state, today)}))::int AS ${Prisma.raw(`"${state}"`)}`,
  );
  const [row] = await readSite(context, (tx) =>
    tx.$queryRaw<Record<DutyState, number>[]>(Prisma.sql`
      SELECT ${Prisma.join(counts)} FROM "Column" c WHERE c."siteId" = ${context.site.id} AND c.kind NOT IN ('GROUP', 'TOPIC')`),
  );
  return row ?? { LATE: 0, EMPTY: 0, SOON: 0, FINE: 0, NONE: 0 };
}
