import { demand } from '@zhanqun/access';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { ImportStepInput } from '../schema';
import { takeStep } from '../take-step.server';

/** Takes back what an import made, as far as nobody has worked on it since. */
export async function undoImport(context: SiteContext, input: ImportStepInput): Promise<void> {
  demand(context.actor, 'import:run', context.site);
  await takeStep(context, input, { action: 'undo', deed: '撤销迁入' });
}
