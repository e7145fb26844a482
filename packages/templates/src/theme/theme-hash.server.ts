import { createHash } from 'node:crypto';

/** First 16 hex characters of the sheet's SHA-256: the name a theme sheet is addressed by. */
export function themeHash(css: string): string {
  return createHash('sha256').update(css).digest('hex').slice(0, 16);
}
