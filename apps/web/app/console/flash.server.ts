import { redirect } from '@remix-run/node';
import { newId } from '@zhanqun/kit';
import type { Toast } from '@zhanqun/ui/console';

/** Carries one sentence over a redirect: set by the action, read and taken away by the shell. */
const NAME = 'zhanqun-done';
const TONES: readonly string[] = ['success', 'warn', 'danger'] satisfies Toast['tone'][];

function attributes(maxAge: number): string {
  const secure = process.env.PUBLIC_SCHEME === 'https' ? '; Secure' : '';
  return `; Path=/console; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

export interface Flash {
  toast: Toast;
  /** The form whose kept draft has become content; see `useDraftKey`. */
  cleared: string;
}

interface FlashOptions {
  tone?: Toast['tone'];
  clears?: string;
  headers?: Headers;
}

/** Leads on after a success, with a sentence that the next page shows. Further cookies go along in `headers`. */
export function redirectWith(path: string, text: string, options: FlashOptions = {}): Response {
  const { tone = 'success', clears = '', headers } = options;
  const sent = new Headers(headers);
  const value = encodeURIComponent(JSON.stringify([newId(), tone, text, clears]));
  sent.append('Set-Cookie', `${NAME}=${value}${attributes(60)}`);
  return redirect(path, { headers: sent });
}

/** The waiting sentence, and the Set-Cookie value that takes it away. */
export function readFlash(cookieHeader: string | null): (Flash & { takeAway: string }) | undefined {
  const raw = new RegExp(`(?:^|;\\s*)${NAME}=([^;]+)`).exec(cookieHeader ?? '')?.[1];
  if (!raw) return undefined;
  const flash = flashOf(raw);
  return flash && { ...flash, takeAway: `${NAME}=${attributes(0)}` };
}

function flashOf(raw: string): Flash | undefined {
  try {
    const [id, tone, text, cleared]: unknown[] = JSON.parse(decodeURIComponent(raw));
    if (typeof id !== 'string' || typeof text !== 'string' || typeof tone !== 'string') return undefined;
    if (typeof cleared !== 'string' || !TONES.includes(tone)) return undefined;
    return { toast: { id, tone: tone as Toast['tone'], text }, cleared };
  } catch {
    return undefined;
  }
}
