export { createPost, type Letter, type MailSettings, type Post } from './mail.server';
export {
  mailDelay,
  type SendMailsOptions,
  sendBatch,
  sendMailsJob,
  sweepNotices,
  type ToldNotice,
} from './send-mails.server';
