import { changePartnerLimit, createPartner, revokePartner } from '@zhanqun/partners/server';
import { useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { loader as getSite } from '../app/public/api/site';
import { askLoader } from './visitor';

const group = useGroup();

describe('how often one may ask', () => {
  const now = () => new Date('2026-11-22T08:00:30Z');
  const from = (clientAddress: string, headers: Record<string, string> = {}) =>
    askLoader(group(), getSite, {
      site: group().site('city'),
      path: '/api/v1/sites/city',
      params: { code: 'city' },
      clientAddress,
      headers,
      now,
    });

  it('is 60 times a minute by address, and then told when to come back', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 60; i++) statuses.push((await from('203.0.113.1')).status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const refused = await from('203.0.113.1');
    expect([refused.status, refused.headers.get('RateLimit-Remaining')]).toEqual([429, '0']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await refused.json()).error).toEqual({
      code: 'TOO_MANY',
      message: expect.stringContaining('每分钟最多 60 次'),
    });
    expect((await from('203.0.113.2')).status).toBe(200);
    const { headers } = await from('203.0.113.3');
    expect([headers.get('RateLimit-Limit'), headers.get('RateLimit-Remaining')]).toEqual(['60', '59']);
  });

  it('is as often as a partner’s key says, wherever the partner asks from', async () => {
    const { key, partnerId } = await createPartner(group().context('office'), {
      name: '省级门户',
      unit: '省政务信息中心',
      limit: 3,
    });
    const Authorization = `Bearer ${key}`;
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await from(`203.0.113.1${i}`, { Authorization })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    await changePartnerLimit(group().context('office'), { partnerId, limit: 5 });
  });

  it('is told to whoever has a key that is not good', async () => {
    const { key, partnerId } = await createPartner(group().context('office'), { name: '作废的', unit: '某单位' });
    await revokePartner(group().context('office'), { partnerId });
    for (const Authorization of [
      `Bearer ${key}`,
      'Bearer zq_x',
      'Basic YTpi',
      'Bearer',
      '',
      `Bearer zq_${'a'.repeat(5_000)}`,
    ]) {
      const answer = await from('203.0.113.40', { Authorization });
      expect([Authorization.slice(0, 12), answer.status]).toEqual([Authorization.slice(0, 12), 401]);
      expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer');
    }
  });

  it('bounds the guessing of keys, which asks the database', async () => {
    const guess = (i: number) => from('203.0.113.50', { Authorization: `Bearer zq_${String(i).padStart(43, 'a')}` });
    const statuses: number[] = [];
    for (let i = 0; i < 122; i++) statuses.push((await guess(i)).status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(120);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });
});
