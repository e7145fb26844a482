import { demand, parseInput } from '@zhanqun/access';
import { DomainError } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { changeAddresses, pickAddress } from '../address-desk.server';
import { type AddressInput, addressInput } from '../schema';

/** Takes an address from the site. The primary one stays: links of the whole site go there. */
export async function removeAddress(context: SiteContext, input: AddressInput): Promise<void> {
  const { addressId } = parseInput(addressInput, input);
  demand(context.actor, 'site:address', context.site);
  await changeAddresses(context, async (tx, addresses) => {
    const address = pickAddress(addresses, addressId);
    if (address.isPrimary) throw new DomainError('CONFLICT', '主地址不能删除，请先把另一个地址设为主地址。');
    await tx.siteAddress.deleteMany({ where: { siteId: context.site.id, id: addressId } });
    return { summary: '删除地址', address };
  });
  await context.directory.catchUp([context.site.id]);
}
