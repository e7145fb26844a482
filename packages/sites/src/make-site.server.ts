import { type Context, withSite } from '@zhanqun/tenancy/server';
import { conflictOfNewSite } from './conflicts.server';
import { demandFree } from './plan-site.server';
import { type NewSite, recordOf, writeSite } from './write-site.server';

/** Makes one planned site whole, in one transaction of its own scope. Throws INVALID at the field that is taken. */
export async function makeSite(context: Context, site: NewSite): Promise<{ id: string; code: string }> {
  demandFree(context, site);
  try {
    await withSite({ ...context, site: recordOf(site) }, (tx) => writeSite(tx, context, site));
  } catch (error) {
    throw conflictOfNewSite(error);
  }
  await context.directory.catchUp([site.id]);
  return { id: site.id, code: site.code };
}
