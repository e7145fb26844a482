import { demand, parseInput } from '@zhanqun/access';
import { DomainError, newId } from '@zhanqun/kit';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { changeAddresses } from '../address-desk.server';
import { refusalOfHost } from '../addresses';
import { addressTaken, refuseField } from '../conflicts.server';
import { type AddAddressInput, addAddressInput } from '../schema';

const MAX_ADDRESSES = 12;

/** Gives the site one more address, which leads to its primary one until it is chosen itself. */
export async function addAddress(context: SiteContext, input: AddAddressInput): Promise<{ id: string }> {
  const { kind, value } = parseInput(addAddressInput, input);
  const { site, directory } = context;
  demand(context.actor, 'site:address', site);
  const refusal = refusalOfHost({ kind, value }, directory.addressing);
  if (refusal) throw refuseField('value', refusal);
  if (kind === 'PATH' && !site.parentId) throw refuseField('kind', '最上级的站点没有上级，不能用路径地址。');
  const siblings = kind === 'PATH' && site.parentId ? directory.children(site.parentId) : [];
  // Where every site is addressed by path, labels are paths too.
  if (siblings.some((other) => other.id !== site.id && other.label === value)) throw addressTaken('value');
  const added = await changeAddresses(context, async (tx, addresses) => {
    if (addresses.length >= MAX_ADDRESSES) throw new DomainError('CONFLICT', `一个站点最多 ${MAX_ADDRESSES} 个地址。`);
    const address = { id: newId(context.now.getTime()), kind, value, isPrimary: addresses.length === 0 };
    const underSiteId = kind === 'PATH' ? (site.parentId ?? '') : '';
    await tx.siteAddress.createMany({ data: [{ ...address, siteId: site.id, underSiteId, createdAt: context.now }] });
    return { summary: '增加地址', address };
  });
  await directory.catchUp([site.id]);
  return { id: added.id };
}
