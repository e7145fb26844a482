import { createAccount } from '@zhanqun/accounts/server';
import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { createRootSite } from '@zhanqun/sites/server';
import { seedLibrary } from '@zhanqun/templates/server';

export interface InitialWish {
  name: string;
  shortName: string;
  label: string;
  blueprintCode: string;
  ownDomain?: string;
  username: string;
}

/** A real deployment's beginning: the library, the portal without content, and the office's first account. */
export async function initialise(
  deployment: Deployment,
  { username, ...portal }: InitialWish,
): Promise<{ username: string; password: string }> {
  await seedLibrary(operatorContext(deployment));
  const { id } = await createRootSite(operatorContext(deployment), portal);
  return createAccount(operatorContext(deployment), {
    username,
    displayName: '站群管理员',
    unit: portal.name,
    homeSiteId: id,
    grants: [{ siteId: id, role: 'GROUP_ADMIN', subtree: true }],
  });
}
