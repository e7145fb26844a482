import { newId } from '@zhanqun/kit';
import { acrossSites, withSite } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { listAuditLinesAcrossSites, recordAudit } from '../src/server';

const group = useGroup();

describe('the log over all sites', () => {
  it('is found by index, newest first, for a page and for one subject', async () => {
    const context = group().contextAt('east', 'system');
    const line = { action: 'article:write', subjectType: 'Article', summary: '保存一篇' };
    const many = Array.from({ length: 5_000 }, () => ({ ...line, subjectId: newId() }));
    await withSite(context, (tx) => recordAudit(tx, { ...context, siteId: context.site.id }, many));
    const reach = { roots: [group().site('city').id], sites: [] };
    const plan = (filter: { subjectId?: string }) =>
      acrossSites(group(), reach, async (tx) => {
        const rows = filter.subjectId
          ? await tx.$queryRaw<{ 'QUERY PLAN': string }[]>`
              EXPLAIN SELECT * FROM "AuditLine" WHERE "subjectId" = ${filter.subjectId} ORDER BY id DESC LIMIT 21`
          : await tx.$queryRaw<{ 'QUERY PLAN': string }[]>`
              EXPLAIN SELECT * FROM "AuditLine" ORDER BY id DESC LIMIT 21`;
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
    expect(await plan({})).toContain('using "AuditLine_id_idx"');
    expect(await plan({ subjectId: many[0]?.subjectId ?? '' })).toContain('"AuditLine_subjectId_id_idx"');
    const page = await listAuditLinesAcrossSites(context, reach, {});
    expect(page.items.map((item) => item.id)).toEqual(
      page.items
        .map((item) => item.id)
        .sort()
        .reverse(),
    );
    expect(page.items).toHaveLength(20);
  });
});
