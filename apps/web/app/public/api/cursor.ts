import { isId } from '@zhanqun/kit';

/** The key of the last entry of a page. */
export interface Place {
  id: string;
  /** For lists by time. */
  at?: Date;
}

const toText = (bytes: string) => btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

/** A place as an opaque word for an address. */
export function cursorOf({ id, at }: Place): string {
  return toText(at ? `${id}.${at.getTime()}` : id);
}

/** Reads a cursor back; undefined for anything that `cursorOf` did not write. */
export function placeOf(cursor: string): Place | undefined {
  let text: string;
  try {
    text = atob(cursor.replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return undefined;
  }
  const [id = '', time, ...more] = text.split('.');
  if (!isId(id) || more.length > 0) return undefined;
  if (time === undefined) return { id };
  if (!/^-?\d{1,14}$/.test(time)) return undefined;
  return { id, at: new Date(Number(time)) };
}
