export { readNotices } from './commands/read-notices.server';
export { resendMails } from './commands/resend-mails.server';
export * from './queries.server';
export { type NewNotice, recordNotices, settleNotices } from './record-notices.server';
