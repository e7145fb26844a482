import { data as answer } from '@remix-run/node';
import { can, reachOf } from '@zhanqun/access';
import { holdsColumnsOnly } from '@zhanqun/columns/schema';
import type { ColumnNode } from '@zhanqun/columns/server';
import { DomainError, httpStatusOf, isDomainError } from '@zhanqun/kit';
import type { Block } from '@zhanqun/pages/schema';
import type { HomePage } from '@zhanqun/pages/server';
import { BUILT_IN_BLOCKS } from '@zhanqun/templates/blueprints';
import { listLibrary } from '@zhanqun/templates/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import type { Choice } from '@zhanqun/ui/console';
import type { Refusal } from '../guard.server';
import type { Preset } from './home-page-form';

/** Blocks to begin with: the group's library, or those that come with the product. */
export async function listPresets(context: SiteContext): Promise<Preset[]> {
  const { actor, directory } = context;
  const reach = reachOf(actor, 'library:view', directory.root()?.id ?? '');
  const mayView = can(actor, 'library:view', context.site) || reach.roots.length + reach.sites.length > 0;
  const library = mayView ? await listLibrary(context, 'BLOCK') : [];
  const kept = library.flatMap((entry) => (entry.kind === 'BLOCK' ? [{ ...entry, block: entry.content.block }] : []));
  const entries = kept.length > 0 ? kept : BUILT_IN_BLOCKS.map((entry) => ({ ...entry, block: entry.content.block }));
  return entries.map(({ code, name, description, block }) => ({ code, name, description, block }));
}

export function columnCodes(nodes: readonly ColumnNode[], depth = 0): Choice[] {
  return nodes.flatMap((node) => [
    { value: node.code, label: '　'.repeat(depth) + node.name, disabled: holdsColumnsOnly(node.kind) },
    ...columnCodes(node.children, depth + 1),
  ]);
}

/** Somebody else's list that came first, beside what was sent. */
export type Conflict = Refusal & { theirs: Pick<HomePage, 'version' | 'blocks'> };

interface Saving {
  save(blocks: Block[]): Promise<{ version: number }>;
  told(version: number): Response;
  theirs(): Promise<Pick<HomePage, 'version' | 'blocks'>>;
}

/** Saves the list of blocks that a form sent; a stale one comes back with the other list beside it. */
export async function saveBlocks(form: FormData, { save, told, theirs: readTheirs }: Saving) {
  let blocks: Block[];
  try {
    blocks = JSON.parse(String(form.get('blocks') ?? ''));
  } catch {
    throw new DomainError('INVALID', '区块列表没有读懂，请刷新页面后重试。');
  }
  try {
    const { version } = await save(blocks);
    return told(version);
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'STALE') throw error;
    const { version, blocks: others } = await readTheirs();
    const conflict: Conflict = {
      error: { code: error.code, message: error.message, fields: {} },
      typed: { blocks: String(form.get('blocks')) },
      theirs: { version, blocks: others },
    };
    return answer(conflict, { status: httpStatusOf('STALE') });
  }
}
