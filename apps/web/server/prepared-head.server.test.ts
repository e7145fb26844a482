import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PreparedHeads } from './prepared-head.server';

const ANSWERS: Record<string, { headers: string[]; body: Buffer }> = {
  '/a': { headers: ['Content-Type', 'text/html', 'Content-Length', '6', 'ETag', '"a"'], body: Buffer.from('首页') },
  '/b': { headers: ['Content-Type', 'text/plain', 'Content-Length', '2', 'ETag', '"b"'], body: Buffer.from('ok') },
};

let servers: Server[];
let [prepared, plain] = [0, 0];

async function serve(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  server.keepAliveTimeout = 75_000;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

beforeAll(async () => {
  const heads = new PreparedHeads();
  const answering =
    (write: PreparedHeads['write']): RequestListener =>
    (request, response) => {
      const { headers, body } = ANSWERS[request.url ?? ''] ?? { headers: [], body: Buffer.alloc(0) };
      if (request.headers['x-trace']) response.setHeader('X-Trace', '1');
      write(response, headers);
      response.end(request.method === 'HEAD' ? undefined : body);
    };
  servers = await Promise.all([
    serve(answering((response, headers) => heads.write(response, headers))),
    serve(answering((response, headers) => response.writeHead(200, headers))),
  ]);
  [prepared = 0, plain = 0] = servers.map((server) => (server.address() as AddressInfo).port);
});

afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

/** All bytes that come back for these requests sent at once over one connection, up to so many answers or its end. */
async function exchange(port: number, requests: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(requests.join(''));
  let seen = '';
  for await (const chunk of socket) {
    seen += (chunk as Buffer).toString('utf8');
    if (seen.split('HTTP/1.1 ').length > requests.length && /(首页|ok)$/.test(seen)) break;
  }
  return seen;
}

const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
const undated = (answers: string) => answers.replace(/Date: [^\r]+/g, 'Date: …');

describe('an answer with a prepared head', () => {
  it.each([
    ['for the same page again and again, sent in one packet', ['/a', '/a', '/a', '/a'].map((path) => get(path))],
    ['for several pages in turn', ['/a', '/b', '/a', '/b', '/b', '/a'].map((path) => get(path))],
    ['for a client that closes after it', [get('/a', 'Connection: close\r\n')]],
    ['for a client of HTTP/1.0', ['GET /a HTTP/1.0\r\n\r\n']],
    ['for a client of HTTP/1.0 that keeps its connection', ['GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n']],
    ['beside a header set before', [get('/a'), get('/a', 'X-Trace: 1\r\n'), get('/a')]],
    ['without its body', ['HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n', get('/b')]],
  ])('has the bytes that Node writes %s', async (_what, requests) => {
    // Twice, so that every head has been prepared.
    await exchange(prepared, requests);
    const [mine, nodes] = await Promise.all([exchange(prepared, requests), exchange(plain, requests)]);
    expect(undated(mine)).toBe(undated(nodes));
    expect(mine).toContain('HTTP/1.1 200 OK');
  });

  it('goes on with the time', async () => {
    const dateOf = async (port: number) => /Date: ([^\r]+)/.exec(await exchange(port, [get('/a')]))?.[1] ?? '';
    const first = await dateOf(prepared);
    await expect.poll(() => dateOf(prepared), { timeout: 5_000 }).not.toBe(first);
    expect(Date.parse(await dateOf(prepared))).toBeGreaterThan(Date.parse(first));
  });

  it('is written once for each page and second', async () => {
    const heads = new PreparedHeads();
    let written = 0;
    const server = await serve((_request, response) => {
      const { writeHead } = response;
      response.writeHead = ((...given: Parameters<typeof writeHead>) => {
        written += 1;
        return writeHead.apply(response, given);
      }) as typeof writeHead;
      heads.write(response, ANSWERS['/b']?.headers ?? []);
      response.end('ok');
    });
    const began = Math.floor(Date.now() / 1_000);
    await exchange((server.address() as AddressInfo).port, Array(200).fill(get('/b')));
    expect(written).toBeLessThanOrEqual(1 + Math.floor(Date.now() / 1_000) - began);
    server.closeAllConnections();
    server.close();
  });
});
