import type { ArticleState, WithdrawalKind } from './schema';

/**
 * No preview shows what was withdrawn as secret, however long its link is good for; the text that follows it may be
 * shown again.
 */
export function isKeptSecret(
  article: { state: ArticleState; withdrawKind: WithdrawalKind | null; withdrawnAt: Date | null },
  writtenAt: Date,
): boolean {
  const { state, withdrawKind, withdrawnAt } = article;
  return state === 'WITHDRAWN' && withdrawKind === 'SECRECY' && withdrawnAt !== null && writtenAt <= withdrawnAt;
}

export const SECRECY_FACTS = { state: true, withdrawKind: true, withdrawnAt: true } as const;
