// A process of its own: sends prepared requests over open connections and reads no more of the answers than it must.
import { connect, type Socket } from 'node:net';
import type { Job, Load } from './job';

const LENGTH = Buffer.from('\r\nContent-Length: ');
const HEAD_END = Buffer.from('\r\n\r\n');
const OK = Buffer.from('HTTP/1.1 200');

/** One connection with at most one request on its way. */
class Line {
  private readonly socket: Socket;
  private head: Buffer = Buffer.alloc(0);
  private left = -1;

  constructor(
    port: number,
    private readonly load: { bytes: number; refused: number },
    private readonly onAnswer: (line: Line) => void,
    onFault: (error: Error) => void,
  ) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (chunk) => this.read(chunk));
    this.socket.on('error', onFault);
    this.socket.on('close', () => onFault(new Error('The server closed a connection under load.')));
  }

  send(request: Buffer): void {
    this.socket.write(request);
  }

  private read(chunk: Buffer): void {
    this.load.bytes += chunk.length;
    if (this.left < 0) {
      const text = this.head.length > 0 ? Buffer.concat([this.head, chunk]) : chunk;
      const end = text.indexOf(HEAD_END);
      if (end < 0) {
        this.head = text;
        return;
      }
      if (!text.subarray(0, OK.length).equals(OK)) this.load.refused += 1;
      const at = text.indexOf(LENGTH);
      if (at < 0 || at > end) throw new Error(`An answer without a length: ${text.subarray(0, end)}`);
      const length = Number(text.toString('latin1', at + LENGTH.length, text.indexOf(13, at + LENGTH.length)));
      this.left = end + HEAD_END.length + length - text.length;
      this.head = Buffer.alloc(0);
    } else this.left -= chunk.length;
    if (this.left > 0) return;
    this.left = -1;
    this.onAnswer(this);
  }

  close(): void {
    this.socket.removeAllListeners('close');
    this.socket.destroy();
  }
}

function at(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

async function run({ port, requests, connections, seconds, rate }: Job): Promise<Load> {
  const prepared = requests.map((request) => Buffer.from(request, 'latin1'));
  const load = { bytes: 0, refused: 0 };
  const times: number[] = [];
  const due = new Map<Line, number>();
  const idle: Line[] = [];
  const lines: Line[] = [];
  let next = 0;
  const started = performance.now();
  const until = started + seconds * 1000;
  try {
    await new Promise<void>((resolve, reject) => {
      const begin = (line: Line, since: number) => {
        due.set(line, since);
        line.send(prepared[next++ % prepared.length] as Buffer);
      };
      const waiting: number[] = [];
      const answered = (line: Line) => {
        const now = performance.now();
        times.push(now - (due.get(line) ?? now));
        if (rate === undefined) {
          if (now < until) begin(line, now);
          else resolve();
        } else {
          const since = waiting.shift();
          if (since === undefined) idle.push(line);
          else begin(line, since);
        }
      };
      for (let i = 0; i < connections; i += 1) lines.push(new Line(port, load, answered, reject));
      if (rate === undefined) {
        for (const line of lines) begin(line, performance.now());
        return;
      }
      idle.push(...lines);
      let sent = 0;
      const pace = () => {
        const now = performance.now();
        if (now >= until) return resolve();
        for (const wanted = ((now - started) / 1000) * rate; sent < wanted; sent += 1) {
          const since = started + (sent / rate) * 1000;
          const line = idle.pop();
          if (line) begin(line, since);
          else waiting.push(since);
        }
        // As often as the loop turns: a timer of a millisecond would be late by more than what is measured.
        setImmediate(pace);
      };
      pace();
    });
  } finally {
    for (const line of lines) line.close();
  }
  const sorted = Float64Array.from(times).sort();
  return {
    answers: times.length,
    refused: load.refused,
    seconds: (performance.now() - started) / 1000,
    bytes: load.bytes,
    p50: at(sorted, 0.5),
    p99: at(sorted, 0.99),
  };
}

process.on('message', (job: Job) => {
  run(job).then(
    (load) => process.send?.({ load }),
    (error: unknown) => process.send?.({ fault: String(error) }),
  );
});
