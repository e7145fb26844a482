import { recordAudit } from '@zhanqun/audit/server';
import { columnRows, insertColumns } from '@zhanqun/columns/server';
import type { Transaction } from '@zhanqun/db';
import { newId } from '@zhanqun/kit';
import { HOME_SLUG } from '@zhanqun/pages/schema';
import { recordChange, TAGS } from '@zhanqun/publishing/server';
import { wishForChain } from '@zhanqun/review/server';
import type { BlueprintContent, ThemeSettings } from '@zhanqun/templates/schema';
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
  const columns = columnRows(id, now, site.blueprint.columns);
  await insertColumns(tx, columns);
  await tx.page.createMany({
    data: [{ siteId: id, id: newId(now.getTime()), slug: HOME_SLUG, blocks: site.blueprint.home, updatedAt: now }],
  });
  await wishForChain(tx, id, site.blueprint.review, now);
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
  await recordChange(tx, id, { tags: [TAGS.directory, TAGS.site(id)], cause: `开办站点“${site.name}”` });
  return { id, columnIds: new Map(columns.map((column) => [column.code, column.id])) };
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
