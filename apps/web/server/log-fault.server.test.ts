import { DomainError } from '@zhanqun/kit';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { logFault } from './log-fault.server';

describe('a fault of work that is tried again', () => {
  it.each([
    ['a warning while the database is busy', new DomainError('BUSY', '系统正忙，请稍后再试。'), 'warn'],
    ['an error for another refusal', new DomainError('INVALID', '备份已损坏'), 'error'],
    ['an error for a fault', new Error('broken'), 'error'],
  ])('is %s', (_what, error, level) => {
    const lines: string[] = [];
    logFault(pino({}, { write: (line: string) => void lines.push(line) }), error, 'change feed failed');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: pino.levels.values[level],
      msg: 'change feed failed',
      err: { message: error.message },
    });
  });
});
