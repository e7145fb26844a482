export { readAccountList, writeAccountTemplate } from './account-list.server';
export { changeOwnEmail } from './commands/change-own-email.server';
export { changeOwnPassword } from './commands/change-own-password.server';
export { type CreatedAccount, createAccount } from './commands/create-account.server';
export {
  type BulkAccount,
  type BulkAccountOptions,
  createAccountsInBulk,
} from './commands/create-accounts-in-bulk.server';
export { disableAccount } from './commands/disable-account.server';
export { enableAccount } from './commands/enable-account.server';
export { endSession } from './commands/end-session.server';
export { grantRole } from './commands/grant-role.server';
export { type ImportReport, importAccounts } from './commands/import-accounts.server';
export { resetPassword } from './commands/reset-password.server';
export { revokeRole } from './commands/revoke-role.server';
export {
  type AccountRow,
  type AccountView,
  type GrantView,
  getAccount,
  getOwnAccount,
  getOwnEmail,
  listAccountsAcrossSites,
  listSessions,
  type SessionView,
} from './queries.server';
