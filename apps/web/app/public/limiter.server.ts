import { RateLimiter } from '@zhanqun/rate-limits/server';
import type { Application } from '../context.server';

/** One for each deployment of the process. */
const limiters = new WeakMap<Application['deployment'], RateLimiter>();

/** Counts what visitors may do only so often in a minute, over all processes. */
export function limiterOf({ deployment, now }: Application): RateLimiter {
  const known = limiters.get(deployment);
  if (known) return known;
  const made = new RateLimiter(deployment.db, now);
  limiters.set(deployment, made);
  return made;
}
