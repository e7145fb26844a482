import { createSessionDesk, verifyCredentials } from '@zhanqun/auth/server';
import { readSite, withPlatform } from '@zhanqun/tenancy/server';
import { type AccountName, FIXTURE_PASSWORD, fixtureUsername, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import {
  changeOwnPassword,
  createAccount,
  createAccountsInBulk,
  disableAccount,
  enableAccount,
  endSession,
  getAccount,
  getOwnAccount,
  listAccountsAcrossSites,
  listSessions,
  resetPassword,
} from '../src/server';

const group = useGroup();

const row = (id: string) =>
  withPlatform({ db: group().db }, (tx) =>
    tx.account.findUniqueOrThrow({ where: { id }, include: { grants: true, sessions: true } }),
  );

const signIn = (username: string, password: string, address = '192.0.2.1') =>
  verifyCredentials(group().db, { username, password, address }, new Date());

const clerk = (username: string) =>
  createAccount(group().context('eastAdmin'), {
    username,
    displayName: '李四',
    unit: '东镇党政办',
    homeSiteId: group().site('east-town').id,
    grants: [{ siteId: group().site('east-town').id, role: 'EDITOR', subtree: false }],
  });

describe('creating an account', () => {
  it('gives a one-time password that signs in and must be changed, and writes it down at the home site', async () => {
    const { contextAt, actor } = group();
    const made = await clerk('clerk.one');
    expect(await signIn('clerk.one', made.password)).toBe(made.accountId);
    const account = await row(made.accountId);
    expect(account).toMatchObject({ passwordState: 'ONE_TIME', state: 'ACTIVE', unit: '东镇党政办' });
    expect(account.passwordHash).toMatch(/^\$argon2id\$/);
    expect(account.grants).toMatchObject([{ role: 'EDITOR', grantedById: actor('eastAdmin').accountId }]);
    const lines = await readSite(contextAt('east-town', 'townAdmin'), (tx) =>
      tx.auditLine.findMany({ where: { subjectId: made.accountId } }),
    );
    expect(lines).toMatchObject([{ action: 'account:manage', actorName: '东县管理员' }]);
    expect(JSON.stringify(lines)).not.toContain(made.password);
  });

  it('refuses a taken user name, whoever has it', async () => {
    await expect(clerk(fixtureUsername('westAdmin'))).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: { username: ['这个用户名已被使用，请换一个。'] },
    });
  });

  it.each(['ab', '1abc', 'a b c', '李四', `a${'b'.repeat(32)}`, 'a/b'])(
    'refuses the user name %j',
    async (username) => {
      await expect(clerk(username)).rejects.toMatchObject({
        code: 'INVALID',
        fields: { username: [expect.any(String)] },
      });
    },
  );

  it('makes nothing when one of its grants is beyond the giver', async () => {
    const { context, site, db } = group();
    const input = {
      username: 'half.made',
      displayName: '王五',
      homeSiteId: site('east').id,
      grants: [
        { siteId: site('east').id, role: 'EDITOR' as const, subtree: false },
        { siteId: site('east').id, role: 'GROUP_ADMIN' as const, subtree: false },
      ],
    };
    await expect(createAccount(context('eastAdmin'), input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await withPlatform({ db }, (tx) => tx.account.count({ where: { username: 'half.made' } }))).toBe(0);
  });
});

describe('resetting, disabling and enabling', () => {
  it('ends the sessions, lifts the lock and lets the one-time password in', async () => {
    const { db, context } = group();
    const made = await clerk('clerk.reset');
    const desk = createSessionDesk(db, true);
    const cookie = await desk.begin(made.accountId, { address: '192.0.2.7', userAgent: 'test' });
    for (let i = 0; i < 5; i++) await signIn('clerk.reset', 'wrong', '192.0.2.6').catch(() => undefined);
    const { password } = await resetPassword(context('eastAdmin'), { accountId: made.accountId });
    expect(await desk.read(cookie)).toBeUndefined();
    expect((await row(made.accountId)).passwordState).toBe('ONE_TIME');
    const from = { username: 'clerk.reset', address: '192.0.2.8' };
    expect(await verifyCredentials(db, { ...from, password }, new Date())).toBe(made.accountId);
    await expect(verifyCredentials(db, { ...from, password: made.password }, new Date())).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('a disabled account can neither sign in nor go on, until it is enabled', async () => {
    const { db, context } = group();
    const made = await clerk('clerk.off');
    const desk = createSessionDesk(db, true);
    const cookie = await desk.begin(made.accountId, { address: '192.0.2.9', userAgent: 'test' });
    const account = { accountId: made.accountId };
    await disableAccount(context('eastAdmin'), account);
    expect(await desk.read(cookie)).toBeUndefined();
    const credentials = { username: 'clerk.off', password: made.password, address: '192.0.2.9' };
    await expect(verifyCredentials(db, credentials, new Date())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(disableAccount(context('eastAdmin'), account)).rejects.toMatchObject({ code: 'CONFLICT' });
    await enableAccount(context('eastAdmin'), account);
    await expect(enableAccount(context('eastAdmin'), account)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await verifyCredentials(db, credentials, new Date())).toBe(made.accountId);
  });

  it('the last active group administrator cannot be disabled, and nobody disables themselves', async () => {
    const { context, actor } = group();
    const office = { accountId: actor('office').accountId };
    await expect(disableAccount(context('system'), office)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(disableAccount(context('office'), office)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  const cases: [AccountName, AccountName, 'NOT_FOUND' | 'FORBIDDEN'][] = [
    ['eastAdmin', 'westAdmin', 'NOT_FOUND'],
    ['eastAdmin', 'westTownEditor', 'NOT_FOUND'],
    ['eastAdmin', 'office', 'NOT_FOUND'],
    ['eastAdmin', 'commuter', 'FORBIDDEN'],
    ['townAdmin', 'eastAdmin', 'NOT_FOUND'],
    ['townAdmin', 'commuter', 'FORBIDDEN'],
    ['cityAuditor', 'townEditor', 'FORBIDDEN'],
    ['townAuditor', 'townEditor', 'FORBIDDEN'],
    ['townEditor', 'townReviewer', 'NOT_FOUND'],
    ['bystander', 'townEditor', 'NOT_FOUND'],
  ];
  it.each(cases)('%s may not touch %s: %s', async (who, whom, code) => {
    const { context, actor } = group();
    const input = { accountId: actor(whom).accountId };
    for (const command of [resetPassword, disableAccount, enableAccount]) {
      await expect(command(context(who), input), command.name).rejects.toMatchObject({ code });
    }
    await expect(listSessions(context(who), input.accountId)).rejects.toMatchObject({ code });
  });

  it('an unknown account is NOT_FOUND', async () => {
    const { context } = group();
    await expect(resetPassword(context('office'), { accountId: 'nobody' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(getAccount(context('office'), 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('changing one’s own password', () => {
  it('needs the old one, a good new one and another one, and ends the other sessions', async () => {
    const { db, context, actor } = group();
    const me = actor('townReviewer').accountId;
    const desk = createSessionDesk(db, true);
    const here = await desk.begin(me, { address: '192.0.2.20', userAgent: 'here' });
    const there = await desk.begin(me, { address: '192.0.2.21', userAgent: 'there' });
    const key = (await desk.read(here))?.sessionKey ?? '';
    const change = (oldPassword: string, newPassword: string) =>
      changeOwnPassword(context('townReviewer'), { oldPassword, newPassword }, key);
    await expect(change('wrong', 'Another-2026')).rejects.toMatchObject({
      fields: { oldPassword: ['原密码不正确。'] },
    });
    await expect(change(FIXTURE_PASSWORD, FIXTURE_PASSWORD)).rejects.toMatchObject({
      fields: { newPassword: ['新密码不能与原密码相同。'] },
    });
    await expect(change(FIXTURE_PASSWORD, 'Abc-123')).rejects.toMatchObject({
      fields: { newPassword: ['密码至少 8 个字符。'] },
    });
    await expect(change(FIXTURE_PASSWORD, 'abcd1234')).rejects.toMatchObject({
      fields: { newPassword: [expect.stringContaining('三种')] },
    });
    await expect(change(FIXTURE_PASSWORD, 'Townreviewer-1')).rejects.toMatchObject({
      fields: { newPassword: ['密码不能包含用户名。'] },
    });
    await change(FIXTURE_PASSWORD, 'Another-2026');
    expect(await desk.read(here)).toBeDefined();
    expect(await desk.read(there)).toBeUndefined();
    expect(await signIn('townreviewer', 'Another-2026')).toBe(me);
    expect((await row(me)).passwordState).toBe('CHOSEN');
  });

  it('counts wrong old passwords like failed sign-ins', async () => {
    const { context } = group();
    const guess = () =>
      changeOwnPassword(context('townAuditor'), { oldPassword: 'x', newPassword: 'Another-2026' }, '');
    for (let i = 0; i < 5; i++) await expect(guess()).rejects.toMatchObject({ code: 'INVALID' });
    await expect(guess()).rejects.toMatchObject({ code: 'TOO_MANY' });
  });
});

describe('sessions', () => {
  it('are listed and ended by their owner and by who manages the account, and by nobody else', async () => {
    const { db, context, actor } = group();
    const whose = actor('townEditor').accountId;
    const desk = createSessionDesk(db, true);
    for (const userAgent of ['one', 'two']) await desk.begin(whose, { address: '192.0.2.30', userAgent });
    const sessions = await listSessions(context('townEditor'), whose);
    expect(sessions.map((session) => session.userAgent).sort()).toEqual(['one', 'two']);
    const [first, second] = sessions.map((session) => ({ sessionKey: session.key }));
    if (!first || !second) throw new Error('Two sessions were begun.');
    await expect(endSession(context('westAdmin'), first)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(endSession(context('townReviewer'), first)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await endSession(context('townEditor'), first);
    await endSession(context('townAdmin'), second);
    expect(await listSessions(context('townAdmin'), whose)).toEqual([]);
    await expect(endSession(context('townAdmin'), second)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('seeing accounts', () => {
  it('lists those at home or at work within reach, with the grants that stand there', async () => {
    const { context, site } = group();
    const east = await listAccountsAcrossSites(context('eastAdmin'), { roots: [site('east').id], sites: [] }, {});
    const names = east.items.map((item) => item.username);
    expect(names).toEqual([...names].sort());
    expect(names).toContain('commuter');
    expect(names).not.toContain('westadmin');
    expect(names).not.toContain('office');
    const west = await listAccountsAcrossSites(
      context('westAdmin'),
      { roots: [site('west').id], sites: [] },
      { q: 'commuter' },
    );
    expect(west.items).toMatchObject([{ username: 'commuter', grants: [{ siteId: site('west-town').id }] }]);
    expect(west.total).toBe(1);
  });

  it('pages by user name and filters by site, role and state', async () => {
    const { context, site } = group();
    const reach = { roots: [site('city').id], sites: [] };
    const input = Array.from({ length: 25 }, (_, index) => ({
      username: `bulk-${String(index).padStart(2, '0')}`,
      displayName: '批量',
      unit: '批量单位',
      homeSiteId: site('west-town').id,
      grants: [{ siteId: site('west-town').id, role: 'REVIEWER' as const, subtree: false }],
    }));
    const options = { passwordHash: 'unused', passwordState: 'ONE_TIME' as const, isDemonstration: true };
    expect(await createAccountsInBulk(context('system'), input, options)).toEqual({ created: 25 });
    expect(await createAccountsInBulk(context('system'), input, options)).toEqual({ created: 0 });
    const filter = { q: '批量', siteId: site('west-town').id, role: 'REVIEWER' as const, state: 'ACTIVE' as const };
    const first = await listAccountsAcrossSites(context('office'), reach, filter);
    expect([first.items.length, first.total, first.next]).toEqual([20, 25, 'bulk-19']);
    const second = await listAccountsAcrossSites(context('office'), reach, { ...filter, after: first.next });
    expect([second.items.length, second.total, second.next]).toEqual([5, 25, undefined]);
    expect((await listAccountsAcrossSites(context('office'), reach, { ...filter, role: 'EDITOR' })).total).toBe(0);
  });

  it('hides grants beyond the reader’s sight and says why the account cannot be changed', async () => {
    const { context, actor } = group();
    const seen = await getAccount(context('eastAdmin'), actor('commuter').accountId);
    expect(seen.grants).toHaveLength(1);
    expect(seen).toMatchObject({ hiddenGrants: 1, refusal: expect.stringContaining('管辖范围以外') });
    expect(await getOwnAccount(context('commuter'))).toMatchObject({ hiddenGrants: 0, grants: [{}, {}] });
    await expect(getAccount(context('westAdmin'), actor('townEditor').accountId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('bulk creation', () => {
  it('writes the rows and audit lines that the single command writes', async () => {
    const { context, contextAt, site } = group();
    const single = await createAccount(context('system'), {
      username: 'same.single',
      displayName: '同一人',
      unit: '同一单位',
      homeSiteId: site('bureau').id,
      grants: [{ siteId: site('bureau').id, role: 'EDITOR', subtree: false }],
    });
    const one = await row(single.accountId);
    const { passwordHash } = one;
    await createAccountsInBulk(
      { ...context('system'), now: one.createdAt },
      [
        {
          username: 'same.bulk',
          displayName: '同一人',
          unit: '同一单位',
          homeSiteId: site('bureau').id,
          grants: [{ siteId: site('bureau').id, role: 'EDITOR', subtree: false }],
        },
      ],
      { passwordHash, passwordState: 'ONE_TIME', isDemonstration: false },
    );
    const bulkId = (
      await withPlatform({ db: group().db }, (tx) => tx.account.findUniqueOrThrow({ where: { username: 'same.bulk' } }))
    ).id;
    const plain = async (id: string) => {
      const account = await row(id);
      const lines = await readSite(contextAt('bureau', 'system'), (tx) =>
        tx.auditLine.findMany({ where: { subjectId: id } }),
      );
      const text = JSON.stringify([account, lines.map(({ id: _, ...line }) => line)]);
      const grantId = account.grants[0]?.id ?? '';
      return text.replaceAll(id, 'ID').replaceAll(grantId, 'GRANT').replaceAll(account.username, 'NAME');
    };
    expect(await plain(bulkId)).toBe(await plain(single.accountId));
  });
});
