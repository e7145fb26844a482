import { type ErrorCode, isDomainError, ROLES, type Role } from '@zhanqun/kit';
import { readSite, withPlatform } from '@zhanqun/tenancy/server';
import { type ActorName, type SiteCode, useGroup } from '@zhanqun/testing/fixture';
import { describe, expect, it } from 'vitest';
import { createAccount, grantRole, revokeRole } from '../src/server';

const group = useGroup();
let serial = 0;

async function codeOf(work: Promise<unknown>): Promise<ErrorCode | 'DONE'> {
  try {
    await work;
    return 'DONE';
  } catch (error) {
    if (isDomainError(error)) return error.code;
    throw error;
  }
}

/** A fresh account at home in the east town, without rights. */
async function stranger(grants: { siteId: string; role: Role; subtree: boolean }[] = [], home: SiteCode = 'east-town') {
  serial += 1;
  const account = await createAccount(group().context('system'), {
    username: `stranger-${serial}`,
    displayName: '新来的人',
    homeSiteId: group().site(home).id,
    grants,
  });
  return account.accountId;
}

const BELOW_SITE_ADMIN: Role[] = ['SITE_ADMIN', 'REVIEWER', 'EDITOR'];

/** Who may give which roles where: [single site, whole subtree]. What is not listed is refused. */
const MAY: [ActorName, SiteCode, single: readonly Role[], subtree: readonly Role[]][] = [
  ['office', 'city', ROLES, ROLES],
  ['office', 'east', ROLES, ROLES],
  ['office', 'west-town', ROLES, ROLES],
  ['cityAuditor', 'city', [], []],
  ['portalAdmin', 'city', [...BELOW_SITE_ADMIN, 'AUDITOR'], []],
  ['portalAdmin', 'east', [], []],
  ['eastAdmin', 'city', [], []],
  ['eastAdmin', 'east', [...BELOW_SITE_ADMIN, 'AUDITOR'], [...BELOW_SITE_ADMIN, 'AUDITOR']],
  ['eastAdmin', 'east-town', [...BELOW_SITE_ADMIN, 'AUDITOR'], [...BELOW_SITE_ADMIN, 'AUDITOR']],
  ['eastAdmin', 'west', [], []],
  ['eastAdmin', 'west-town', [], []],
  ['eastReviewer', 'east-town', [], []],
  ['townAdmin', 'east-town', [...BELOW_SITE_ADMIN, 'AUDITOR'], []],
  ['townAdmin', 'east', [], []],
  ['townAdmin', 'east-hill', [], []],
  ['townReviewer', 'east-town', [], []],
  ['townEditor', 'east-town', [], []],
  ['townAuditor', 'east-town', [], []],
  ['bystander', 'east-town', [], []],
];

describe('the group', () => {
  it('never takes the last group administrator away', async () => {
    const { context, site, actor } = group();
    const office = { accountId: actor('office').accountId, siteId: site('city').id, role: 'GROUP_ADMIN' as const };
    await expect(revokeRole(context('system'), office)).rejects.toMatchObject({ code: 'CONFLICT' });
    const grants = [{ siteId: site('city').id, role: 'GROUP_ADMIN' as const, subtree: true }];
    const second = await stranger(grants, 'city');
    await revokeRole(context('office'), { ...office, accountId: second });
  });
});

describe('nobody grants more than they hold', () => {
  for (const [actor, at, single, subtree] of MAY) {
    for (const role of ROLES) {
      for (const isSubtree of [false, true]) {
        const isAllowed = (isSubtree ? subtree : single).includes(role);
        it(`${actor} ${isAllowed ? 'gives' : 'may not give'} ${role} on ${at}${isSubtree ? ' and below' : ''}`, async () => {
          const accountId = await stranger([], at);
          const { context, site } = group();
          const input = { accountId, siteId: site(at).id, role, subtree: isSubtree };
          const code = await codeOf(grantRole(context(actor), input));
          if (isAllowed) expect(code).toBe('DONE');
          else expect(['FORBIDDEN', 'NOT_FOUND']).toContain(code);
        });
      }
    }
  }
});

describe('the other county', () => {
  it('is NOT_FOUND for a county administrator: as a site, and as an account', async () => {
    const { context, site, actor } = group();
    const own = await stranger();
    const input = { accountId: own, siteId: site('west-town').id, role: 'EDITOR' as const, subtree: false };
    await expect(grantRole(context('eastAdmin'), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      grantRole(context('eastAdmin'), {
        accountId: actor('westTownEditor').accountId,
        siteId: site('east-town').id,
        role: 'EDITOR',
        subtree: false,
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      createAccount(context('eastAdmin'), { username: 'intruder', displayName: '甲', homeSiteId: site('west').id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(grantRole(context('eastAdmin'), { ...input, siteId: 'nowhere' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('keeps an account that also works there out of a county administrator’s hands', async () => {
    const { context, site, actor } = group();
    const input = { accountId: actor('commuter').accountId, siteId: site('east-town').id, role: 'REVIEWER' as const };
    await expect(grantRole(context('eastAdmin'), { ...input, subtree: false })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: '这个账号还有您管辖范围以外的权限，请联系上级管理员处理。',
    });
    await grantRole(context('office'), { ...input, subtree: false });
    await revokeRole(context('office'), input);
  });
});

describe('granting', () => {
  it('writes the grant with its giver and an audit line at the account’s home', async () => {
    const { db, context, contextAt, site, actor } = group();
    const accountId = await stranger();
    const input = { accountId, siteId: site('east').id, role: 'EDITOR' as const, subtree: true };
    await grantRole(context('eastAdmin'), input);
    const grants = await withPlatform({ db }, (tx) => tx.grant.findMany({ where: { accountId } }));
    expect(grants).toMatchObject([{ role: 'EDITOR', subtree: true, grantedById: actor('eastAdmin').accountId }]);
    const lines = await readSite(contextAt('east-town', 'townAdmin'), (tx) =>
      tx.auditLine.findMany({ where: { subjectId: accountId }, orderBy: { id: 'asc' } }),
    );
    expect(lines.map((line) => line.summary)).toContainEqual(expect.stringMatching(/授予.*编辑（东县，含下级）/));
    await expect(grantRole(context('eastAdmin'), input)).rejects.toMatchObject({ code: 'CONFLICT' });
    await grantRole(context('eastAdmin'), { ...input, subtree: false });
    await revokeRole(context('eastAdmin'), input);
    await expect(revokeRole(context('eastAdmin'), input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is never for oneself', async () => {
    const { context, site, actor } = group();
    const own = { accountId: actor('office').accountId, siteId: site('city').id, role: 'AUDITOR' as const };
    await expect(grantRole(context('office'), { ...own, subtree: true })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(revokeRole(context('office'), { ...own, role: 'GROUP_ADMIN' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
