export { type CheckedText, MOST_FINDINGS, withoutPersonalData } from './check-text';
export {
  type BodyPart,
  CHECK_RULE_LABELS,
  CHECK_RULES,
  CHECKED_FIELD_LABELS,
  type CheckedField,
  type CheckRule,
  type Finding,
  type FindingPlace,
  RULE_GROUPS,
  RULE_WEIGHT_LABELS,
  type RuleWeight,
  type RuleWeights,
  USUAL_WEIGHTS,
  WEIGHT_LABELS,
  type Weight,
  WORD_LIST_LABELS,
  WORD_LISTS,
  type WordListName,
  weightsOpenTo,
} from './finding';
export { wordsOfBody } from './words';
