import { getRandomValues } from './random';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_CHARS = 9;
const RANDOM_CHARS = 9;

/** Before every identity made at or after that time (milliseconds), after every one made before. */
export function idsFrom(at: number): string {
  let time = at;
  let head = '';
  for (let i = 0; i < TIME_CHARS; i++) {
    head = ALPHABET.charAt(time % 32) + head;
    time = Math.floor(time / 32);
  }
  return head;
}

/** A new identity: 18 lower-case characters that sort by time of making (milliseconds), safe in addresses. */
export function newId(at: number = Date.now()): string {
  const head = idsFrom(at);
  const bytes = getRandomValues(RANDOM_CHARS);
  let tail = '';
  for (const byte of bytes) tail += ALPHABET.charAt(byte % 32);
  return head + tail;
}

export const ID_PATTERN = /^[0-9a-hjkmnp-tv-z]{18}$/;

export function isId(value: string): boolean {
  return ID_PATTERN.test(value);
}
