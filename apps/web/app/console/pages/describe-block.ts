import { BLOCK_TYPE_LABELS, type Block } from '@zhanqun/pages/schema';
import type { Choice } from '@zhanqun/ui/console';

/** A block in a few words: its type, its title, and where it takes its items from. */
export function describeBlock(block: Block, columns: readonly Choice[]): string {
  const { settings } = block;
  const title = 'title' in settings ? settings.title : 'caption' in settings ? settings.caption : '';
  const code = 'columnCode' in settings ? settings.columnCode : undefined;
  const column = code && (columns.find(({ value }) => value === code)?.label.trim() ?? `没有的栏目 ${code}`);
  const source = column ? `取自“${column}”` : '';
  return [...new Set([BLOCK_TYPE_LABELS[block.type], title, source])].filter(Boolean).join(' · ');
}

/** The whole list as lines, so that two of them can be laid side by side. */
export function describeBlocks(blocks: readonly Block[], columns: readonly Choice[]): string {
  return blocks.map((block, index) => `${index + 1}. ${describeBlock(block, columns)}`).join('\n') || '（没有区块）';
}
