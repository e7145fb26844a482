import { createTransport } from 'nodemailer';

export interface MailSettings {
  /** `smtp://name:password@host:port`, or `smtps://…`. */
  url: string;
  /** Who the letters are from: an address, or `name <address>`. */
  from: string;
}

export interface Letter {
  messageId: string;
  to: string;
  subject: string;
  text: string;
}

/** Hands a letter to the mail server; resolves when it has taken it. Throws with what it said. */
export type Post = (letter: Letter) => Promise<void>;

const ANSWER_MS = 20_000;

/** A post of these settings. Its letters are plain text and say that nobody reads answers. */
export function createPost({ url, from }: MailSettings): Post {
  const transport = createTransport({
    url,
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    socketTimeout: ANSWER_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (letter) => {
    await transport.sendMail({ ...letter, from, headers: { 'Auto-Submitted': 'auto-generated' } });
  };
}
