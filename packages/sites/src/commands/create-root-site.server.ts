import { parseInput } from '@zhanqun/access';
import { DomainError } from '@zhanqun/kit';
import type { Context } from '@zhanqun/tenancy/server';
import { makeSite } from '../make-site.server';
import { planSite, readTemplate, suggestCode } from '../plan-site.server';
import { type CreateRootSiteInput, createRootSiteInput } from '../schema';

/** Makes the city portal, the root of the tree, once. Only the system does this; the library must be seeded before. */
export async function createRootSite(
  context: Context,
  input: CreateRootSiteInput,
): Promise<{ id: string; code: string }> {
  const wish = parseInput(createRootSiteInput, input);
  if (context.actor.kind !== 'SYSTEM') throw new DomainError('FORBIDDEN', '门户由系统开办，不能在这里操作。');
  await context.directory.refresh();
  if (context.directory.root()) throw new DomainError('CONFLICT', '门户已经开办，一个部署只有一个门户。');
  const template = await readTemplate(context, wish.blueprintCode, wish.themeCode);
  const site = planSite(
    {
      ...wish,
      code: wish.code ?? suggestCode(context, wish.label),
      level: 'CITY',
      kind: 'PORTAL',
      primaryAddress: wish.ownDomain ? 'OWN_DOMAIN' : 'SUBDOMAIN',
    },
    undefined,
    template,
    0,
    context.now,
  );
  return makeSite(context, site);
}
