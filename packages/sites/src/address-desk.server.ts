import { recordAudit } from '@zhanqun/audit/server';
import { isUniqueViolation, type Transaction } from '@zhanqun/db';
import { notFound } from '@zhanqun/kit';
import { recordChange, TAGS, tagsOfAddresses } from '@zhanqun/publishing/server';
import { type SiteContext, type SiteDirectory, type SiteRecord, withSite } from '@zhanqun/tenancy/server';
import { addressTaken } from './conflicts.server';
import { ADDRESS_KIND_LABELS, type AddressKind } from './schema';

export interface AddressRow {
  id: string;
  kind: AddressKind;
  value: string;
  isPrimary: boolean;
}

/** Changes the addresses of one site, one change at a time, with its audit and change lines. */
export async function changeAddresses(
  context: SiteContext,
  work: (tx: Transaction, addresses: AddressRow[]) => Promise<{ summary: string; address: AddressRow }>,
): Promise<AddressRow> {
  const { site } = context;
  try {
    return await withSite(context, async (tx) => {
      await tx.$queryRaw`SELECT id FROM "Site" WHERE id = ${site.id} FOR UPDATE`;
      const addresses = await tx.siteAddress.findMany({
        where: { siteId: site.id },
        select: { id: true, kind: true, value: true, isPrimary: true },
      });
      const { summary, address } = await work(tx, addresses);
      await recordAudit(tx, { ...context, siteId: site.id }, [
        {
          action: 'site:address',
          subjectType: 'SiteAddress',
          subjectId: address.id,
          summary: `${summary}：${ADDRESS_KIND_LABELS[address.kind]} ${address.value}`.trim(),
          detail: { kind: address.kind, value: address.value },
        },
      ]);
      const moved = address.isPrimary ? placedUnder(context.directory, site) : [];
      await recordChange(tx, site.id, { tags: [TAGS.directory, ...tagsOfAddresses(moved)], cause: summary });
      return address;
    });
  } catch (error) {
    throw isUniqueViolation(error) ? addressTaken('value') : error;
  }
}

/** The site, and the sites below that are found by paths under its address. */
function placedUnder(directory: SiteDirectory, site: SiteRecord): string[] {
  const below = directory
    .children(site.id)
    .filter((child) => child.addresses.some(({ isPrimary, kind }) => isPrimary && kind === 'PATH'));
  return [site.id, ...below.flatMap((child) => placedUnder(directory, child))];
}

/** Throws NOT_FOUND for an address of another site as for one that is not there. */
export function pickAddress(addresses: AddressRow[], id: string): AddressRow {
  const address = addresses.find((row) => row.id === id);
  if (!address) throw notFound('地址');
  return address;
}
