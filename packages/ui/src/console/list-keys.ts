import { type RefObject, useEffect, useSyncExternalStore } from 'react';

const SWITCH = 'zhanqun.list-keys';
const CHANGED = 'zhanqun:list-keys';

function readSwitch(): boolean {
  try {
    return window.localStorage.getItem(SWITCH) !== 'off';
  } catch {
    return true;
  }
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  return () => window.removeEventListener(CHANGED, onChange);
}

/** Whether single keys work in lists in this browser. */
export function useListKeysOn(): boolean {
  return useSyncExternalStore(subscribe, readSwitch, () => true);
}

export function setListKeys(on: boolean): void {
  try {
    window.localStorage.setItem(SWITCH, on ? 'on' : 'off');
  } catch {
    return;
  }
  window.dispatchEvent(new Event(CHANGED));
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

/**
 * j and k walk the rows, Enter opens the focused one (it is a link), x ticks it, / goes to the list's search box.
 * Keys typed into a field, or while a dialog is open, mean themselves.
 */
export function useListKeys(list: RefObject<HTMLElement>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
      if (!readSwitch() || document.querySelector('dialog[open]')) return;
      if (event.key === '/') {
        const search = document.querySelector<HTMLInputElement>('[data-list-search]');
        if (!search) return;
        event.preventDefault();
        search.focus();
        search.select();
        return;
      }
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      if (event.key === 'x') rows[at]?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
      if (event.key !== 'j' && event.key !== 'k') return;
      const next = event.key === 'j' ? rows[at + 1] : rows[at < 0 ? 0 : at - 1];
      const target =
        next?.querySelector<HTMLElement>('[data-row-link]') ?? next?.querySelector<HTMLElement>('a, input');
      target?.focus();
      target?.scrollIntoView({ block: 'nearest' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [list]);
}
