import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll } from 'vitest';

export interface Received {
  to: string[];
  messageId: string;
  text: string;
}

/** A mail server for the tests of one file; takes no letter for addresses that begin with `gone`, none at all while busy. */
export function useMailServer() {
  const received: Received[] = [];
  let isBusy = false;
  const refusal = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => done(isBusy ? refusal(451, 'try again later') : null),
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('gone') ? refusal(550, `<${address}> is unknown here`) : null),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const text = Buffer.concat(parts).toString();
        const messageId = /^Message-ID: (\S+)/im.exec(text)?.[1] ?? '';
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), messageId, text });
        done();
      });
    },
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
  return {
    received,
    url: () => `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    setBusy: (busy: boolean) => {
      isBusy = busy;
    },
  };
}
