import { withPlatform } from '@zhanqun/tenancy/server';
import { FIXTURE_PASSWORD, fixtureUsername, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { sweepSignInFailures, verifyCredentials } from '../src/server';

const group = useGroup();

const START = new Date('2026-11-20T08:00:00Z');
const after = (minutes: number, seconds = 0) => new Date(START.getTime() + minutes * 60_000 + seconds * 1000);

let addresses = 0;
/** A network address that no other test has used. */
function newAddress(): string {
  addresses += 1;
  return `198.51.100.${addresses}`;
}

async function attempt(username: string, password: string, address: string, at = START): Promise<string> {
  try {
    await verifyCredentials(group().db, { username, password, address }, at);
    return 'IN';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

async function fail(times: number, username: (i: number) => string, address: (i: number) => string, at = START) {
  for (let i = 0; i < times; i++) {
    expect(await attempt(username(i), 'Wrong-2026', address(i), at)).toBe('UNAUTHENTICATED');
  }
}

describe('signing in', () => {
  it('gives the account’s id for the right password, whatever the case of the user name', async () => {
    const credentials = { username: ` ${fixtureUsername('office').toUpperCase()} `, password: FIXTURE_PASSWORD };
    expect(await verifyCredentials(group().db, { ...credentials, address: newAddress() }, START)).toBe(
      group().actor('office').accountId,
    );
  });

  it('says the same to an unknown user as to a wrong password', async () => {
    expect(await attempt('nobody', 'Wrong-2026', newAddress())).toBe('UNAUTHENTICATED');
    expect(await attempt('office', 'Wrong-2026', newAddress())).toBe('UNAUTHENTICATED');
  });

  it.each([
    [4, 'IN'],
    [5, 'TOO_MANY'],
  ])('after %i failures of one account from many addresses the right password gives %s', async (failures, result) => {
    const username = failures === 4 ? 'townadmin' : 'townreviewer';
    await fail(failures, () => username, newAddress);
    expect(await attempt(username, FIXTURE_PASSWORD, newAddress())).toBe(result);
    if (result === 'TOO_MANY') expect(await attempt(username, 'Wrong-2026', newAddress())).toBe('TOO_MANY');
  });

  it.each([
    [4, 'IN'],
    [5, 'TOO_MANY'],
  ])('after %i failures from one address for many accounts the right password gives %s', async (failures, result) => {
    const address = newAddress();
    await fail(
      failures,
      (i) => `unknown-${failures}-${i}`,
      () => address,
    );
    expect(await attempt('bureauadmin', FIXTURE_PASSWORD, address)).toBe(result);
    expect(await attempt('bureauadmin', FIXTURE_PASSWORD, newAddress())).toBe('IN');
  });

  it('a right password in between begins the count of its account again', async () => {
    for (let round = 0; round < 2; round++) {
      await fail(4, () => 'eastadmin', newAddress);
      expect(await attempt('eastadmin', FIXTURE_PASSWORD, newAddress())).toBe('IN');
    }
  });

  it('a right password does not forgive an address what it guessed at others', async () => {
    const address = newAddress();
    await fail(
      4,
      (i) => `guessed-${i}`,
      () => address,
    );
    for (let i = 0; i < 3; i++) expect(await attempt('eastadmin', FIXTURE_PASSWORD, address)).toBe('IN');
    expect(await attempt('guessed-5', 'Wrong-2026', address)).toBe('UNAUTHENTICATED');
    expect(await attempt('eastadmin', FIXTURE_PASSWORD, address)).toBe('TOO_MANY');
  });

  it('takes right passwords from one address without end', async () => {
    const address = newAddress();
    for (let i = 0; i < 8; i++) expect(await attempt('eastadmin', FIXTURE_PASSWORD, address)).toBe('IN');
  });

  it('looks at five of twenty guesses that come at once, and refuses the others', async () => {
    const address = newAddress();
    const perAccount = await Promise.all(
      Array.from({ length: 20 }, () => attempt('westeditor', 'Wrong-2026', newAddress())),
    );
    const perAddress = await Promise.all(
      Array.from({ length: 20 }, (_, i) => attempt(`at-once-${i}`, 'Wrong-2026', address)),
    );
    for (const answers of [perAccount, perAddress]) {
      expect(answers.filter((answer) => answer === 'UNAUTHENTICATED')).toHaveLength(5);
      expect(answers.filter((answer) => answer === 'TOO_MANY')).toHaveLength(15);
    }
  });

  it('is open again exactly 15 minutes after the fifth failure', async () => {
    await fail(5, () => 'westadmin', newAddress);
    expect(await attempt('westadmin', FIXTURE_PASSWORD, newAddress(), after(14, 59))).toBe('TOO_MANY');
    expect(await attempt('westadmin', FIXTURE_PASSWORD, newAddress(), after(15))).toBe('IN');
  });

  it('forgets failures that are older than 15 minutes', async () => {
    await fail(4, () => 'towneditor', newAddress);
    await fail(4, () => 'towneditor', newAddress, after(15, 1));
    expect(await attempt('towneditor', FIXTURE_PASSWORD, newAddress(), after(15, 2))).toBe('IN');
  });

  it('leaves failures in the table only while they count', async () => {
    const at = after(60);
    const keys = async () =>
      (await withPlatform(group(), (tx) => tx.signInFailure.findMany({ select: { key: true } }))).map((row) => row.key);
    const [early, late] = [newAddress(), newAddress()];
    await fail(
      5,
      (i) => `early-${i}`,
      () => early,
      at,
    );
    await fail(
      1,
      () => 'late',
      () => late,
      after(70),
    );
    await sweepSignInFailures(group().db, after(75));
    expect(await keys()).toEqual(expect.arrayContaining([`address:${late}`, 'account:late', 'account:early-0']));
    await sweepSignInFailures(group().db, after(75, 1));
    expect((await keys()).sort()).toEqual(['account:late', `address:${late}`]);
  });
});
