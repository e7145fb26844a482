import type { AppLoadContext } from '@remix-run/node';
import { commentOnPreview } from '@zhanqun/articles/server';
import { DomainError, isDomainError } from '@zhanqun/kit';
import { addressKey } from '@zhanqun/rate-limits/server';
import { limiterOf } from '../limiter.server';
import { visitOf } from '../page.server';

/** From one network address. */
const COMMENTS_A_MINUTE = 5;

/** What a refused comment gets back: why, and all that was typed. */
export interface CommentRefusal {
  message: string;
  name: string;
  text: string;
}

/** Keeps what the reader of this signed preview says; undefined when it is kept. */
export async function takeComment(context: AppLoadContext, request: Request): Promise<CommentRefusal | undefined> {
  const { site, preview } = visitOf(context);
  const { app, clientAddress } = context;
  const form = await request.formData();
  const [name, text] = [String(form.get('name') ?? ''), String(form.get('text') ?? '')];
  try {
    if (!preview?.articleId || !preview.revisionId) throw new DomainError('FORBIDDEN', '这个网址不接受意见。');
    const { isAllowed } = await limiterOf(app).take(`comment:${addressKey(clientAddress)}`, COMMENTS_A_MINUTE);
    if (!isAllowed) throw new DomainError('TOO_MANY', '提交太频繁，请过一分钟再试。');
    const { articleId, revisionId } = preview;
    await commentOnPreview({ db: app.deployment.db, site, now: app.now() }, { articleId, revisionId, name, text });
    return undefined;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const told = Object.values(error.fields).flat();
    return { message: told.length > 0 ? told.join('') : error.message, name, text };
  }
}
