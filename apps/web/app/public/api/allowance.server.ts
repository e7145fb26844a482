import type { AppLoadContext } from '@remix-run/node';
import { DomainError } from '@zhanqun/kit';
import { ANONYMOUS_LIMIT } from '@zhanqun/partners/schema';
import { KeyRing } from '@zhanqun/partners/server';
import { type Allowance, addressKey } from '@zhanqun/rate-limits/server';
import { limiterOf } from '../limiter.server';

/** Keys that one address may try in a minute: looking one up asks the database. */
const LOOKUP_LIMIT = 120;

/** One for each deployment of the process. */
const rings = new WeakMap<AppLoadContext['app']['deployment'], KeyRing>();

function keysOf({ deployment, now }: AppLoadContext['app']): KeyRing {
  const known = rings.get(deployment);
  if (known) return known;
  const made = new KeyRing(deployment.db, now);
  rings.set(deployment, made);
  return made;
}

const WRONG_KEY = '密钥不正确、已到期或已作废。不带密钥也可以使用，次数较少。';

/**
 * Counts the request for whoever sends it: a partner by its key, everybody else by address. Throws UNAUTHENTICATED for
 * a key that is not good.
 */
export async function allowanceFor(context: AppLoadContext, request: Request): Promise<Allowance> {
  const [limiter, keys] = [limiterOf(context.app), keysOf(context.app)];
  const address = addressKey(context.clientAddress);
  const authorization = request.headers.get('Authorization');
  if (authorization === null) return limiter.take(address, ANONYMOUS_LIMIT);
  const key = /^Bearer ([\w-]{1,100})$/i.exec(authorization.trim())?.[1] ?? '';
  if (!keys.remembers(key)) {
    const lookups = await limiter.take(`lookup:${address}`, LOOKUP_LIMIT);
    if (!lookups.isAllowed) return lookups;
  }
  const partner = await keys.find(key);
  if (!partner) throw new DomainError('UNAUTHENTICATED', WRONG_KEY);
  return limiter.take(`partner:${partner.id}`, partner.limit);
}
