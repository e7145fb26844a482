import type { NewsItem } from '@zhanqun/articles/server';
import type { Transaction } from '@zhanqun/db';
import { dependsOn, holdsUntil, Recorder, recordInto } from '@zhanqun/publishing/server';
import { beforeEach, describe, expect, it } from 'vitest';
import { PublicMemory } from './memory.server';
import { borrow, recall } from './recall.server';

const titlesOf = (items: NewsItem[]) => items.map(({ title }) => title);

let memory: PublicMemory;
let asked: string[];

beforeEach(() => {
  memory = new PublicMemory();
  asked = [];
});

/** The scope of a page, and what the page notes of it. */
function scope(): { tx: Transaction; recorder: Recorder } {
  const tx = {} as Transaction;
  const recorder = new Recorder();
  recordInto(tx, recorder);
  return { tx, recorder };
}

const reader = (tx: Transaction, since = memory.present) => ({ tx, shared: { memory, since } });
const same = ({ news }: PublicMemory) => news;

const list =
  (title: string, ...tags: string[]) =>
  async (tx: Transaction): Promise<NewsItem[]> => {
    asked.push(title);
    dependsOn(tx, ...tags);
    return [{ title } as NewsItem];
  };

function change(...tags: string[]): void {
  memory.apply([{ seq: 1n, siteId: 'town', tags, takesAway: false, transaction: '100' }]);
}

describe('an answer that pages share', () => {
  it('is asked for once, and every page that uses it depends on what it read', async () => {
    const pages = [scope(), scope()];
    for (const { tx } of pages) {
      const found = await recall(reader(tx), same, 'notices', list('first', 'newest:city'));
      expect(titlesOf(found)).toEqual(['first']);
    }
    expect(asked).toEqual(['first']);
    expect(pages.map(({ recorder }) => [...recorder.tags])).toEqual([['newest:city'], ['newest:city']]);
  });

  it('ends with a change to anything it read, and with nothing else', async () => {
    const ask = (title: string) => recall(reader(scope().tx), same, 'notices', list(title, 'newest:city'));
    await ask('first');
    change('newest:county');
    expect(titlesOf(await ask('second'))).toEqual(['first']);
    change('newest:city');
    expect(titlesOf(await ask('third'))).toEqual(['third']);
  });

  it('is not kept from a scope that began before a change, which it may not have seen', async () => {
    const since = memory.present;
    change('newest:city');
    expect(titlesOf(await recall(reader(scope().tx, since), same, 'notices', list('old', 'newest:city')))).toEqual([
      'old',
    ]);
    const again = await recall(reader(scope().tx), same, 'notices', list('new', 'newest:city'));
    expect(titlesOf(again)).toEqual(['new']);
  });

  it('is not kept where time ends it, and the page that used it ends then too', async () => {
    const end = new Date('2026-12-01T00:00:00Z');
    const ask = async (tx: Transaction) => {
      holdsUntil(tx, end);
      return list('valid', 'newest:city')(tx);
    };
    const { tx, recorder } = scope();
    await recall(reader(tx), same, 'notices', ask);
    await recall(reader(scope().tx), same, 'notices', ask);
    expect([asked.length, recorder.expires]).toEqual([2, end.getTime()]);
  });

  it('knows nothing of what the page reads meanwhile', async () => {
    const { tx, recorder } = scope();
    const shared = recall(reader(tx), same, 'notices', async (apart) => {
      await Promise.resolve();
      return list('first', 'newest:city')(apart);
    });
    dependsOn(tx, 'article:town/x');
    await shared;
    expect([...recorder.tags].sort()).toEqual(['article:town/x', 'newest:city']);
    const other = scope();
    await recall(reader(other.tx), same, 'notices', list('second'));
    expect([...other.recorder.tags]).toEqual(['newest:city']);
  });

  it('leaves what a page depends on to the page that uses a part of it', async () => {
    const { tx, recorder } = scope();
    const found = await borrow(reader(tx), same, 'shell', list('columns', 'columns:town'));
    expect([titlesOf(found), [...recorder.tags]]).toEqual([['columns'], []]);
    change('columns:town');
    await borrow(reader(scope().tx), same, 'shell', list('renamed', 'columns:town'));
    expect(asked).toEqual(['columns', 'renamed']);
  });
});
