export { hashPassword, isPassword, oneTimePassword } from './password.server';
export {
  createSessionDesk,
  IDLE_MINUTES,
  type SessionDesk,
  type SignedIn,
  sessionKeyOf,
  WHOLE_HOURS,
} from './sessions.server';
export { FAILURES_ALLOWED, LOCK_MINUTES, sweepSignInFailures, verifyCredentials } from './sign-in.server';
