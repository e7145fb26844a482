import { createHash, randomBytes } from 'node:crypto';

const SHOWN_CHARACTERS = 7;

/** A new key, shown once. */
export function newKey(): string {
  return `zq_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a key. Its 256 random bits need no slow hash. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Enough of a key to tell it from others, and to guess nothing. */
export function startOfKey(key: string): string {
  return key.slice(0, SHOWN_CHARACTERS);
}
