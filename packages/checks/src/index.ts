export { type CheckedText, checkText, MOST_FINDINGS, withoutPersonalData } from './check-text';
export {
  CHECK_RULE_LABELS,
  CHECKED_FIELD_LABELS,
  type CheckedField,
  type CheckRule,
  type Finding,
  WEIGHT_LABELS,
  type Weight,
} from './finding';
