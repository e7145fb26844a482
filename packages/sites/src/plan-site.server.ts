import type { Transaction } from '@zhanqun/db';
import { DomainError, newId } from '@zhanqun/kit';
import type { BlueprintContent, ThemeSettings } from '@zhanqun/templates/schema';
import { demandContrast, findLibraryContent } from '@zhanqun/templates/server';
import { themeCss } from '@zhanqun/templates/theme';
import { themeHash } from '@zhanqun/templates/theme-hash';
import { type Context, type SiteRecord, withPlatform } from '@zhanqun/tenancy/server';
import { planAddresses, refusalOfHost } from './addresses';
import { refuseField } from './conflicts.server';
import { ADDRESS_KIND_LABELS, type AddressKind, SITE_LEVELS, type SiteKind, type SiteLevel } from './schema';
import type { NewSite } from './write-site.server';

/** Deep enough for city → county → town → channel, and short enough for host names. */
const MAX_DEPTH = 5;

export interface Template {
  blueprint: BlueprintContent;
  themeCode: string;
  theme: ThemeSettings;
  themeHash: string;
}

/** What a new site starts from. Throws INVALID at the field that names nothing in the library. */
export async function readTemplate(
  context: Pick<Context, 'db'>,
  blueprintCode: string,
  themeCode: string | undefined,
): Promise<Template> {
  const [blueprint, code, theme] = await withPlatform({ db: context.db }, (tx) =>
    findTemplate(tx, blueprintCode, themeCode),
  );
  demandContrast(theme, 'themeCode');
  return { blueprint, themeCode: code, theme, themeHash: themeHash(themeCss(theme)) };
}

async function findTemplate(tx: Transaction, blueprintCode: string, themeCode: string | undefined) {
  const blueprint = await findLibraryContent(tx, 'BLUEPRINT', blueprintCode);
  if (!blueprint) throw missing('blueprintCode', '模板库里没有这个蓝本。');
  const code = themeCode ?? blueprint.themeCode;
  const theme = await findLibraryContent(tx, 'THEME', code);
  if (!theme) throw missing('themeCode', '模板库里没有这个主题。');
  return [blueprint, code, theme] as const;
}

function missing(field: string, sentence: string): DomainError {
  return new DomainError('INVALID', '请检查标出的项目。', { [field]: [sentence] });
}

export interface SiteWish {
  name: string;
  shortName: string;
  label: string;
  code: string;
  divisionCode?: string | undefined;
  level: SiteLevel;
  kind: SiteKind;
  blueprintCode: string;
  primaryAddress: AddressKind;
  ownDomain?: string | undefined;
  isDemonstration?: boolean | undefined;
  facts?: NewSite['facts'];
}

/** A parent as planning needs it: of the directory, or just written in the same bulk run. */
export type ParentRecord = Pick<SiteRecord, 'id' | 'code' | 'level' | 'kind' | 'state' | 'lineage' | 'addresses'>;

/** Joins a wish, its parent and its template into rows to write. Nothing is asked of the database. */
export function planSite(
  wish: SiteWish,
  parent: ParentRecord | undefined,
  template: Template,
  position: number,
  at: Date,
): NewSite {
  const id = newId(at.getTime());
  const addresses = planAddresses(parent, wish.label, { primary: wish.primaryAddress, ownDomain: wish.ownDomain });
  if (!addresses.some((address) => address.isPrimary)) {
    throw missing(
      wish.primaryAddress === 'OWN_DOMAIN' ? 'ownDomain' : 'primaryAddress',
      wish.primaryAddress === 'OWN_DOMAIN'
        ? '以独立域名为主地址时，请填写域名。'
        : `这个站点没有“${ADDRESS_KIND_LABELS[wish.primaryAddress]}”地址，请选别的主地址。`,
    );
  }
  return {
    id,
    lineage: [...(parent?.lineage ?? []), id],
    code: wish.code,
    label: wish.label,
    name: wish.name,
    shortName: wish.shortName,
    divisionCode: wish.divisionCode,
    level: wish.level,
    kind: wish.kind,
    position,
    isDemonstration: wish.isDemonstration ?? false,
    facts: wish.facts,
    blueprintCode: wish.blueprintCode,
    ...template,
    addresses,
  };
}

/** The label itself where no other site has it as code, else with the parent's code before it. */
export function suggestCode(context: Pick<Context, 'directory'>, label: string, parent?: { code: string }): string {
  if (/^[a-z]./.test(label) && !context.directory.findByCode(label)) return label;
  return `${parent?.code ?? 'site'}-${label}`.slice(0, 63);
}

/**
 * Whether the tree may grow there. Throws CONFLICT, or INVALID at the level. A group above the city has portals of the
 * highest level under one another: country, province, city.
 */
export function demandPlaceInTree(
  wish: Pick<SiteWish, 'level' | 'kind'>,
  parent: ParentRecord,
  { isAboveCity = false }: { isAboveCity?: boolean | undefined } = {},
): void {
  if (parent.state === 'CLOSED') throw new DomainError('CONFLICT', '上级站点已关闭，不能在它下面开办站点。');
  if (parent.lineage.length >= MAX_DEPTH) throw new DomainError('CONFLICT', '这里的层级已经太深，不能再开办下级站点。');
  const below = SITE_LEVELS.indexOf(wish.level) - SITE_LEVELS.indexOf(parent.level);
  if (below < 0) throw missing('level', '下级站点的层级不能高于上级站点。');
  const mayBeEqual = wish.kind !== 'PORTAL' || (isAboveCity && wish.level === 'CITY');
  if (below === 0 && !mayBeEqual) throw missing('level', '政府门户的层级要低于上级站点。');
}

/** Refuses what the directory already knows to be taken, and hosts that no site may have. Names no site. */
export function demandFree(context: Pick<Context, 'directory'>, site: NewSite): void {
  const { directory } = context;
  const parentId = site.lineage.at(-2);
  const isTaken = parentId && directory.children(parentId).some((sibling) => sibling.label === site.label);
  if (isTaken) throw refuseField('label', '这个标识在同一上级下已被使用，请换一个。');
  if (directory.findByCode(site.code)) throw refuseField('code', '这个站点代码已被使用，请换一个。');
  for (const address of site.addresses) {
    const refusal = refusalOfHost(address, directory.addressing);
    if (refusal) throw refuseField(address.kind === 'OWN_DOMAIN' ? 'ownDomain' : 'label', refusal);
    const isOwn = address.kind === 'OWN_DOMAIN';
    if (isOwn && directory.findByOwnDomain(address.value))
      throw refuseField('ownDomain', '这个地址已被使用，请换一个。');
  }
}

/** After its youngest sibling. */
export function nextPosition(context: Pick<Context, 'directory'>, parentId: string): number {
  return Math.max(-1, ...context.directory.children(parentId).map((sibling) => sibling.position)) + 1;
}
