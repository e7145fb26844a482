import { type RefObject, useEffect, useRef } from 'react';
import type { Held } from './arrangement';

/** Pixels sideways that make a column a step deeper. */
const STEP = 28;
/** Pixels from the window's edge within which it scrolls along, and how many it scrolls in a frame. */
const EDGE = 56;
const SPEED = 8;

/**
 * The gap over which the pointer stands. Rows differ in height, so the held one changes with its neighbour only where
 * it will then lie under the pointer: else the two would change back and forth.
 */
function gapUnder(list: HTMLElement, held: Held, y: number): number {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
  const own = rows.findIndex((row) => row.dataset.row === held.columnId);
  const height = rows[own]?.getBoundingClientRect().height ?? 0;
  let gap = own;
  for (const [index, row] of rows.entries()) {
    const { top, bottom } = row.getBoundingClientRect();
    if (index < own && y < top + Math.min(height, bottom - top)) return index;
    if (index > own && y > bottom - Math.min(height, bottom - top)) gap = index;
  }
  return gap;
}

/** Where a drag began. */
export interface PointerStart {
  startX: number;
  startDepth: number;
}

export interface PointerActs {
  onMove(to: { gap: number; depth: number }): void;
  onUp(): void;
  onCancel(): void;
}

/** Listens at the window: the row under the finger is another element as soon as it stands below another parent. */
export function useDraggedRow(
  list: RefObject<HTMLElement>,
  pointer: PointerStart | null,
  held: Held | null,
  acts: PointerActs,
): void {
  const now = useRef({ acts, held });
  now.current = { acts, held };
  useEffect(() => {
    if (!pointer) return;
    let at = { x: pointer.startX, y: -1 };
    let frame = 0;
    const follow = () => {
      const current = now.current.held;
      if (!list.current || !current || at.y < 0) return;
      const depth = pointer.startDepth + Math.round((at.x - pointer.startX) / STEP);
      now.current.acts.onMove({ gap: gapUnder(list.current, current, at.y), depth });
    };
    const scroll = () => {
      const by = at.y < 0 ? 0 : at.y < EDGE ? -SPEED : at.y > window.innerHeight - EDGE ? SPEED : 0;
      if (by !== 0) {
        window.scrollBy(0, by);
        follow();
      }
      frame = requestAnimationFrame(scroll);
    };
    const onMove = (event: PointerEvent) => {
      at = { x: event.clientX, y: event.clientY };
      follow();
    };
    const onUp = () => now.current.acts.onUp();
    const onCancel = () => now.current.acts.onCancel();
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onCancel();
    frame = requestAnimationFrame(scroll);
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onCancel);
    window.addEventListener('keydown', onKey);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', onCancel);
      window.removeEventListener('keydown', onKey);
    };
  }, [pointer, list]);
}
