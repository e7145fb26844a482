export { addressKey } from './address-key';
export { type Allowance, RateLimiter, sweepRateCounts, WINDOW_MS } from './rate-limiter.server';
