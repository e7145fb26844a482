import { recordAudit } from '@zhanqun/audit/server';
import type { Prisma, Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import type { BlueprintColumn, BlueprintContent, ThemeSettings } from '@zhanqun/templates/schema';
import type { Context, SiteRecord } from '@zhanqun/tenancy/server';
import type { PlannedAddress } from './addresses';
import { ADDRESS_KIND_LABELS, SITE_LEVEL_LABELS, type SiteKind, type SiteLevel } from './schema';

/** Everything a new site begins with, worked out before its transaction is opened. */
export interface NewSite {
  id: string;
  /** Ids from the root to the site itself. */
  lineage: string[];
  code: string;
  label: string;
  name: string;
  shortName: string;
  divisionCode?: string | undefined;
  level: SiteLevel;
  kind: SiteKind;
  position: number;
  isDemonstration: boolean;
  facts?: Partial<Record<'sponsor' | 'contactAddress' | 'contactPhone' | 'officeHours', string>> | undefined;
  blueprintCode: string;
  blueprint: BlueprintContent;
  themeCode: string;
  theme: ThemeSettings;
  themeHash: string;
  addresses: PlannedAddress[];
}

export interface WrittenSite {
  id: string;
  /** Ids of the site's columns by their codes. */
  columnIds: Map<string, string>;
}

type ColumnRow = Prisma.ColumnCreateManyInput;

/** One level of the tree after the other: a parent's row must be there before its children's. */
function columnRows(siteId: string, now: Date, columns: readonly BlueprintColumn[]): ColumnRow[][] {
  const levels: ColumnRow[][] = [];
  const walk = (siblings: readonly BlueprintColumn[], parentId: string | null, depth: number) => {
    for (const [position, column] of siblings.entries()) {
      const id = newId(now.getTime());
      levels[depth] ??= [];
      levels[depth].push({
        siteId,
        id,
        parentId,
        code: column.code,
        name: column.name,
        kind: column.kind,
        columnType: column.columnType,
        description: column.description,
        responsibleUnit: column.responsibleUnit ?? '',
        position,
        createdAt: now,
        updatedAt: now,
      });
      walk(column.children ?? [], id, depth + 1);
    }
  };
  walk(columns, null, 0);
  return levels;
}

/**
 * Writes a whole site in the open transaction of its own scope: row, lineage, addresses, columns, home page, audit and
 * change lines. Single and bulk commands both write through here.
 */
export async function writeSite(
  tx: Transaction,
  context: Pick<Context, 'actor' | 'now' | 'requestId'>,
  site: NewSite,
): Promise<WrittenSite> {
  const { id, lineage } = site;
  const { now } = context;
  await tx.site.createMany({
    data: [
      {
        id,
        parentId: lineage.at(-2) ?? null,
        code: site.code,
        label: site.label,
        name: site.name,
        shortName: site.shortName,
        divisionCode: site.divisionCode ?? null,
        level: site.level,
        kind: site.kind,
        stateChangedAt: now,
        blueprintCode: site.blueprintCode,
        position: site.position,
        theme: site.theme,
        themeCode: site.themeCode,
        themeHash: site.themeHash,
        ...site.facts,
        isDemonstration: site.isDemonstration,
        createdAt: now,
        updatedAt: now,
      },
    ],
  });
  await tx.siteLineage.createMany({
    data: lineage.map((ancestorId, index) => ({ siteId: id, ancestorId, depth: lineage.length - 1 - index })),
  });
  await tx.siteAddress.createMany({
    data: site.addresses.map((address) => ({ ...address, siteId: id, id: newId(now.getTime()), createdAt: now })),
  });
  const columnIds = new Map<string, string>();
  for (const level of columnRows(id, now, site.blueprint.columns)) {
    await tx.column.createMany({ data: level });
    for (const column of level) columnIds.set(column.code, column.id);
  }
  await tx.page.createMany({
    data: [{ siteId: id, id: newId(now.getTime()), slug: 'home', blocks: site.blueprint.home, updatedAt: now }],
  });
  const primary = site.addresses.find((address) => address.isPrimary);
  await recordAudit(tx, { ...context, siteId: id }, [
    {
      action: 'site:create',
      subjectType: 'Site',
      subjectId: id,
      summary: `开办${SITE_LEVEL_LABELS[site.level]}站点“${site.name}”`,
      detail: {
        code: site.code,
        blueprint: site.blueprintCode,
        theme: site.themeCode,
        address: primary ? `${ADDRESS_KIND_LABELS[primary.kind]} ${primary.value}`.trim() : '',
      },
    },
  ]);
  await recordChange(tx, id, [TAGS.directory, TAGS.site(id)]);
  return { id, columnIds };
}

/** The record by which scopes and other features know a site that the directory has not loaded yet. */
export function recordOf(site: NewSite): SiteRecord {
  return {
    id: site.id,
    parentId: site.lineage.at(-2) ?? null,
    code: site.code,
    label: site.label,
    name: site.name,
    shortName: site.shortName,
    level: site.level,
    kind: site.kind,
    state: 'PREPARING',
    stateNote: '',
    themeCode: site.themeCode,
    theme: site.theme,
    themeHash: site.themeHash,
    position: site.position,
    isDemonstration: site.isDemonstration,
    addresses: site.addresses.map(({ kind, value, isPrimary }) => ({ kind, value, isPrimary })),
    lineage: site.lineage,
  };
}
