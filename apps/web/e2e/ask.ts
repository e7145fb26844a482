import { type IncomingHttpHeaders, request } from 'node:http';
import { city } from './city';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Question {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  port?: number;
}

/** One request with the Host header as given and the path as written: browsers and `fetch` would tidy both. */
export function ask(host: string, path: string, { method = 'GET', headers = {}, body, port }: Question = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: port ?? city().port, method, path, headers: { Host: host, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

/** The same by whole address, as a link on a page has it. */
export function askUrl(url: string, question: Question = {}): Promise<Answer> {
  const { host, port, pathname, search } = new URL(url);
  return ask(host, pathname + search, { port: Number(port), ...question });
}
