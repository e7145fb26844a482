import type { StoredPage } from '@zhanqun/publishing/server';
import type { DestinationStream, Logger } from 'pino';

/** Hits wait this long at the most before they are written, milliseconds. */
const WAIT_MS = 1_000;
/** Characters after which the lines are written at once. */
const BATCH = 64 * 1024;

/**
 * The access log of published pages, in short lines written many at a time: a line of its own for each would cost more
 * than the page. Lines are lost with the process that did not write them yet.
 */
export class HitLog {
  private lines = '';
  private readonly isOn: boolean;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sink: DestinationStream,
    log: Logger,
  ) {
    this.isOn = log.isLevelEnabled('info');
  }

  write(page: StoredPage, status: number, encoding: string): void {
    if (!this.isOn) return;
    this.lines += `{"level":30,"time":${Date.now()},"page":"${page.key}","status":${status},"encoding":"${encoding}"}\n`;
    if (this.lines.length >= BATCH) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), WAIT_MS).unref();
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.lines === '') return;
    this.sink.write(this.lines);
    this.lines = '';
  }
}
