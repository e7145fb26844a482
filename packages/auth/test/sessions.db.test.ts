import { withPlatform } from '@zhanqun/tenancy/server';
import { type AccountName, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { createSessionDesk, sessionKeyOf } from '../src/server';

const group = useGroup();

/** Lucia looks at the real clock as well, so that a test's time may only run ahead of it. */
const START = Date.now();
const FROM = { address: '192.0.2.1', userAgent: 'test' };

/** A session whose clock the test moves, in seconds after its beginning. */
async function session(name: AccountName, isSecure = true) {
  let seconds = 0;
  const desk = createSessionDesk(group().db, isSecure, () => new Date(START + seconds * 1000));
  const cookie = await desk.begin(group().actor(name).accountId, FROM);
  return {
    desk,
    cookie,
    async isOpenAt(at: number) {
      seconds = at;
      return (await desk.read(cookie)) !== undefined;
    },
  };
}

describe('a session', () => {
  it('knows who is signed in, with what they were granted', async () => {
    const { desk, cookie } = await session('eastAdmin');
    expect(await desk.read(cookie)).toMatchObject({
      actor: group().actor('eastAdmin'),
      username: 'eastadmin',
      mustChangePassword: false,
    });
  });

  it('ends after 30 minutes without use: open at 29:59, ended at 30:00', async () => {
    expect(await (await session('townAdmin')).isOpenAt(29 * 60 + 59)).toBe(true);
    expect(await (await session('townAdmin')).isOpenAt(30 * 60)).toBe(false);
  });

  it('is moved on by every use', async () => {
    const { isOpenAt } = await session('townAdmin');
    expect(await isOpenAt(29 * 60)).toBe(true);
    expect(await isOpenAt(58 * 60 + 59)).toBe(true);
    expect(await isOpenAt(88 * 60 + 59)).toBe(false);
  });

  it('ends after 12 hours, however busy', async () => {
    const { isOpenAt } = await session('townAdmin');
    for (let at = 20 * 60; at < 12 * 3600; at += 20 * 60) expect(await isOpenAt(at), `${at} s`).toBe(true);
    expect(await isOpenAt(12 * 3600 - 1)).toBe(true);
    expect(await isOpenAt(12 * 3600)).toBe(false);
  });

  it('is not kept in a form that opens it', async () => {
    const { cookie, desk } = await session('office');
    const id = /=([^;]+)/.exec(cookie)?.[1] ?? '';
    const rows = await withPlatform({ db: group().db }, (tx) => tx.session.findMany({ select: { id: true } }));
    expect(rows.map((row) => row.id)).toContain(sessionKeyOf(id));
    expect(rows.map((row) => row.id)).not.toContain(id);
    expect(await desk.read(`${desk.cookieName}=${sessionKeyOf(id)}`)).toBeUndefined();
  });

  it('ends at once when it is ended, and expired ones are swept', async () => {
    const { desk, cookie } = await session('bureauAdmin');
    await desk.end(cookie);
    expect(await desk.read(cookie)).toBeUndefined();
    const other = await session('bureauAdmin');
    await other.isOpenAt(3600);
    await other.desk.sweep();
    const left = await withPlatform({ db: group().db }, (tx) =>
      tx.session.count({ where: { accountId: group().actor('bureauAdmin').accountId } }),
    );
    expect(left).toBe(0);
  });

  it('has a cookie that is bound to the host and Secure, except on a plain-http trial', async () => {
    expect((await session('office')).cookie).toMatch(/^__Host-zhanqun=/);
    expect((await session('office')).cookie).toMatch(/Secure/);
    const trial = (await session('office', false)).cookie;
    expect(trial).toMatch(/^zhanqun-trial=/);
    expect(trial).not.toMatch(/Secure/);
    for (const cookie of [(await session('office')).cookie, trial]) {
      expect(cookie).toMatch(/HttpOnly/);
      expect(cookie).toMatch(/SameSite=Lax/);
      expect(cookie).toMatch(/Path=\//);
      expect(cookie).not.toMatch(/Domain=/);
    }
  });
});
