import { listAuditLines } from '@zhanqun/audit/server';
import { analyse, Prisma } from '@zhanqun/db';
import { withPlatform, withSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { changesTouching } from '../src/changes-touching.server';
import { listRenewals, recordChange, recordChanges, renewPage, renewSite, renewSubtree, TAGS } from '../src/server';

const group = useGroup();

/** Changes written since, oldest first. */
async function changesOf(work: () => Promise<unknown>) {
  const read = () =>
    withPlatform({ db: group().db }, (tx) =>
      tx.publicChange.findMany({
        orderBy: { seq: 'asc' },
        select: { seq: true, siteId: true, tags: true, cause: true },
      }),
    );
  const before = (await read()).at(-1)?.seq ?? -1n;
  await work();
  return (await read()).filter(({ seq }) => seq > before).map(({ seq: _, ...change }) => change);
}

describe('renewing by hand', () => {
  it('names one page, as the store names it, and is told in the log of the site', async () => {
    const town = group().contextAt('east-town', 'townAdmin');
    const changes = await changesOf(() => renewPage(town, { rest: '/c/xinwen/' }));
    const { id } = town.site;
    expect(changes).toEqual([{ siteId: id, tags: [TAGS.page(id, '/c/xinwen/')], cause: '手动更新这一页' }]);
    const { items } = await listAuditLines(town, { action: 'publishing:renew' });
    expect(items[0]).toMatchObject({ summary: '更新页面 /c/xinwen/', actorName: '东镇管理员' });
  });

  it('takes an address only as a browser sends it', async () => {
    const town = group().contextAt('east-town', 'townAdmin');
    for (const rest of ['', 'c/xinwen/', '/a?b', '/a#b', '/a b', '/a\\b', `/${'乡'.repeat(1_000)}`]) {
      await expect(renewPage(town, { rest }), rest).rejects.toMatchObject({ code: 'INVALID' });
    }
    expect(await changesOf(() => renewPage(town, { rest: `/${'%E4'.repeat(600)}` }))).toHaveLength(1);
  });

  it('names one site', async () => {
    const town = group().contextAt('east-town', 'townAdmin');
    const changes = await changesOf(() => renewSite(town));
    expect(changes.map(({ tags }) => tags)).toEqual([[TAGS.site(town.site.id)]]);
  });

  it('names each site of a subtree, and none beside it', async () => {
    const east = group().contextAt('east', 'office');
    const changes = await changesOf(async () => expect(await renewSubtree(east)).toBe(3));
    const named = ['east', 'east-town', 'east-hill'].map((code) => TAGS.site(group().site(code as 'east').id));
    expect(changes.flatMap(({ tags }) => tags).sort()).toEqual(named.sort());
    const { items } = await listAuditLines(east, { action: 'publishing:tree' });
    expect(items[0]?.summary).toBe('更新本站及下级共 3 个站点的全部页面');
  });

  it('is refused to whoever may only look, and a subtree to all but the city office', async () => {
    const forbidden = { code: 'FORBIDDEN' };
    const at = (actor: 'townEditor' | 'townAuditor' | 'townAdmin') => group().contextAt('east-town', actor);
    for (const actor of ['townEditor', 'townAuditor'] as const) {
      await expect(renewPage(at(actor), { rest: '/' })).rejects.toMatchObject(forbidden);
      await expect(renewSite(at(actor))).rejects.toMatchObject(forbidden);
    }
    await expect(renewSubtree(at('townAdmin'))).rejects.toMatchObject(forbidden);
    await expect(renewSubtree(group().contextAt('east', 'eastAdmin'))).rejects.toMatchObject(forbidden);
  });

  it('takes only what can be a path of the site', async () => {
    const town = group().contextAt('east-town', 'townAdmin');
    for (const rest of ['', 'c/xinwen/', '/a?b', '/a#b', '/a b', '/\\a', `/${'a'.repeat(2_000)}`]) {
      await expect(renewPage(town, { rest })).rejects.toMatchObject({ code: 'INVALID' });
    }
  });
});

describe('why a page was renewed', () => {
  it('is told by the newest changes that touch what it shows', async () => {
    const town = group().contextAt('east-town', 'townAuditor');
    const { id } = town.site;
    const facts = { siteId: id, tags: [TAGS.site(id), TAGS.home(id), TAGS.head(id, 'shown')] };
    const write = (tags: string[], cause: string) => withSite(town, (tx) => recordChange(tx, id, { tags, cause }));
    await write([TAGS.home(id), TAGS.columns(id)], '编排首页');
    await write([TAGS.head(id, 'another')], '发布“别的栏目的一条”');
    await write([TAGS.head(id, 'shown'), TAGS.items(id)], '发布“一条”');
    const [newest, next] = await listRenewals(town, facts);
    expect(newest).toMatchObject({ cause: '发布“一条”', tags: [TAGS.head(id, 'shown')], siteId: id });
    expect(next).toMatchObject({ cause: '编排首页', tags: [TAGS.home(id)] });
  });

  it('names at most twenty', async () => {
    const town = group().contextAt('east-town', 'townAdmin');
    const entries = Array.from({ length: 30 }, (_, n) => ({ tags: [TAGS.page(town.site.id, '/many')], cause: `${n}` }));
    await withSite(town, (tx) => recordChanges(tx, town.site.id, entries));
    const found = await listRenewals(town, { siteId: town.site.id, tags: [TAGS.page(town.site.id, '/many')] });
    expect(found.map(({ cause }) => cause)).toEqual(Array.from({ length: 20 }, (_, n) => `${29 - n}`));
  });

  it('is kept quiet in its words where the change is of a site that the asking person may not see', async () => {
    const city = group().contextAt('city', 'office');
    const town = group().site('east-town');
    const tag = TAGS.newest(city.site.id, 'NOTICE');
    await withSite(city, (tx) => recordChange(tx, city.site.id, { tags: [tag], cause: '撤回“不该说的”：写了私事' }));
    const facts = { siteId: town.id, tags: [tag] };
    const [seen] = await listRenewals(group().contextAt('east-town', 'townAdmin'), facts);
    expect(seen).toMatchObject({ siteId: city.site.id, tags: [tag] });
    expect(seen?.cause).toBeUndefined();
    const [told] = await listRenewals(group().contextAt('east-town', 'office'), facts);
    expect(told?.cause).toBe('撤回“不该说的”：写了私事');
  });

  it('is not told of pages of another site', async () => {
    const facts = { siteId: group().site('west').id, tags: [] };
    await expect(listRenewals(group().contextAt('east', 'eastAdmin'), facts)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is found by an index, among any number of changes', async () => {
    const { db } = group();
    const siteId = group().site('bureau').id;
    await withPlatform({ db, siteId }, async (tx) => {
      await tx.$executeRaw`
        INSERT INTO "PublicChange" ("siteId", tags)
        SELECT ${siteId}, ARRAY['items:' || n, 'column:' || n % 50] FROM generate_series(1, 20000) n`;
    });
    await analyse(db);
    const plan = await withPlatform({ db }, (tx) =>
      tx.$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`EXPLAIN ${changesTouching(['items:77', 'items:78'], 20)}`),
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('Bitmap Index Scan on "PublicChange_tags_idx"');
    expect(text).not.toContain('Seq Scan');
  });
});
