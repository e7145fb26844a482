import { useState } from 'react';

/** For the address after a save: the number that the save made, and a part that differs each time. */
export function savedMark(number: number): string {
  return `${number}.${Date.now().toString(36)}`;
}

/**
 * The number that what stands on the screen was made from. It follows one's own saves only: a page that is read again
 * for another reason may bring somebody else's revision, while the fields still hold the older one.
 */
export function useBasedOn(opened: number, saved: string): number {
  const [basedOn, setBasedOn] = useState({ saved, number: opened });
  if (saved && saved !== basedOn.saved) {
    const next = { saved, number: Number(saved.split('.')[0]) };
    setBasedOn(next);
    return next.number;
  }
  return basedOn.number;
}
