import { demand } from '@zhanqun/access';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { ImportStepInput } from '../schema';
import { takeStep } from '../take-step.server';

/** Gives an import up before anything is made. */
export async function discardImport(context: SiteContext, input: ImportStepInput): Promise<void> {
  demand(context.actor, 'import:run', context.site);
  await takeStep(context, input, {
    action: 'discard',
    deed: '放弃迁入',
    also: async (tx, batch) => {
      await tx.importItem.deleteMany({ where: { siteId: context.site.id, importId: batch.id } });
    },
  });
}
