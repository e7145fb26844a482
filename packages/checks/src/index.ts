export { type CheckedText, MOST_FINDINGS, withoutPersonalData } from './check-text';
export {
  CHECK_RULE_LABELS,
  CHECKED_FIELD_LABELS,
  type CheckedField,
  type CheckRule,
  type Finding,
  WEIGHT_LABELS,
  type Weight,
  WORD_LIST_LABELS,
  WORD_LISTS,
  type WordListName,
} from './finding';
