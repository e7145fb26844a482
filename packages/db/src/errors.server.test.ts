import { DomainError, isDomainError } from '@zhanqun/kit';
import { describe, expect, it } from 'vitest';
import { asBusy } from './errors.server';

const busy = (error: unknown) => {
  const seen = asBusy(error);
  return isDomainError(seen) && seen.code === 'BUSY';
};
const withCode = (code: string, message = '') => Object.assign(new Error(message), { code });

describe('a database that is away', () => {
  it.each([
    ['refuses', withCode('ECONNREFUSED')],
    ['refuses by both of its addresses', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })],
    ['has no name any more', withCode('EAI_AGAIN')],
    ['is told to stop', withCode('57P01', 'terminating connection due to administrator command')],
    ['has crashed', withCode('57P02')],
    ['is starting', withCode('57P03', 'the database system is starting up')],
    ['has no connection left', withCode('53300')],
    ['broke the connection', withCode('08006')],
    ['ended the connection', new Error('Connection terminated unexpectedly')],
    ['broke a connection that was in use', new Error('Client has encountered a connection error and is not queryable')],
    ['is too slow', new Error('timeout exceeded when trying to connect')],
    ['is reported by Prisma', withCode('P1001')],
    [
      'is reported by its adapter',
      { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '57P01' } } } },
    ],
    ['broke off while a commit was on its way', new Error('ConnectionClosed', { cause: { kind: 'ConnectionClosed' } })],
    ['is reported as a cause', new Error('failed', { cause: withCode('ECONNRESET') })],
  ])('%s: busy', (_how, error) => {
    expect(busy(error)).toBe(true);
  });

  it('is no excuse for other faults, nor for what was told already', () => {
    for (const error of [new Error('a fault'), withCode('42501'), withCode('23505'), withCode('P2002'), undefined]) {
      expect(asBusy(error)).toBe(error);
    }
    const told = new DomainError('STALE', '…');
    expect(asBusy(told)).toBe(told);
  });
});
