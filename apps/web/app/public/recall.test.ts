import type { Transaction } from '@zhanqun/db';
import { dependsOn, holdsUntil, Recorder, Remembered, recordInto } from '@zhanqun/publishing/server';
import { beforeEach, describe, expect, it } from 'vitest';
import { borrow, recall } from './recall.server';

interface List {
  titles: string[];
}

let remembered: Remembered<List>;
let asked: string[];

beforeEach(() => {
  remembered = new Remembered<List>(10);
  asked = [];
});

/** The scope of a page, and what the page notes of it. */
function scope(): { tx: Transaction; recorder: Recorder } {
  const tx = {} as Transaction;
  const recorder = new Recorder();
  recordInto(tx, recorder);
  return { tx, recorder };
}

const list =
  (title: string, ...tags: string[]) =>
  async (tx: Transaction): Promise<List> => {
    asked.push(title);
    dependsOn(tx, ...tags);
    return { titles: [title] };
  };

function change(...tags: string[]): void {
  remembered.apply([{ seq: 1n, siteId: 'town', tags, takesAway: false, transaction: '100' }]);
}

describe('an answer that pages share', () => {
  it('is asked for once, and every page that uses it depends on what it read', async () => {
    const pages = [scope(), scope()];
    for (const { tx } of pages) {
      const found = await recall(
        { tx: tx, shared: { since: remembered.present } },
        remembered,
        'notices',
        list('first', 'newest:city'),
      );
      expect(found.titles).toEqual(['first']);
    }
    expect(asked).toEqual(['first']);
    expect(pages.map(({ recorder }) => [...recorder.tags])).toEqual([['newest:city'], ['newest:city']]);
  });

  it('ends with a change to anything it read, and with nothing else', async () => {
    const ask = (title: string) =>
      recall(
        { tx: scope().tx, shared: { since: remembered.present } },
        remembered,
        'notices',
        list(title, 'newest:city'),
      );
    await ask('first');
    change('newest:county');
    expect((await ask('second')).titles).toEqual(['first']);
    change('newest:city');
    expect((await ask('third')).titles).toEqual(['third']);
  });

  it('is not kept from a scope that began before a change, which it may not have seen', async () => {
    const since = remembered.present;
    change('newest:city');
    expect(
      (await recall({ tx: scope().tx, shared: { since: since } }, remembered, 'notices', list('old', 'newest:city')))
        .titles,
    ).toEqual(['old']);
    const again = await recall(
      { tx: scope().tx, shared: { since: remembered.present } },
      remembered,
      'notices',
      list('new', 'newest:city'),
    );
    expect(again.titles).toEqual(['new']);
  });

  it('is not kept where time ends it, and the page that used it ends then too', async () => {
    const end = new Date('2026-12-01T00:00:00Z');
    const ask = async (tx: Transaction) => {
      holdsUntil(tx, end);
      return list('valid', 'newest:city')(tx);
    };
    const { tx, recorder } = scope();
    await recall({ tx: tx, shared: { since: remembered.present } }, remembered, 'notices', ask);
    await recall({ tx: scope().tx, shared: { since: remembered.present } }, remembered, 'notices', ask);
    expect([asked.length, recorder.expires]).toEqual([2, end.getTime()]);
  });

  it('knows nothing of what the page reads meanwhile', async () => {
    const { tx, recorder } = scope();
    const shared = recall({ tx: tx, shared: { since: remembered.present } }, remembered, 'notices', async (apart) => {
      await Promise.resolve();
      return list('first', 'newest:city')(apart);
    });
    dependsOn(tx, 'article:town/x');
    await shared;
    expect([...recorder.tags].sort()).toEqual(['article:town/x', 'newest:city']);
    const other = scope();
    await recall({ tx: other.tx, shared: { since: remembered.present } }, remembered, 'notices', list('second'));
    expect([...other.recorder.tags]).toEqual(['newest:city']);
  });

  it('leaves what a page depends on to the page that uses a part of it', async () => {
    const { tx, recorder } = scope();
    const { found } = await borrow(
      { tx: tx, shared: { since: remembered.present } },
      remembered,
      'shell',
      list('columns', 'columns:town'),
    );
    expect([found.titles, [...recorder.tags]]).toEqual([['columns'], []]);
    change('columns:town');
    await borrow(
      { tx: scope().tx, shared: { since: remembered.present } },
      remembered,
      'shell',
      list('renamed', 'columns:town'),
    );
    expect(asked).toEqual(['columns', 'renamed']);
  });
});
