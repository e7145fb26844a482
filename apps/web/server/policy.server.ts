/** One constant policy for public pages, so that stored bytes never depend on a request. */
export const PUBLIC_HEADERS: Record<string, string> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** How long others may keep what a public address answers; nginx is told the same by the ends of the names. */
export function cacheControlOf(path: string): string {
  if (path.endsWith('.css')) return 'public, max-age=31536000, immutable';
  return path.endsWith('.svg') ? 'public, max-age=86400' : 'no-cache';
}

/** The console runs scripts: its own files, and the inline ones of this answer by their nonce. */
export function consoleHeaders(nonce: string): Record<string, string> {
  return {
    'Content-Security-Policy': `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
  };
}

export const PREVIEW_HEADERS: Record<string, string> = {
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  // Its address is a key, and leaves the site with nothing; its own form must say where it comes from.
  'Referrer-Policy': 'same-origin',
};
