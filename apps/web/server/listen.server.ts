import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';

/** A request still running after this is cut off. */
const STOP_LIMIT_MS = 10_000;
/** Longer than the proxy keeps an idle connection (deploy/nginx: 4 s): after that it uses none of ours. */
const DRAIN_MS = 5_000;
/** Longer than any proxy keeps an idle connection, so that none is closed under a request just being sent. */
const KEEP_ALIVE_MS = 75_000;

export interface Listening {
  /** Takes nothing new, answers what has begun, and resolves when all connections have ended. */
  stop(): Promise<void>;
}

export interface ListenOptions {
  port: number;
  host: string;
  /** A proxy passes the requests of many over its open connections, so these are not closed before it has let go of them. */
  isBehindProxy: boolean;
}

/** Answers requests on a port until it is told to stop. Rejects when the port cannot be had. */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  { port, host, isBehindProxy }: ListenOptions,
): Promise<Listening> {
  let isStopping = false;
  const server = createServer((request, response) => {
    if (isStopping) {
      response.setHeader('Connection', 'close');
      if (request.url === '/readyz') {
        response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
        response.end('stopping');
        return;
      }
    }
    handle(request, response);
  });
  // An upload of 50 MB over a town's line of 1 Mbit/s.
  server.requestTimeout = 420_000;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    async stop() {
      isStopping = true;
      const drain = setTimeout(() => server.closeIdleConnections(), isBehindProxy ? DRAIN_MS : 0);
      const cut = setTimeout(() => server.closeAllConnections(), STOP_LIMIT_MS);
      // An HTTP server's own close() would end idle connections at once, under a request that is on its way.
      await new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
      clearTimeout(drain);
      clearTimeout(cut);
    },
  };
}
