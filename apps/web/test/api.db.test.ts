import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withdrawArticle } from '@zhanqun/articles/server';
import { makeDraft, makePublished, makeShared } from '@zhanqun/articles/testing';
import { FileStore, storeFile } from '@zhanqun/media/server';
import { pdfBytes } from '@zhanqun/media/testing';
import { carryItem } from '@zhanqun/sharing/server';
import { type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import Ajv2020 from 'ajv/dist/2020';
import { beforeAll, describe, expect, it } from 'vitest';
import { loader as columnItems } from '../app/public/api/column-items';
import { loader as columns } from '../app/public/api/columns';
import { cursorOf, placeOf } from '../app/public/api/cursor';
import { loader as description } from '../app/public/api/description';
import { loader as item } from '../app/public/api/item';
import { loader as items } from '../app/public/api/items';
import { OPERATIONS } from '../app/public/api/operations';
import { loader as site } from '../app/public/api/site';
import { loader as sites } from '../app/public/api/sites';
import { loader as unknown } from '../app/public/api/unknown';
import routes from '../app/routes';
import { type Ask, askLoader } from './visitor';

const group = useGroup();
const LOADERS: Record<keyof typeof OPERATIONS, Parameters<typeof askLoader>[1]> = {
  listSites: sites,
  getSite: site,
  listColumns: columns,
  listColumnItems: columnItems,
  listItems: items,
  getItem: item,
};
type OperationId = keyof typeof OPERATIONS;

const COUNT = 12;
let ids: string[] = [];
let carried = '';
let draft = '';
let withdrawn = '';
let asked = 0;

/** Asks an operation on the portal, each time from another address so that no limit is reached by accident. */
function ask(
  id: OperationId,
  params: Record<string, string> = {},
  query = '',
  more: Partial<Ask> = {},
): Promise<Response> {
  asked += 1;
  const rest = OPERATIONS[id].path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  return askLoader(group(), LOADERS[id], {
    site: group().site('city'),
    path: `/api/v1${rest}${query}`,
    params,
    clientAddress: `198.51.${asked >> 8}.${asked & 255}`,
    ...more,
  });
}

beforeAll(async () => {
  const desk = (minute: number) =>
    group().contextAt('east-town', 'townAdmin', new Date(Date.UTC(2026, 9, 1, 0, minute)));
  const columnId = group().columnId('east-town', 'xinwen');
  const store = new FileStore(mkdtempSync(path.join(tmpdir(), 'zhanqun-api-')));
  const file = await storeFile(desk(0), { name: '附件一.pdf' }, pdfBytes(), store);
  for (let i = 0; i < COUNT; i++) {
    // Two of each minute: a page may end between items of the same moment.
    ids.push(
      await makePublished(desk(Math.floor(i / 2)), {
        columnId,
        title: `第 ${i} 篇`,
        keywords: '一、二',
        body: '<p>见<a href="/c/tongzhi/">通知</a></p>',
        attachments: [file.id],
      }),
    );
  }
  ids = ids.reverse();
  draft = await makeDraft(desk(20), { columnId, title: '草稿' });
  withdrawn = await makePublished(desk(21), { columnId, title: '撤回的' });
  await withdrawArticle(desk(22), { articleId: withdrawn, reason: '内容有误' });
  const notice = await makeShared(group().contextAt('city', 'office'), {
    columnId: group().columnId('city', 'tonggao'),
    title: '全市通知',
  });
  const source = { sourceSiteId: group().site('city').id, sourceArticleId: notice };
  carried = (await carryItem(desk(23), { ...source, columnId: group().columnId('east-town', 'tongzhi') })).linkId;
});

interface Described {
  openapi: string;
  servers: { url: string }[];
  paths: Record<
    string,
    {
      get: {
        operationId: OperationId;
        parameters: { name: string; in: string; schema: unknown }[];
        responses: Record<string, { content?: Record<string, { schema: { $ref: string } }> }>;
      };
    }
  >;
  components: { schemas: Record<string, object> };
}

const described = async (): Promise<Described> =>
  (await askLoader(group(), description, { site: group().site('city') })).json();

describe('the description', () => {
  const EXAMPLES: Record<OperationId, [params: Record<string, string>, query: string][]> = {
    listSites: [
      [{}, ''],
      [{}, '?level=TOWN&limit=1'],
      [{}, '?parent=east'],
    ],
    getSite: [
      [{ code: 'city' }, ''],
      [{ code: 'west-town' }, ''],
    ],
    listColumns: [
      [{ code: 'city' }, ''],
      [{ code: 'east-town' }, ''],
    ],
    listColumnItems: [
      [{ code: 'east-town', columnCode: 'xinwen' }, '?limit=3'],
      [{ code: 'east-town', columnCode: 'dongtai' }, ''],
      [{ code: 'west', columnCode: 'yaowen' }, ''],
    ],
    listItems: [
      [{ code: 'east-town' }, ''],
      [{ code: 'east-town' }, '?since=2026-10-01&limit=2'],
    ],
    getItem: [
      [{ code: 'east-town', id: 'own' }, ''],
      [{ code: 'east-town', id: 'carried' }, ''],
    ],
  };

  it('is held by every operation: each answer, good or bad, has the shape that is described', async () => {
    const document = await described();
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: 'http://city.test:3000/api/v1' }]);
    const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
    ajv.addSchema({ $id: 'api', components: document.components });
    const validate = (reference: string, value: unknown) => {
      ajv.validate({ $ref: `api${reference}` }, value);
      return ajv.errors ?? [];
    };
    const operations = Object.entries(document.paths).map(([at, { get }]) => ({ at, ...get }));
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(LOADERS).sort());
    for (const { at, operationId, responses } of operations) {
      const shapeOf = (status: number) => responses[status]?.content?.['application/json']?.schema.$ref ?? '';
      for (const [params, query] of EXAMPLES[operationId]) {
        const real = { own: ids[0] ?? '', carried }[params.id ?? ''];
        const answer = await ask(operationId, real ? { ...params, id: real } : params, query);
        expect([at, answer.status]).toEqual([at, 200]);
        expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
        const value = await answer.json();
        expect([at, validate(shapeOf(200), value)]).toEqual([at, []]);
        OPERATIONS[operationId].answer.parse(value);
        expect(validate(shapeOf(200), { ...value, surprise: 1 })).not.toEqual([]);
      }
      const bad = await ask(operationId, { code: 'east-town', columnCode: 'xinwen', id: carried }, '?surprise=1');
      expect([at, bad.status, validate(shapeOf(400), await bad.json())]).toEqual([at, 400, []]);
      if (!at.includes('{')) continue;
      const missing = await ask(operationId, { code: 'nowhere', columnCode: 'none', id: 'none' });
      expect([at, missing.status, validate(shapeOf(404), await missing.json())]).toEqual([at, 404, []]);
    }
  });

  it('names every address of the interfaces that there is', async () => {
    const served = routes
      .map(({ path: at = '' }) => at)
      .filter((at) => at.startsWith('api/v1/') && !at.endsWith('.json'))
      .map((at) => `/${at.slice('api/v1/'.length).replace(/:(\w+)/g, '{$1}')}`);
    expect(Object.keys((await described()).paths).sort()).toEqual(served.sort());
  });
});

describe('a list', () => {
  it.each([1, 3, 5, 12, 13, 100])('in pages of %i has every item once, the newest first', async (limit) => {
    const seen: string[] = [];
    let query = `?limit=${limit}`;
    for (let page = 0; page < 20 && query; page++) {
      const answer = await ask('listColumnItems', { code: 'east-town', columnCode: 'xinwen' }, query);
      const value = await answer.json();
      seen.push(...value.items.map((one: { id: string }) => one.id));
      expect(value.items.length).toBeLessThanOrEqual(limit);
      expect(answer.headers.get('Link')).toBe(value.next && `<${value.next}>; rel="next"`);
      query = value.next ? new URL(value.next).search : '';
    }
    // Of two items of one moment either may come first.
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(seen.slice(0, 2).sort()).toEqual(ids.slice(0, 2).sort());
  });

  it('of sites has the open ones, page after page, and can be narrowed', async () => {
    const codes: string[] = [];
    let query = '?limit=2';
    while (query) {
      const value = await (await ask('listSites', {}, query)).json();
      codes.push(...value.items.map((one: { code: string }) => one.code));
      query = value.next ? new URL(value.next).search : '';
    }
    expect(codes).toEqual(['city', 'east', 'west', 'east-town', 'west-town', 'bureau']);
    const towns = await (await ask('listSites', {}, '?level=TOWN&parent=east')).json();
    expect(towns.items).toMatchObject([{ code: 'east-town', parentCode: 'east' }]);
    expect((await ask('listSites', {}, '?parent=east-hill')).status).toBe(404);
  });

  it('of a site has own and carried items since a time', async () => {
    const titles = async (query: string) =>
      (await (await ask('listItems', { code: 'east-town' }, query)).json()).items.map(
        (one: { title: string }) => one.title,
      );
    const all = await titles('?limit=100');
    expect(all).toHaveLength(COUNT + 1);
    expect(all[0]).toBe('全市通知');
    expect(await titles(`?since=${encodeURIComponent('2026-10-01T08:05:00+08:00')}`)).toHaveLength(3);
    expect(await titles(`?since=${encodeURIComponent('2026-10-01T08:05:00.001+08:00')}`)).toHaveLength(1);
    expect(await titles('?since=2999-01-01')).toEqual([]);
  });
});

describe('an item', () => {
  it('has its text and attachments with whole addresses', async () => {
    const value = await (await ask('getItem', { code: 'east-town', id: ids[0] ?? '' })).json();
    const host = 'http://east-town.east.city.test:3000';
    expect(value).toMatchObject({
      url: `${host}/a/${ids[0]}.html`,
      apiUrl: `http://city.test:3000/api/v1/sites/east-town/items/${ids[0]}`,
      bodyHtml: `<p>见<a href="${host}/c/tongzhi/">通知</a></p>`,
      keywords: ['一', '二'],
      carriedFrom: null,
      attachments: [{ name: '附件一.pdf', type: 'application/pdf', size: pdfBytes().length }],
    });
    expect(value.attachments[0].url).toMatch(/^http:\/\/east-town\.east\.city\.test:3000\/f\/.+\/%E9%99%84.+\.pdf$/);
  });

  it('that is carried names the site that wrote it', async () => {
    const value = await (await ask('getItem', { code: 'east-town', id: carried })).json();
    expect(value).toMatchObject({ title: '全市通知', carriedFrom: { code: 'city', name: '江州市人民政府' } });
  });

  it('that no visitor may see is not there', async () => {
    for (const id of [draft, withdrawn, '0'.repeat(18), 'x', '', '../..', '%00', 'a'.repeat(3_000)]) {
      expect([id, (await ask('getItem', { code: 'east-town', id })).status]).toEqual([id, 404]);
    }
    // Another site's item is not this site's.
    expect((await ask('getItem', { code: 'west-town', id: ids[0] ?? '' })).status).toBe(404);
  });
});

describe('what is asked wrongly', () => {
  it.each(['0', '-1', '101', '1.5', '1e9', 'NaN', '', ' ', 'Infinity', '9'.repeat(400)])(
    'as limit=%s is refused with a sentence',
    async (limit) => {
      const answer = await ask('listItems', { code: 'east-town' }, `?limit=${encodeURIComponent(limit)}`);
      expect([answer.status, await answer.json()]).toEqual([
        400,
        { error: { code: 'INVALID', message: 'limit 是 1 到 100 的整数。' } },
      ]);
    },
  );

  it.each([
    '',
    'x',
    '....',
    '%00',
    "'; DROP TABLE",
    'A'.repeat(121),
    'A'.repeat(100_000),
    cursorOf({ id: '0'.repeat(18) }),
    btoa(`${'0'.repeat(18)}.1.2`),
    btoa(`${'0'.repeat(18)}.99999999999999999`),
    btoa(`${'0'.repeat(18)}.NaN`),
  ])('as cursor=%s is refused with a sentence', async (cursor) => {
    const answer = await ask('listItems', { code: 'east-town' }, `?cursor=${encodeURIComponent(cursor)}`);
    expect([answer.status, (await answer.json()).error.message]).toEqual([
      400,
      'cursor 不正确，请原样使用上一页 next 里的地址。',
    ]);
  });

  it.each(['yesterday', '2026-13-01', '2026-10-01T08:00:00', '0000-01-01', '+275760-09-13', '2026-10-01T25:00:00Z'])(
    'as since=%s is refused with a sentence',
    async (since) => {
      const answer = await ask('listItems', { code: 'east-town' }, `?since=${encodeURIComponent(since)}`);
      expect([answer.status, (await answer.json()).error.message]).toEqual([400, expect.stringContaining('since')]);
    },
  );

  it('by a name that is none, twice, or with very many names is refused', async () => {
    for (const query of [
      '?page=2',
      '?limit=1&limit=2',
      '?__proto__=1',
      '?constructor=1',
      `?${'a=1&'.repeat(5_000)}`,
      '?level=VILLAGE',
    ]) {
      const answer = await ask(query.includes('level') ? 'listSites' : 'listItems', { code: 'east-town' }, query);
      expect([query.slice(0, 20), answer.status]).toEqual([query.slice(0, 20), 400]);
      expect((await answer.json()).error.message.length).toBeLessThan(120);
    }
  });

  it('of a site that is not open, or not there, is answered alike', async () => {
    const messages = new Set<string>();
    for (const code of ['east-hill', 'nowhere', '', '__proto__', '%', 'a'.repeat(5_000)]) {
      for (const id of ['getSite', 'listColumns', 'listItems'] as const) {
        const answer = await ask(id, { code: code === '%' ? '' : code });
        expect(answer.status).toBe(404);
        messages.add((await answer.json()).error.message);
      }
    }
    expect(messages.size).toBe(1);
  });

  it('under another site’s address, or at no address of the interfaces, is answered in JSON', async () => {
    for (const code of ['east', 'west-town'] satisfies SiteCode[]) {
      expect((await ask('listSites', {}, '', { site: group().site(code) })).status).toBe(404);
      expect((await askLoader(group(), description, { site: group().site(code) })).status).toBe(404);
    }
    expect((await ask('listSites', {}, '', { preview: true })).status).toBe(404);
    const answer = await askLoader(group(), unknown, { site: group().site('city') });
    expect([answer.status, (await answer.json()).error.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('for another form than JSON, or with an absurd header, is answered in JSON', async () => {
    for (const accept of ['text/html', 'image/*;q=0', 'nonsense', ',,,', 'a'.repeat(8_000)]) {
      const answer = await ask('getSite', { code: 'city' }, '', { headers: { Accept: accept } });
      expect([answer.status, (await answer.json()).code]).toEqual([200, 'city']);
    }
  });
});

describe('the same answer again', () => {
  it('is 304 for who has it, also among others', async () => {
    const first = await ask('getSite', { code: 'city' });
    const etag = first.headers.get('ETag') ?? '';
    expect(etag).toMatch(/^W\/"/);
    for (const known of [etag, `"other", ${etag}`]) {
      const again = await ask('getSite', { code: 'city' }, '', { headers: { 'If-None-Match': known } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
    expect((await ask('getSite', { code: 'east' }, '', { headers: { 'If-None-Match': etag } })).status).toBe(200);
  });

  it('may be read by programs on any page, without their users’ cookies', async () => {
    const { headers } = await ask('getSite', { code: 'city' });
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('Access-Control-Allow-Credentials')).toBeNull();
  });
});

describe('a cursor', () => {
  it('is read back as it was written', () => {
    const id = ids[0] ?? '';
    expect(placeOf(cursorOf({ id }))).toEqual({ id });
    const at = new Date('2026-10-01T00:00:00.123Z');
    expect(placeOf(cursorOf({ id, at }))).toEqual({ id, at });
  });
});
