import { useFetcher } from '@remix-run/react';
import { MAX_COLUMN_DEPTH } from '@zhanqun/columns/schema';
import { Callout, Icon, TreeList, type TreeNode } from '@zhanqun/ui/console';
import {
  type KeyboardEvent,
  type ReactElement,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Refusal } from '../guard.server';
import {
  type Branch,
  changesNothing,
  type Held,
  heldAt,
  type Move,
  movedTree,
  moveOf,
  pickUp,
  placeInWords,
  placeOf,
} from './arrangement';
import { type PointerStart, useDraggedRow } from './drag-rows';

export interface ColumnArrangerProps {
  label: string;
  tree: readonly Branch[];
  /** Names the order that `tree` shows. */
  base: string;
  /** What a row shows beside the name; children come from the arrangement. */
  rowOf(id: string): Omit<TreeNode, 'children'>;
  move: { intent: string; action: string };
  putIntent: string;
}

const KEYS_SAID = '上下键换位置，左右键换层级，空格键放下，Esc 键放回原处';

interface Answer {
  moved?: true;
  error?: Refusal['error'];
}

/** The tree of columns, each with a grip: by mouse, finger or keys to any place. A place is saved where it is let go. */
export function ColumnArranger({ label, tree, base, rowOf, move, putIntent }: ColumnArrangerProps): ReactElement {
  const [held, setHeld] = useState<Held | null>(null);
  /** Where the drag of the held one began; null while the keys hold it. */
  const [drag, setDrag] = useState<PointerStart | null>(null);
  /** Let go and not yet saved: on its way, or refused. */
  const [wish, setWish] = useState<Move | null>(null);
  const [undo, setUndo] = useState<{ move: Move; told: string } | null>(null);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const fetcher = useFetcher<Answer>();
  const refused = fetcher.state === 'idle' ? fetcher.data?.error : undefined;
  const isSaving = fetcher.state !== 'idle';

  const send = useCallback(
    (wanted: Move) => {
      const { columnId, parentId, afterId } = wanted;
      setWish(wanted);
      fetcher.submit(
        { intent: putIntent, id: columnId, parentId: parentId ?? '', afterId: afterId ?? '', base },
        { method: 'post', action: move.action },
      );
    },
    [fetcher, putIntent, base, move.action],
  );

  const nameOf = useCallback((id: string) => rowOf(id).label, [rowOf]);

  const letGo = useCallback(
    (last: Held) => {
      setHeld(null);
      setDrag(null);
      const wanted = moveOf(tree, last);
      const before = placeOf(tree, last.columnId);
      if (!before || changesNothing(tree, wanted)) return setSaid(`“${nameOf(last.columnId)}”放回了原处。`);
      const told = `“${nameOf(last.columnId)}”移到了${placeInWords(tree, wanted)}`;
      setUndo({ move: before, told });
      send(wanted);
    },
    [tree, nameOf, send],
  );

  const giveBack = useCallback(() => {
    if (held) setSaid(`“${nameOf(held.columnId)}”放回了原处。`);
    setHeld(null);
    setDrag(null);
  }, [held, nameOf]);

  const answered = fetcher.data;
  const isIdle = fetcher.state === 'idle';
  useEffect(() => {
    if (!isIdle || !answered) return;
    if (answered.moved) {
      setWish(null);
      setSaid('已保存。');
    } else if (answered.error) setSaid(answered.error.message);
  }, [isIdle, answered]);

  useDraggedRow(list, drag, held, {
    onMove: (to) => held && setHeld(heldAt(tree, held, to, MAX_COLUMN_DEPTH)),
    onUp: () => held && letGo(held),
    onCancel: giveBack,
  });

  // A column below another parent is another element: the keys stay with it.
  useLayoutEffect(() => {
    if (held && !drag) focusGrip(list.current, held.columnId);
  });

  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const isMine = held?.columnId === id && !drag;
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (isMine && held) return letGo(held);
      const picked = isSaving ? undefined : pickUp(tree, id);
      if (!picked) return;
      setHeld(picked);
      setDrag(null);
      return setSaid(`已拿起“${nameOf(id)}”。${KEYS_SAID}。`);
    }
    if (!isMine || !held) return;
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      return giveBack();
    }
    const to = KEYS[event.key]?.(held);
    if (!to) return;
    event.preventDefault();
    const next = heldAt(tree, held, to, MAX_COLUMN_DEPTH);
    setHeld(next);
    setSaid(placeInWords(tree, moveOf(tree, next)));
  };

  const shown = held ? movedTree(tree, moveOf(tree, held)) : wish ? movedTree(tree, wish) : undefined;
  const nodesOf = (branches: readonly Branch[]): TreeNode[] =>
    branches.map(({ id, children }) => ({
      ...rowOf(id),
      // What it takes along is out of the way meanwhile.
      children: id === held?.columnId ? [] : nodesOf(children),
    }));

  return (
    <div ref={list} className="flex flex-col gap-3">
      <p className="text-sm text-ink-soft">
        拖动名称前的圆点可以换位置，向右拖放到上一栏目的下面；也可以用键盘或右边的箭头。
      </p>
      {refused && wish && (
        <Callout tone="warn" title="这次移动没有保存">
          <p>
            {refused.message}
            {movedTree(tree, wish)
              ? `下面是最新的顺序，加上您的移动：“${nameOf(wish.columnId)}”移到${placeInWords(tree, wish)}。`
              : '您选的位置已经不在了，请按最新的顺序重新移动。'}
          </p>
          <p className="mt-2 flex flex-wrap gap-2">
            {refused.code === 'STALE' && movedTree(tree, wish) && (
              <button type="button" className="zc-button zc-button-small" onClick={() => send(wish)}>
                仍然这样移动
              </button>
            )}
            <button
              type="button"
              className="zc-button zc-button-small"
              onClick={() => {
                setWish(null);
                setUndo(null);
              }}
            >
              不移了
            </button>
          </p>
        </Callout>
      )}
      {undo && !wish && !held ? (
        <p className="flex min-h-9 flex-wrap items-center gap-3 text-sm">
          <span>{undo.told}。</span>
          <button
            type="button"
            className="zc-button zc-button-small"
            onClick={() => {
              setUndo(null);
              send(undo.move);
            }}
          >
            移回原处
          </button>
        </p>
      ) : (
        <p className="flex min-h-9 items-center text-sm text-ink-soft">
          拖动名称前的圆点可以换位置，向右拖放到上一栏目的下面；也可以用键盘或右边的箭头。
        </p>
      )}
      <TreeList
        label={label}
        nodes={nodesOf(shown ?? tree)}
        move={held || wish ? undefined : move}
        heldId={held?.columnId ?? wish?.columnId}
        grip={(node, depth) => (
          <button
            type="button"
            data-grip={node.id}
            aria-label={`移动“${node.label}”，第 ${depth + 1} 级`}
            aria-pressed={held?.columnId === node.id}
            title={`拖动，或按空格键拿起：${KEYS_SAID}`}
            className={`-ml-2 grid size-11 shrink-0 touch-none place-items-center rounded text-ink-faint sm:size-8 ${
              held ? 'cursor-grabbing' : 'cursor-grab hover:bg-main-100 hover:text-main-800'
            }`}
            onPointerDown={(event) => {
              const picked = event.button === 0 && !isSaving ? pickUp(tree, node.id) : undefined;
              if (!picked) return;
              setHeld(picked);
              setDrag({ startX: event.clientX, startDepth: picked.depth });
            }}
            onKeyDown={(event) => onKeyDown(event, node.id)}
          >
            <Icon name="grip" className="size-5" />
          </button>
        )}
      />
      <p role="status" aria-live="assertive" className="sr-only">
        {said}
      </p>
    </div>
  );
}

const KEYS: Record<string, (held: Held) => { gap?: number; depth?: number }> = {
  ArrowUp: ({ gap }) => ({ gap: gap - 1 }),
  ArrowDown: ({ gap }) => ({ gap: gap + 1 }),
  ArrowLeft: ({ depth }) => ({ depth: depth - 1 }),
  ArrowRight: ({ depth }) => ({ depth: depth + 1 }),
};

function focusGrip(list: HTMLElement | null, id: string) {
  const grip = list?.querySelector<HTMLElement>(`[data-grip="${id}"]`);
  if (grip && document.activeElement !== grip) grip.focus();
}
