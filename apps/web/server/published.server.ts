import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Encoding, PageStore, StoredPage } from '@zhanqun/publishing/server';
import { encodingFor } from './compress.server';
import type { HitLog } from './hit-log.server';
import { PreparedHeads } from './prepared-head.server';

/** Values of Accept-Encoding remembered with what they come to; browsers send a handful. */
const MOST_KNOWN = 100;

/** Whether a client that named these has the answer already. */
function hasIt(named: string, etag: string): boolean {
  if (named === etag) return true;
  return named.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

interface Asked {
  host: string;
  accepted: string;
  named: string;
  isForwarded: boolean;
}

/** What matters of a request, from the raw list: the object that Node makes of it costs more than the whole answer. */
function read(rawHeaders: string[]): Asked {
  const asked: Asked = { host: '', accepted: '', named: '', isForwarded: false };
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    // Few names have these lengths, so that few are put into small letters.
    switch (name.length) {
      case 4:
        if (name === 'Host' || name.toLowerCase() === 'host') asked.host = rawHeaders[i + 1] as string;
        break;
      case 13:
        if (name.toLowerCase() === 'if-none-match') asked.named = rawHeaders[i + 1] as string;
        break;
      case 15:
        if (name === 'Accept-Encoding' || name.toLowerCase() === 'accept-encoding') {
          asked.accepted = rawHeaders[i + 1] as string;
        }
        break;
      case 16:
        if (name.toLowerCase() === 'x-forwarded-host') asked.isForwarded = true;
        break;
    }
  }
  return asked;
}

/** Published pages over HTTP: what is in memory is answered here, before anything else is looked at. */
export class PublishedPages {
  private readonly encodings = new Map<string, Encoding>();
  private readonly heads = new PreparedHeads();

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
    const asked = read(request.rawHeaders);
    if (asked.isForwarded) return false;
    const { host } = asked;
    const colon = host.indexOf(':');
    // A port that is none is no host at all.
    if (colon >= 0 && !(Number(host.slice(colon + 1)) <= 65_535)) return false;
    const page = this.pages.find(colon < 0 ? host : host.slice(0, colon), request.url as string);
    if (!page) return false;
    this.hits.write(page, ...this.write(page, asked, response, true));
    return true;
  }

  /** Sends a page in the encoding this client takes, or that the client has it already. */
  send(page: StoredPage, request: IncomingMessage, response: ServerResponse): void {
    this.write(page, read(request.rawHeaders), response, request.method !== 'HEAD');
  }

  private write(
    page: StoredPage,
    { accepted, named }: Asked,
    response: ServerResponse,
    hasBody: boolean,
  ): [status: number, encoding: Encoding] {
    const encoding = this.encodingOf(accepted);
    const body = page.bodies[encoding];
    this.pages.counts.hits += 1;
    if (named !== '' && hasIt(named, body.etag)) {
      response.writeHead(304, body.unchangedHeaders);
      response.end();
      return [304, encoding];
    }
    this.heads.write(response, body.headers);
    response.end(hasBody ? body.bytes : undefined);
    return [200, encoding];
  }
}
