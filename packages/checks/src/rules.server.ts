import type { Transaction } from '@zhanqun/db';
import {
  CHECK_RULES,
  type CheckRule,
  type RuleWeight,
  type RuleWeights,
  USUAL_WEIGHTS,
  weightsOpenTo,
} from './finding';

/** The one row of the whole group. */
export const RULES_ID = 'group';

/** Weights as they are kept; a rule that is missing, or weighs what it may not, weighs as usual. */
function readWeights(kept: unknown): RuleWeights {
  const weights: Record<CheckRule, RuleWeight> = { ...USUAL_WEIGHTS };
  if (typeof kept !== 'object' || kept === null) return weights;
  for (const rule of CHECK_RULES) {
    const weight = weightsOpenTo(rule).find((one) => one === (kept as Record<string, unknown>)[rule]);
    if (weight) weights[rule] = weight;
  }
  return weights;
}

export interface CheckRulesView {
  weights: RuleWeights;
  /** 0 while nothing was ever set. */
  version: number;
  updatedByName: string;
  updatedAt: Date | undefined;
}

export async function readRules(tx: Transaction): Promise<CheckRulesView> {
  const row = await tx.checkRules.findUnique({ where: { id: RULES_ID } });
  if (!row) return { weights: USUAL_WEIGHTS, version: 0, updatedByName: '', updatedAt: undefined };
  const { version, updatedByName, updatedAt } = row;
  return { weights: readWeights(row.weights), version, updatedByName, updatedAt };
}
