import type { ServerResponse } from 'node:http';

/** Between the headers that belong to a page and those that Node adds at the end: Date, Connection, Keep-Alive. */
const DATE = '\r\nDate: ';

interface WithHead {
  /** The head as Node has written it, sent with the first bytes of the body. Not documented, the same in Node 20 to 24. */
  _header?: unknown;
}

/**
 * `response.writeHead(200, headers)`, dearer than all the rest of an answer, for headers that are sent again and
 * again: what Node wrote for them once is sent the next time, with the date it wrote last in the same second. Where
 * Node keeps its head elsewhere, nothing is remembered and every answer is written in full.
 */
export class PreparedHeads {
  private readonly starts = new WeakMap<string[], string>();
  private ending = '';
  private second = 0;

  write(response: ServerResponse, headers: string[]): void {
    // A connection that ends here says so, and headers set before have to be joined.
    if (!response.shouldKeepAlive || response.getHeaderNames().length > 0) {
      response.writeHead(200, headers);
      return;
    }
    const second = Math.floor(Date.now() / 1_000);
    const start = this.starts.get(headers);
    if (start !== undefined && second === this.second) {
      (response as WithHead)._header = start + this.ending;
      return;
    }
    response.writeHead(200, headers);
    const head = (response as WithHead)._header;
    const end = typeof head === 'string' ? head.lastIndexOf(DATE) : -1;
    if (end < 0) return;
    this.starts.set(headers, (head as string).slice(0, end));
    this.ending = (head as string).slice(end);
    this.second = second;
  }
}
