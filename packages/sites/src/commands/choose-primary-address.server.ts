import { demand, parseInput } from '@zhanqun/access';
import { DomainError } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { changeAddresses, pickAddress } from '../address-desk.server';
import { type AddressInput, addressInput } from '../schema';

/** Makes one of the site's addresses the primary one; the others lead to it from then on. */
export async function choosePrimaryAddress(context: SiteContext, input: AddressInput): Promise<void> {
  const { addressId } = parseInput(addressInput, input);
  demand(context.actor, 'site:address', context.site);
  await changeAddresses(context, async (tx, addresses) => {
    const address = pickAddress(addresses, addressId);
    if (address.isPrimary) throw new DomainError('CONFLICT', '它已经是主地址。');
    const siteId = context.site.id;
    await tx.siteAddress.updateMany({ where: { siteId, isPrimary: true }, data: { isPrimary: false } });
    await tx.siteAddress.updateMany({ where: { siteId, id: addressId }, data: { isPrimary: true } });
    return { summary: '设为主地址', address: { ...address, isPrimary: true } };
  });
  await context.directory.catchUp([context.site.id]);
}
