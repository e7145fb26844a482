import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signed previews end after this. */
export const PREVIEW_MINUTES = 30;

/** What a preview link opens: one revision of one article, one file, or a whole site that is not open yet. */
export interface PreviewClaim {
  siteId: string;
  /** Absent for a file and for a whole site. */
  articleId?: string;
  revisionId?: string;
  /** A file that visitors may not have otherwise. */
  fileId?: string;
  /** Seconds since 1970. */
  expires: number;
}

function sign(secret: string, payload: string): string {
  return createHmac('sha256', secret).update(`preview:${payload}`).digest('base64url');
}

export function makePreviewToken(secret: string, claim: Omit<PreviewClaim, 'expires'>, now: Date): string {
  const expires = Math.floor(now.getTime() / 1000) + PREVIEW_MINUTES * 60;
  const payload = Buffer.from(JSON.stringify({ ...claim, expires })).toString('base64url');
  return `${payload}.${sign(secret, payload)}`;
}

/** The claim of a token that is ours and has not ended. */
export function readPreviewToken(secret: string, token: string, now: Date): PreviewClaim | undefined {
  const [payload = '', signature = ''] = token.split('.');
  const expected = Buffer.from(sign(secret, payload));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  const claim = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as PreviewClaim;
  return claim.expires * 1000 > now.getTime() ? claim : undefined;
}
