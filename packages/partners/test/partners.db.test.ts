import { listAuditLines } from '@zhanqun/audit/server';
import { withPlatform } from '@zhanqun/tenancy/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { KEY_PATTERN } from '../src/schema';
import { changePartnerLimit, createPartner, getPartner, KeyRing, listPartners, revokePartner } from '../src/server';

const group = useGroup();
const NOW = new Date('2026-11-22T08:00:00Z');
const office = (now = NOW) => group().context('office', now);
const partner = { name: '省级门户', unit: '省政务信息中心' };
const ringAt = (clock: { at: number }) => new KeyRing(group().db, () => new Date(clock.at));

describe('a key', () => {
  it('is shown once, kept as a hash, told in the log, and found by whoever holds it', async () => {
    const { partnerId, key } = await createPartner(office(), { ...partner, limit: 300 });
    expect(key).toMatch(KEY_PATTERN);
    const row = await withPlatform({ db: group().db }, (tx) => tx.partner.findUnique({ where: { id: partnerId } }));
    expect(JSON.stringify(row)).not.toContain(key);
    expect(row?.keyHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await getPartner(office(), partnerId)).toMatchObject({ ...partner, limit: 300, state: 'ACTIVE' });
    expect(await ringAt({ at: NOW.getTime() }).find(key)).toEqual({ id: partnerId, limit: 300 });
    const log = await listAuditLines(group().contextAt('city', 'office'), { subjectId: partnerId });
    expect(log.items.map((line) => line.summary)).toEqual(['创建接口密钥“省级门户”，每分钟 300 次']);
    expect(JSON.stringify(log)).not.toContain(key);
  });

  it('is worthless when revoked, on every process after five seconds, and stays so', async () => {
    const { partnerId, key } = await createPartner(office(), partner);
    const clock = { at: NOW.getTime() };
    const ring = ringAt(clock);
    expect(await ring.find(key)).toMatchObject({ limit: 600 });
    await revokePartner(office(), { partnerId });
    clock.at += 5_000;
    expect(await ring.find(key)).toBeUndefined();
    expect((await getPartner(office(), partnerId)).state).toBe('REVOKED');
    await expect(revokePartner(office(), { partnerId })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(changePartnerLimit(office(), { partnerId, limit: 5 })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is good until its last day in Shanghai is over', async () => {
    const { partnerId, key } = await createPartner(office(), { ...partner, lastDay: '2026-11-22' });
    const end = Date.parse('2026-11-22T16:00:00Z');
    expect(await ringAt({ at: end - 1 }).find(key)).toBeDefined();
    expect(await ringAt({ at: end }).find(key)).toBeUndefined();
    expect((await getPartner(office(new Date(end)), partnerId)).state).toBe('EXPIRED');
  });

  it('remembers its use to the hour', async () => {
    const { partnerId, key } = await createPartner(office(), partner);
    const used = async () => (await getPartner(office(), partnerId)).lastUsedAt?.getTime();
    expect(await used()).toBeUndefined();
    for (const at of [0, 3_599_999]) await ringAt({ at: NOW.getTime() + at }).find(key);
    expect(await used()).toBe(NOW.getTime());
    await ringAt({ at: NOW.getTime() + 3_600_000 }).find(key);
    expect(await used()).toBe(NOW.getTime() + 3_600_000);
  });

  it('has a limit that may be changed', async () => {
    const { partnerId, key } = await createPartner(office(), partner);
    await changePartnerLimit(office(), { partnerId, limit: '1200' });
    expect(await ringAt({ at: NOW.getTime() }).find(key)).toMatchObject({ limit: 1200 });
  });

  it.each(['', 'zq_', 'zq_short', `zq_${'a'.repeat(44)}`, `zq_${'ä'.repeat(43)}`, `zq_${'a'.repeat(43)}`])(
    'that nobody has (%j) opens nothing',
    async (key) => {
      expect(await ringAt({ at: NOW.getTime() }).find(key)).toBeUndefined();
    },
  );
});

describe('what is wrong with a form', () => {
  it.each([
    [{ name: '省' }, 'name'],
    [{ unit: '' }, 'unit'],
    [{ limit: 0 }, 'limit'],
    [{ limit: 60_001 }, 'limit'],
    [{ limit: '很多' }, 'limit'],
    [{ lastDay: '2026-11-21' }, 'lastDay'],
    [{ lastDay: '2031-11-30' }, 'lastDay'],
    [{ lastDay: '明年' }, 'lastDay'],
  ])('is said at its field: %j', async (wrong, field) => {
    const refused = createPartner(office(), { ...partner, ...wrong });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID', fields: { [field]: [expect.any(String)] } });
  });
});

describe('keys', () => {
  it('are listed by key, page after page', async () => {
    for (let i = 0; i < 21; i++) await createPartner(office(new Date(NOW.getTime() + i)), partner);
    const first = await listPartners(office());
    const second = await listPartners(office(), { after: first.next });
    expect(first.items).toHaveLength(20);
    expect(second.items.length).toBeGreaterThan(0);
    expect(first.items.map(({ id }) => id)).not.toContain(second.items[0]?.id);
  });

  it.each(['eastAdmin', 'cityAuditor', 'portalAdmin', 'bystander'] as const)(
    'are the city office’s business, not that of %s',
    async (name) => {
      const context = group().context(name);
      const { partnerId } = await createPartner(office(), partner);
      for (const attempt of [
        () => createPartner(context, partner),
        () => revokePartner(context, { partnerId }),
        () => changePartnerLimit(context, { partnerId, limit: 1 }),
        () => listPartners(context),
        () => getPartner(context, partnerId),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: expect.stringMatching(/FORBIDDEN|NOT_FOUND/) });
      }
    },
  );
});
