import { demand } from '@zhanqun/access';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { ImportStepInput } from '../schema';
import { takeStep } from '../take-step.server';

/** Holds an import: what is made stays, and it can go on or be undone. */
export async function stopImport(context: SiteContext, input: ImportStepInput): Promise<void> {
  demand(context.actor, 'import:run', context.site);
  await takeStep(context, input, { action: 'stop', deed: '暂停迁入' });
}
