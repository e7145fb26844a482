import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Encoding, PageStore, StoredPage } from '@zhanqun/publishing/server';
import { encodingFor } from './compress.server';
import type { HitLog } from './hit-log.server';

/** Values of Accept-Encoding remembered with what they come to; browsers send a handful. */
const MOST_KNOWN = 100;

/** Whether a client that named these has the answer already. */
function hasIt(named: string, etag: string): boolean {
  if (named === etag) return true;
  return named.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

/** Published pages over HTTP: what is in memory is answered here, before anything else is looked at. */
export class PublishedPages {
  private readonly encodings = new Map<string, Encoding>();

  constructor(
    private readonly pages: PageStore<unknown>,
    private readonly hits: HitLog,
  ) {}

  private encodingOf(accepted: string): Encoding {
    const known = this.encodings.get(accepted);
    if (known) return known;
    const encoding = encodingFor(accepted) ?? 'identity';
    if (this.encodings.size < MOST_KNOWN) this.encodings.set(accepted, encoding);
    return encoding;
  }

  /** Answers from memory. False when the request needs a closer look; nothing is sent then. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET') return false;
    const { rawHeaders, url } = request;
    let host = '';
    // The raw list: the object that Node makes of it costs more than the whole answer.
    for (let i = 0; i < rawHeaders.length; i += 2) {
      const name = rawHeaders[i] as string;
      if (name.length === 4 && name.toLowerCase() === 'host') host = rawHeaders[i + 1] as string;
      else if (name.length === 16 && name.toLowerCase() === 'x-forwarded-host') return false;
    }
    const colon = host.indexOf(':');
    const page = this.pages.find(colon < 0 ? host : host.slice(0, colon), url as string);
    if (!page) return false;
    const encoding = this.send(page, request, response);
    this.hits.write(page, response.statusCode, encoding);
    return true;
  }

  /** Sends a page in the encoding this client takes, which it returns, or that the client has it already. */
  send(page: StoredPage, request: IncomingMessage, response: ServerResponse): Encoding {
    const { rawHeaders } = request;
    let accepted = '';
    let named = '';
    for (let i = 0; i < rawHeaders.length; i += 2) {
      const name = rawHeaders[i] as string;
      if (name.length === 15 && name.toLowerCase() === 'accept-encoding') accepted = rawHeaders[i + 1] as string;
      else if (name.length === 13 && name.toLowerCase() === 'if-none-match') named = rawHeaders[i + 1] as string;
    }
    const encoding = this.encodingOf(accepted);
    const body = page.bodies[encoding];
    this.pages.counts.hits += 1;
    if (named !== '' && hasIt(named, body.etag)) {
      response.writeHead(304, body.unchangedHeaders);
      response.end();
      return encoding;
    }
    response.writeHead(200, body.headers);
    response.end(request.method === 'HEAD' ? undefined : body.bytes);
    return encoding;
  }
}
