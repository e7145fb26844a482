import {
  createArticle,
  getArticleForDesk,
  getRevision,
  listEnded,
  publishArticle,
  saveRevision,
  setValidity,
  withdrawArticle,
} from '@zhanqun/articles/server';
import { makeDraft, makePublished } from '@zhanqun/articles/testing';
import { createColumn } from '@zhanqun/columns/server';
import { asVisitor, withPlatform } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import { loader as api } from '../app/public/api/item';
import { loader as page } from '../app/public/articles/article';
import { loader as archive } from '../app/public/columns/archive';
import { loader as feed } from '../app/public/feeds/column-json';
import { askLoader } from './visitor';

const group = useGroup();
const at = () => group().contextAt('east-town', 'townAdmin');
let policies = '';
let interpretations = '';

beforeAll(async () => {
  policies = (await createColumn(at(), { code: 'if-policy', name: '文件', kind: 'POLICY' })).columnId;
  interpretations = (await createColumn(at(), { code: 'if-read', name: '解读', kind: 'INTERPRETATION' })).columnId;
});

const FACTS = { documentNumber: '东府发〔2026〕3号', organ: '东镇人民政府', formedOn: '2026-03-01', genre: '通知' };

interface Shown {
  record: { label: string; value: string; href?: string; isVoid?: boolean }[];
  interpretations: { title: string; href: string }[];
}

async function shown(id: string): Promise<Shown> {
  const ask = { site: group().site('east-town'), path: `/a/${id}.html`, params: { file: `${id}.html` } };
  const answer = (await askLoader(group(), page as never, ask)) as unknown as { data: { page: { article: Shown } } };
  return answer.data.page.article;
}

async function newestTags(): Promise<string[]> {
  const change = await withPlatform({ db: group().db }, (tx) =>
    tx.publicChange.findFirst({ orderBy: { seq: 'desc' }, select: { tags: true } }),
  );
  return change?.tags ?? [];
}

describe('the facts of a policy document', () => {
  it('stand in each revision, on the page with its validity, and in the read interface', async () => {
    const articleId = await makePublished(at(), { columnId: policies, title: '关于防汛的通知', fields: FACTS });
    await saveRevision(at(), {
      articleId,
      basedOnNumber: 1,
      title: '关于防汛的通知',
      body: '<p>改。</p>',
      fields: { ...FACTS, organ: '东镇党政办' },
    });
    expect((await getRevision(at(), articleId, 1)).fields).toEqual(FACTS);
    expect((await getArticleForDesk(at(), articleId)).latest.fields).toMatchObject({ organ: '东镇党政办' });
    // What is public is the first revision still.
    const { record } = await shown(articleId);
    expect(record.slice(0, 4)).toEqual([
      { label: '文号', value: '东府发〔2026〕3号' },
      { label: '发文机关', value: '东镇人民政府' },
      { label: '成文日期', value: '2026-03-01' },
      { label: '体裁', value: '通知' },
    ]);
    expect(record.at(-1)).toEqual({ label: '有效性', value: '有效' });
    const params = { code: 'east-town', id: articleId };
    const answer = await askLoader(group(), api as never, { site: group().site('city'), params, path: '/api/v1/' });
    expect((await answer.json()).record[0]).toEqual({
      name: 'documentNumber',
      label: '文号',
      value: FACTS.documentNumber,
    });
    await setValidity(at(), { articleId, validity: { end: 'ABOLISHED', day: '2026-01-01' } });
    expect((await shown(articleId)).record.at(-1)).toMatchObject({ label: '有效性', isVoid: true });
    // Whoever reads by other ways is told as well, and later that it is gone.
    const read = () => askLoader(group(), api as never, { site: group().site('city'), params, path: '/api/v1/' });
    expect((await (await read()).json()).validity).toEqual({
      end: 'ABOLISHED',
      since: '2026-01-01T00:00:00+08:00',
    });
    const ask = { site: group().site('east-town'), params: { code: 'if-policy' }, path: '/c/if-policy/feed.json' };
    const listed = await (await askLoader(group(), feed as never, ask)).json();
    expect(listed.items[0].title).toBe('关于防汛的通知（已废止）');
    const ended = () => asVisitor({ db: group().db }, (tx) => listEnded(tx, [{ siteId: at().site.id, articleId }]));
    expect([...(await ended()).values()]).toEqual(['ABOLISHED']);
    await withdrawArticle(at(), { articleId, reason: '有误', kind: 'ERROR' });
    expect((await read()).status).toBe(410);
    expect(await ended()).toEqual(new Map());
  });

  it('are refused at their field', async () => {
    const text = { columnId: policies, title: '有误的文件', body: '<p>正文。</p>' };
    await expect(
      createArticle(at(), { ...text, fields: { formedOn: '2026-02-30', genre: '通知' } }),
    ).rejects.toMatchObject({ fields: { 'field.formedOn': [expect.any(String)] } });
  });
});

describe('a list of policy documents', () => {
  interface Listed {
    items: { title: string }[];
    filters: { label: string; options: { label: string; href: string; current: boolean }[] }[];
  }
  const asked = (name: string) => {
    const params = { code: 'if-list', page: name };
    return askLoader(group(), archive as never, {
      site: group().site('east-town'),
      path: `/c/if-list/${name}`,
      params,
    }) as unknown as Promise<{ data: { page?: Listed; failure?: { code: string } } }>;
  };
  const titles = async (name: string) => (await asked(name)).data.page?.items.map(({ title }) => title);

  it('is narrowed by validity, year and topic, each at one address, and at none that nothing has', async () => {
    const { columnId } = await createColumn(at(), { code: 'if-list', name: '全部文件', kind: 'POLICY' });
    const document = (title: string, formedOn: string, topic: string) =>
      makePublished(at(), { columnId, title, fields: { formedOn, topic } });
    await document('旧的水利办法', '2024-05-01', '水利');
    const ended = await document('废止的办法', '2024-06-01', '农业');
    await document('新的农业办法', '2026-02-01', '农业');
    await setValidity(at(), { articleId: ended, validity: { end: 'ABOLISHED', day: '2026-01-01' } });
    expect(await titles('all.html')).toEqual(['新的农业办法', '废止的办法', '旧的水利办法']);
    expect(await titles('valid.html')).toEqual(['新的农业办法', '旧的水利办法']);
    expect(await titles('ended.html')).toEqual(['废止的办法']);
    const page = (await asked('valid-y2024.html')).data.page;
    expect(page?.items.map(({ title }) => title)).toEqual(['旧的水利办法']);
    expect(page?.filters.find(({ label }) => label === '年份')?.options).toMatchObject([
      { label: '全部', href: '/c/if-list/valid.html', current: false },
      { label: '2026', href: '/c/if-list/valid-y2026.html', current: false },
      { label: '2024', href: '/c/if-list/valid-y2024.html', current: true },
    ]);
    const farming = page?.filters.find(({ label }) => label === '主题')?.options.find(({ label }) => label === '农业');
    expect(farming?.href).toMatch(/^\/c\/if-list\/valid-y2024-t[0-9a-f]{8}\.html$/);
    expect(await titles(farming?.href.split('/').at(-1) ?? '')).toEqual([]);
    for (const name of ['y1999.html', 'valid-t00000000.html', '-valid.html', 'y2024-valid.html', 'valid-.html']) {
      expect((await asked(name)).data.failure?.code).toBe('NOT_FOUND');
    }
  });
});

describe('an interpretation', () => {
  it('and its document lead to each other while both are public', async () => {
    const policyId = await makePublished(at(), { columnId: policies, title: '关于补贴的办法', fields: FACTS });
    expect((await shown(policyId)).interpretations).toEqual([]);
    const reading = await makeDraft(at(), { columnId: interpretations, title: '一图读懂补贴', fields: { policyId } });
    await publishArticle(at(), { articleId: reading });
    expect(await newestTags()).toContain(`article:${at().site.id}/${policyId}`);
    expect((await shown(policyId)).interpretations).toMatchObject([
      { title: '一图读懂补贴', href: `/a/${reading}.html` },
    ]);
    expect((await shown(reading)).record).toEqual([
      { label: '解读的文件', value: '关于补贴的办法', href: `/a/${policyId}.html` },
    ]);
    await withdrawArticle(at(), { articleId: policyId, reason: '有误' });
    expect((await shown(reading)).record).toEqual([]);
  });

  it('names only a document of its own site', async () => {
    const west = group().contextAt('west-town', 'westAdmin');
    const { columnId } = await createColumn(west, { code: 'if-policy', name: '文件', kind: 'POLICY' });
    const policyId = await makePublished(west, { columnId, title: '邻镇的文件' });
    const news = await makePublished(at(), { columnId: group().columnId('east-town', 'xinwen'), title: '不是文件' });
    for (const id of [policyId, news]) {
      await expect(
        makeDraft(at(), { columnId: interpretations, title: '解读', fields: { policyId: id } }),
      ).rejects.toMatchObject({ fields: { 'field.policyId': [expect.any(String)] } });
    }
  });
});
