import { Form, Link } from '@remix-run/react';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';

export interface TreeNode {
  id: string;
  label: string;
  href?: string;
  /** Small facts after the name. */
  meta?: ReactNode;
  badge?: ReactNode;
  children?: readonly TreeNode[];
}

export interface TreeListProps {
  label: string;
  nodes: readonly TreeNode[];
  /** Posted with `intent`, `id` and `direction` (`up` or `down`); without it nothing can be moved. */
  move?: { intent: string; action?: string };
  /** Before the name of each node, e.g. what it is dragged by. */
  grip?: (node: TreeNode, depth: number) => ReactNode;
  /** The node that is on its way elsewhere. */
  heldId?: string | undefined;
}

const DEPTHS = ['', 'zc-depth-1', 'zc-depth-2', 'zc-depth-3'];

function MoveButton({
  node,
  direction,
  disabled,
}: {
  node: TreeNode;
  direction: 'up' | 'down';
  disabled: boolean;
}): ReactElement {
  return (
    <button
      type="submit"
      name="direction"
      value={direction}
      aria-disabled={disabled}
      onClick={(event) => disabled && event.preventDefault()}
      aria-label={`${direction === 'up' ? '上移' : '下移'} ${node.label}`}
      className={classNames(
        'grid size-11 place-items-center rounded sm:size-8',
        disabled ? 'text-line' : 'text-ink-soft hover:bg-main-100 hover:text-main-800',
      )}
    >
      <Icon name={direction === 'up' ? 'arrow-up' : 'arrow-down'} className="size-4" />
    </button>
  );
}

function Branch({ nodes, depth, ...rest }: Omit<TreeListProps, 'label'> & { depth: number }): ReactElement {
  const { move, grip, heldId } = rest;
  return (
    <ul className={depth === 0 ? 'zc-card overflow-hidden' : undefined}>
      {nodes.map((node, index) => (
        <li key={node.id}>
          <div
            data-row={node.id}
            className={classNames(
              'flex min-h-10 items-center gap-2 border-b border-line px-3',
              node.id === heldId ? 'bg-main-50 outline-2 -outline-offset-2 outline-main-600' : 'hover:bg-main-50',
            )}
          >
            <div className={classNames('flex min-w-0 flex-1 items-center py-1', DEPTHS[Math.min(depth, 3)])}>
              {grip?.(node, depth)}
              <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
                {node.href ? (
                  <Link
                    to={node.href}
                    className={classNames(
                      'flex min-h-9 items-center text-main-800 hover:underline sm:min-h-8',
                      depth === 0 && 'font-semibold',
                    )}
                  >
                    {node.label}
                  </Link>
                ) : (
                  <span className={classNames(depth === 0 && 'font-semibold')}>{node.label}</span>
                )}
                {node.badge}
                {node.meta && <span className="text-sm text-ink-faint">{node.meta}</span>}
              </div>
            </div>
            {move && (
              <Form method="post" action={move.action} preventScrollReset className="flex shrink-0">
                <input type="hidden" name="intent" value={move.intent} />
                <input type="hidden" name="id" value={node.id} />
                <MoveButton node={node} direction="up" disabled={index === 0} />
                <MoveButton node={node} direction="down" disabled={index === nodes.length - 1} />
              </Form>
            )}
          </div>
          {node.children && node.children.length > 0 && <Branch nodes={node.children} depth={depth + 1} {...rest} />}
        </li>
      ))}
    </ul>
  );
}

/** A column tree in its order, with buttons to move a node among its siblings. */
export function TreeList({ label, ...rest }: TreeListProps): ReactElement {
  return (
    <section aria-label={label}>
      <Branch depth={0} {...rest} />
    </section>
  );
}
