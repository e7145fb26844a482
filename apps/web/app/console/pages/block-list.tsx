import { BLOCK_TYPE_LABELS, type Block } from '@zhanqun/pages/schema';
import { type Choice, FieldErrors, fieldId, Icon } from '@zhanqun/ui/console';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { BlockSettings } from './block-settings';
import { describeBlock } from './describe-block';

export interface BlockListProps {
  blocks: readonly Block[];
  columns: readonly Choice[];
  errors: Readonly<Record<string, readonly string[]>>;
  onChange: (blocks: Block[], said: string) => void;
}

/** The home page from top to bottom. Blocks move by their buttons, or with Alt and the arrow keys. */
export function BlockList({ blocks, columns, errors, onChange }: BlockListProps) {
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<string>();
  // A moved element loses the focus; it goes on to the same button of the same block.
  useEffect(() => {
    const selector = wanted.current;
    wanted.current = undefined;
    if (selector) list.current?.querySelector<HTMLElement>(selector)?.focus();
  });

  function move(index: number, step: -1 | 1) {
    const block = blocks[index];
    const to = index + step;
    if (!block || to < 0 || to >= blocks.length) return;
    const next = blocks.filter((one) => one !== block);
    next.splice(to, 0, block);
    wanted.current = `[data-move="${block.id}${step}"]`;
    onChange(next, `${BLOCK_TYPE_LABELS[block.type]}已移到第 ${to + 1} 位`);
  }

  function onKeyDown(event: KeyboardEvent, index: number) {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(index, event.key === 'ArrowUp' ? -1 : 1);
  }

  return (
    <ol ref={list} className="flex flex-col gap-3">
      {blocks.map((block, index) => {
        const path = `blocks.${index}`;
        const own = Object.keys(errors).filter((name) => name === path || name.startsWith(`${path}.`));
        const words = describeBlock(block, columns);
        return (
          <li
            key={block.id}
            className={`zc-card relative ${own.length > 0 ? 'border-alarm-700' : ''}`}
            onKeyDown={(event) => onKeyDown(event, index)}
          >
            <details className="group/block" open={own.length > 0 || undefined}>
              <summary className="flex min-h-11 items-center gap-2 py-1.5 pr-36 pl-3 sm:pr-32">
                <Icon name="chevron-right" className="size-4 shrink-0 group-open/block:rotate-90" />
                <span className="text-ink-faint tabular-nums">{index + 1}</span>
                <span className="min-w-0 font-medium break-words">{words}</span>
              </summary>
              <div id={fieldId({ name: path })} tabIndex={-1} className="flex flex-col gap-4 border-t border-line p-4">
                <BlockSettings
                  block={block}
                  path={`${path}.settings`}
                  columns={columns}
                  errorsOf={(name) => errors[name]}
                  onChange={(next) =>
                    onChange(
                      blocks.map((one) => (one.id === block.id ? next : one)),
                      '',
                    )
                  }
                />
                <FieldErrors id={`${fieldId({ name: path })}-errors`} errors={errors[path]} />
              </div>
            </details>
            <span className="absolute top-0 right-1 flex sm:top-1">
              <MoveButton
                mark={`${block.id}-1`}
                label={`上移 ${words}`}
                icon="arrow-up"
                disabled={index === 0}
                onPress={() => move(index, -1)}
              />
              <MoveButton
                mark={`${block.id}1`}
                label={`下移 ${words}`}
                icon="arrow-down"
                disabled={index === blocks.length - 1}
                onPress={() => move(index, 1)}
              />
              <MoveButton
                mark={`${block.id}x`}
                label={`移除 ${words}`}
                icon="trash"
                onPress={() =>
                  onChange(
                    blocks.filter((one) => one.id !== block.id),
                    `${BLOCK_TYPE_LABELS[block.type]}已移除`,
                  )
                }
              />
            </span>
          </li>
        );
      })}
    </ol>
  );
}

interface MoveButtonProps {
  mark: string;
  label: string;
  icon: 'arrow-up' | 'arrow-down' | 'trash';
  disabled?: boolean;
  onPress: () => void;
}

function MoveButton({ mark, label, icon, disabled = false, onPress }: MoveButtonProps) {
  return (
    <button
      type="button"
      data-move={mark}
      aria-label={label}
      aria-disabled={disabled}
      className={`grid size-11 place-items-center rounded sm:size-9 ${disabled ? 'text-line' : 'text-ink-soft hover:bg-main-100 hover:text-main-800'}`}
      onClick={() => disabled || onPress()}
    >
      <Icon name={icon} className="size-4" />
    </button>
  );
}
