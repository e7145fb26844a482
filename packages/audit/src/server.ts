export * from './queries.server';
export { type AuditEntry, recordAudit } from './record-audit.server';
export {
  type AuditBreak,
  type AuditHead,
  type AuditVerdict,
  findSitesToVerify,
  verifyAudit,
} from './verify-audit.server';
