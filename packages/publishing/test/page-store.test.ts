import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PageFiles, PageStore, type PublicChangeView, type Recorder, TAGS } from '../src/server';

const HOST = 'town.city.test';
let root: string;
let now: number;
let faults: unknown[];
let seq = 0n;
const stores: PageStore<string>[] = [];

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'pages-'));
  now = Date.now();
  faults = [];
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.stop()));
  rmSync(root, { recursive: true, force: true });
  expect(faults).toEqual([]);
});

const place = (rest = '/a/x.html') => ({ siteId: 'town', host: HOST, path: rest });

function change(tags: string[], { takesAway = false, transaction = '100' } = {}): PublicChangeView {
  seq += 1n;
  return { seq, siteId: 'town', tags, takesAway, transaction };
}

function signal(): { given: Promise<void>; give(): void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

interface World {
  store: PageStore<string>;
  rendered: string[];
  /** Renders `text` at an address, depending on `tags`; `meanwhile` happens while it renders. */
  visit(rest: string, text: string, tags: string[], meanwhile?: (recorder: Recorder) => unknown): Promise<string>;
}

function world(files?: PageFiles, memoryBytes = 1_000_000, mostPages = 1_000): World {
  const rendered: string[] = [];
  const store = new PageStore<string>({
    memoryBytes,
    headers: { 'X-Content-Type-Options': 'nosniff' },
    mostPages,
    ...(files ? { files } : {}),
    now: () => now,
    onFault: (error) => faults.push(error),
  });
  stores.push(store);
  return {
    store,
    rendered,
    async visit(rest, text, tags, meanwhile) {
      const obtained = await store.obtain(place(rest), rest, async (recorder) => {
        rendered.push(text);
        recorder.add(...tags);
        await meanwhile?.(recorder);
        return {
          isLasting: true,
          type: 'text/html; charset=utf-8',
          cacheControl: 'no-cache',
          bytes: Buffer.from(text),
          answer: text,
        };
      });
      return obtained.page ? obtained.page.bodies.identity.bytes.toString() : obtained.fresh;
    },
  };
}

async function takenUp(store: PageStore<string>): Promise<void> {
  await expect.poll(() => store.isTakenUp, { interval: 1 }).toBe(true);
}

/** A process with files of its own name in the shared folder, as after a start. */
async function started(
  writer: string,
  present = '50',
  build = 'build',
  memoryBytes = 1_000_000,
): Promise<World & { files: PageFiles }> {
  const files = new PageFiles(root, build, writer);
  const made = world(files, memoryBytes);
  await made.store.open(present);
  await made.store.start();
  await takenUp(made.store);
  made.store.apply([], present);
  return { ...made, files };
}

const file = (name: string) => path.join(root, 'current', HOST, name);

async function written(name: string): Promise<void> {
  await expect.poll(() => existsSync(file(name)), { interval: 5, timeout: 2_000 }).toBe(true);
}

describe('a page', () => {
  it('is rendered once and then answered from memory, in every encoding with its own length and tag', async () => {
    const { store, visit, rendered } = world();
    await visit('/a/x.html', 'first', ['article:town/x']);
    await visit('/a/x.html', 'second', ['article:town/x']);
    expect(rendered).toEqual(['first']);
    const page = store.find(HOST, '/a/x.html');
    expect(page && gunzipSync(page.bodies.gzip.bytes).toString()).toBe('first');
    expect(page && brotliDecompressSync(page.bodies.br.bytes).toString()).toBe('first');
    expect(new Set(Object.values(page?.bodies ?? {}).map(({ etag }) => etag)).size).toBe(3);
  });

  it('is rendered once for all who ask while it is missing', async () => {
    const { visit, rendered } = world();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => visit('/', `render ${i}`, [])));
    expect(rendered).toEqual(['render 0']);
    expect(new Set(answers)).toEqual(new Set(['render 0']));
  });

  it('is dropped by a change to anything it read, and by nothing else', async () => {
    const { store, visit } = world();
    await visit('/a/x.html', 'x', ['article:town/x']);
    await visit('/a/y.html', 'y', ['article:town/y']);
    store.apply([change(['article:town/y'])], '101');
    expect([store.find(HOST, '/a/x.html') === undefined, store.find(HOST, '/a/y.html') === undefined]).toEqual([
      false,
      true,
    ]);
  });

  it('depends on its site, on the place of its site and on its own address without being told', async () => {
    for (const tag of [TAGS.site('town'), TAGS.place('town'), TAGS.page('town', '/a/x.html')]) {
      const { store, visit } = world();
      await visit('/a/x.html', 'x', []);
      store.apply([change([tag])], '101');
      expect(store.find(HOST, '/a/x.html')).toBeUndefined();
    }
  });

  it('is not kept when something it read changed while it was rendered', async () => {
    const { store, visit, rendered } = world();
    await visit('/', 'old', ['home:town'], () => store.apply([change(['home:town'])], '101'));
    expect(store.find(HOST, '/')).toBeUndefined();
    await visit('/', 'new', ['home:town'], () => store.apply([change(['home:village'])], '102'));
    expect(store.find(HOST, '/')).toBeDefined();
    expect(rendered).toEqual(['old', 'new']);
  });

  it('whose rendering began before a change is not given to those who come after it', async () => {
    const { store, visit } = world();
    const begun = signal();
    const finished = signal();
    const slow = visit('/', 'old', ['home:town'], () => {
      begun.give();
      return finished.given;
    });
    await begun.given;
    store.apply([change(['home:town'])], '101');
    const later = visit('/', 'new', ['home:town']);
    expect(await later).toBe('new');
    finished.give();
    expect(await slow).toBe('old');
    expect(store.find(HOST, '/')?.bodies.identity.bytes.toString()).toBe('new');
  });

  it('that is no lasting answer is handed to those who wait and not kept', async () => {
    const { store } = world();
    const missing = () =>
      store.obtain(place('/a/no.html'), '/a/no.html', async () => ({
        isLasting: false,
        type: '',
        cacheControl: '',
        bytes: Buffer.from(''),
        answer: 'not found',
      }));
    expect(await missing()).toEqual({ fresh: 'not found' });
    expect(store.size.pages).toBe(0);
  });

  it('is over at the moment until which what it read holds', async () => {
    const { store, visit } = world();
    const end = now + 60_000;
    await visit('/', 'today', [], (recorder) => recorder.holdsUntil(new Date(end)));
    now = end - 1;
    expect(store.find(HOST, '/')).toBeDefined();
    now = end;
    expect(store.find(HOST, '/')).toBeUndefined();
    expect(store.makeshiftFor(place('/'))).toBeUndefined();
  });

  it('leaves memory when others need the room, never more than the limit', async () => {
    const { store, visit } = world(undefined, 20_000);
    for (let i = 0; i < 20; i += 1) await visit(`/a/${i}.html`, 'x'.repeat(1_000), []);
    expect(store.size.memoryPages).toBeLessThan(20);
    expect(store.size.memoryBytes).toBeLessThanOrEqual(20_000);
  });
});

describe('a dropped page', () => {
  it('may stand in for ten minutes, but not when something it showed was taken away', async () => {
    const { store, visit } = world();
    await visit('/', 'old', ['home:town', 'article:town/x']);
    store.apply([change(['home:town'])], '101');
    expect(store.makeshiftFor(place('/'))?.bodies.identity.bytes.toString()).toBe('old');
    now += 10 * 60_000 + 1;
    expect(store.makeshiftFor(place('/'))).toBeUndefined();
    now -= 60_000;
    expect(store.makeshiftFor(place('/'))).toBeDefined();
    store.apply([change(['article:town/x'], { takesAway: true })], '102');
    expect(store.makeshiftFor(place('/'))).toBeUndefined();
  });

  it('does not stand in when it was the withdrawal that dropped it', async () => {
    const { store, visit } = world();
    await visit('/', 'old', ['article:town/x']);
    store.apply([change(['article:town/x'], { takesAway: true })], '101');
    expect(store.makeshiftFor(place('/'))).toBeUndefined();
  });
});

describe('pages as files', () => {
  it('lie where a web server looks, packed beside themselves, with a time that gives the same tag', async () => {
    const { store, visit } = await started('a');
    await visit('/', 'home', ['home:town']);
    await written('index.html');
    expect(readFileSync(file('index.html'), 'utf8')).toBe('home');
    expect(gunzipSync(readFileSync(file('index.html.gz'))).toString()).toBe('home');
    const page = store.find(HOST, '/');
    for (const [encoding, end] of [
      ['identity', ''],
      ['gzip', '.gz'],
      ['br', '.br'],
    ] as const) {
      const { mtimeMs, size } = statSync(file(`index.html${end}`));
      expect(page?.bodies[encoding].etag).toBe(`"${(mtimeMs / 1000).toString(16)}-${size.toString(16)}"`);
    }
  });

  it('go with the page', async () => {
    const { store, visit } = await started('a');
    await visit('/a/x.html', 'x', ['article:town/x']);
    await written('a/x.html');
    store.apply([change(['article:town/x'])], '101');
    expect(readdirSync(path.dirname(file('a/x.html')))).toEqual([]);
  });

  it('are not written for a page that changed before they were', async () => {
    const { store, visit } = await started('a');
    await visit('/a/x.html', 'x', ['article:town/x']);
    store.apply([change(['article:town/x'])], '101');
    await visit('/a/y.html', 'y', []);
    await written('a/y.html');
    expect(existsSync(file('a/x.html'))).toBe(false);
  });

  it('make a restart warm', async () => {
    const first = await started('a');
    await first.visit('/', 'home', ['home:town']);
    await written('index.html');
    const second = await started('b');
    expect(await second.visit('/', 'again', [])).toBe('home');
    expect(second.rendered).toEqual([]);
  });

  it('of earlier runs are answered at once, and lie where a web server looks when all were looked at', async () => {
    const first = await started('a');
    await first.visit('/', 'home', ['home:town']);
    await written('index.html');
    const second = world(new PageFiles(root, 'build', 'b'));
    await second.store.open('50');
    await second.store.start();
    expect([second.store.isTakenUp, existsSync(file('index.html'))]).toEqual([false, false]);
    expect(await second.visit('/', 'again', [])).toBe('home');
    await second.visit('/a/x.html', 'x', []);
    await takenUp(second.store);
    expect(readFileSync(file('index.html'), 'utf8')).toBe('home');
    await written('a/x.html');
  });

  it('that a change meets before all were looked at are neither answered nor left there', async () => {
    const first = await started('a');
    for (const name of ['x', 'y', 'z']) {
      await first.visit(`/a/${name}.html`, name, [`article:town/${name}`]);
      await written(`a/${name}.html`);
    }
    const second = world(new PageFiles(root, 'build', 'b'));
    await second.store.open('50');
    await second.store.start();
    second.store.apply([change(['article:town/x', 'article:town/y'], { transaction: '55' })], '56');
    expect(await second.visit('/a/x.html', 'renewed', [])).toBe('renewed');
    await takenUp(second.store);
    expect([existsSync(file('a/y.html')), existsSync(file('a/z.html'))]).toEqual([false, true]);
    await written('a/x.html');
    expect(readFileSync(file('a/x.html'), 'utf8')).toBe('renewed');
  });

  it('that a change met while nobody ran are gone before they are served', async () => {
    const first = await started('a');
    await first.visit('/', 'home', ['home:town']);
    await first.visit('/a/x.html', 'x', ['article:town/x']);
    await written('index.html');
    await written('a/x.html');
    const files = new PageFiles(root, 'build', 'b');
    const second = world(files);
    expect(await second.store.open('80')).toBe('50');
    second.store.apply([change(['home:town'], { transaction: '60' })], '80');
    await second.store.start();
    expect(existsSync(file('index.html'))).toBe(false);
    expect(await second.visit('/', 'renewed', ['home:town'])).toBe('renewed');
    expect(await second.visit('/a/x.html', 'renewed', [])).toBe('x');
  });

  it('are no more than a limit, the oldest of them being given up', async () => {
    const files = new PageFiles(root, 'build', 'a');
    const { store, visit } = world(files, 1_000_000, 2);
    await store.open('50');
    await store.start();
    for (const name of ['x', 'y', 'z']) {
      await visit(`/a/${name}.html`, name, []);
      await written(`a/${name}.html`);
    }
    expect([existsSync(file('a/x.html')), existsSync(file('a/y.html')), store.size.pages]).toEqual([false, true, 2]);
    expect(await visit('/a/x.html', 'again', [])).toBe('again');
  });

  it('that are too far behind are rendered again', async () => {
    const first = await started('a');
    await first.visit('/', 'home', []);
    await written('index.html');
    const second = world(new PageFiles(root, 'build', 'b'));
    expect(await second.store.open('80', async (position) => position === '50')).toBe('80');
    await second.store.start();
    expect(await second.visit('/', 'renewed', [])).toBe('renewed');
  });

  it('of another database or another build are not used', async () => {
    const first = await started('a', '1000');
    await first.visit('/', 'home', []);
    await written('index.html');
    const restored = await started('b', '500');
    expect(await restored.visit('/', 'restored', [])).toBe('restored');
    await written('index.html');
    const rebuilt = await started('c', '600', 'next-build');
    expect(await rebuilt.visit('/', 'rebuilt', [])).toBe('rebuilt');
  });

  it('answer under their own address only', async () => {
    const { store, visit } = await started('a');
    await visit('/', 'home', []);
    await written('index.html');
    expect(await store.factsOf(place('/index.html'))).toBeUndefined();
  });

  it('never stand as a folder where the file of another page belongs', async () => {
    const { visit } = await started('a');
    await visit('/a/x.html/', 'a second spelling', []);
    await visit('/a/x.html', 'x', []);
    await written('a/x.html');
    expect(readFileSync(file('a/x.html'), 'utf8')).toBe('x');
  });

  it('are not kept when the site changed while they were looked for', async () => {
    const { store, visit } = await started('a');
    const asked = visit('/', 'in the old colours', []);
    store.apply([change([TAGS.site('town')])], '101');
    await asked;
    expect(store.find(HOST, '/')).toBeUndefined();
  });

  it('cut short by a crash are rendered again', async () => {
    const first = await started('a');
    await first.visit('/', 'home', []);
    await written('index.html');
    rmSync(file('index.html.br'));
    const second = await started('b');
    expect(await second.visit('/', 'whole', [])).toBe('whole');
  });

  it('are not made for addresses that are no names of files', async () => {
    const { store, visit } = await started('a');
    for (const rest of ['/a/..%2fx.html', '/a/.htaccess', '/c/news', `/a/${'x'.repeat(500)}.html`])
      await visit(rest, 'x', []);
    expect(readdirSync(path.join(root, 'current'))).toEqual([]);
    expect(store.size.pages).toBe(4);
  });
});

describe('two processes that share the files', () => {
  it('use what the other rendered, if nothing it read changed since', async () => {
    const a = await started('a');
    const b = await started('b');
    await a.visit('/', 'by a', ['home:town']);
    await a.visit('/a/x.html', 'by a', ['article:town/x']);
    await written('index.html');
    await written('a/x.html');
    b.store.apply([change(['article:town/x'], { transaction: '55' })], '56');
    expect(await b.visit('/', 'by b', [])).toBe('by a');
    expect(await b.visit('/a/x.html', 'by b', [])).toBe('by b');
  });

  it('use nothing that another, not yet knowing of a change, wrote over the renewed page', async () => {
    const a = await started('a', '50', 'build', 1);
    const b = await started('b');
    const held = signal();
    const late = b.visit('/', 'from before the change', ['home:town'], () => held.given);
    a.store.apply([change(['home:town'], { transaction: '55' })], '56');
    await a.visit('/', 'renewed', ['home:town']);
    await written('index.html');
    held.give();
    await late;
    await expect.poll(() => readFileSync(file('index.html'), 'utf8'), { interval: 5 }).toBe('from before the change');
    expect(await a.visit('/', 'renewed again', ['home:town'])).toBe('renewed again');
  });

  it('look at the pages of one that stops as soon as it has stopped', async () => {
    const a = await started('a');
    await a.visit('/', 'by a', ['home:town']);
    await written('index.html');
    const before = Date.now();
    await a.store.stop();
    const [position] = await a.files.positions();
    expect(position).toMatchObject({ writer: 'a', position: '50' });
    expect(before - (position?.seenAt ?? before)).toBeGreaterThan(60_000);
    const b = await started('b');
    expect(await b.visit('/', 'by b', [])).toBe('by a');
  });

  it('look after the pages of one that is gone', async () => {
    const a = await started('a');
    await a.visit('/', 'by a', ['home:town']);
    await written('index.html');
    const b = await started('b');
    const gone = (Date.now() - 60_000) / 1000;
    utimesSync(path.join(root, 'build/writers/a'), gone, gone);
    b.store.apply([change(['home:town'], { transaction: '70' })], '71');
    expect(existsSync(file('index.html'))).toBe(false);
  });
});
