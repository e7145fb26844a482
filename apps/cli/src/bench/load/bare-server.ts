// A process of its own: what Node itself can do with the same answers.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Canned } from './job';

process.once('message', (canned: Canned[]) => {
  const answers = canned.map(({ headers, body }) => ({ headers, body: Buffer.from(body, 'base64') }));
  let next = 0;
  const server = createServer((_request, response) => {
    const answer = answers[next++ % answers.length];
    response.writeHead(200, answer?.headers);
    response.end(answer?.body);
  });
  server.keepAliveTimeout = 75_000;
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
});
