import { can, reachOf } from '@zhanqun/access';
import {
  approveArticle,
  countPendingReviewsAcrossSites,
  listPendingReviewsAcrossSites,
  listStrandedReviewsAcrossSites,
  publishArticle,
  returnArticle,
  submitArticle,
} from '@zhanqun/articles/server';
import { makeDraft } from '@zhanqun/articles/testing';
import { listAuditLines } from '@zhanqun/audit/server';
import { createSessionDesk } from '@zhanqun/auth/server';
import type { Actor } from '@zhanqun/kit';
import { listNotices } from '@zhanqun/notices/server';
import {
  endDeputy,
  findReviewOfItem,
  getDeputies,
  getReviewChains,
  holdReviews,
  listDeputyCandidates,
  nameDeputy,
  setReviewChain,
} from '@zhanqun/review/server';
import { systemActor, withPlatform } from '@zhanqun/tenancy/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { afterEach, describe, expect, it } from 'vitest';

const group = useGroup();
const NOW = new Date('2026-12-01T01:00:00Z');
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
const at = (actor: ActorName, now = NOW) => group().contextAt('east-town', actor, now);

async function chain(levels: number): Promise<void> {
  const { site } = await getReviewChains(at('townAdmin'));
  const names = ['初审', '复审'].slice(0, levels);
  await setReviewChain(at('townAdmin'), {
    levels: names.map((name) => ({ name, place: 'SITE' })),
    version: site.version,
  });
}

async function submitted(writer: ActorName = 'townEditor'): Promise<string> {
  const articleId = await makeDraft(at(writer), {
    columnId: group().columnId('east-town', 'xinwen'),
    title: '送审的稿件',
  });
  await submitArticle(at(writer), { articleId, revisionNumber: 1 });
  return articleId;
}

/** Names the town's auditor for the town's reviewer, who is away for a day. */
async function name(deputy: ActorName = 'townAuditor', principal: ActorName = 'townReviewer'): Promise<void> {
  const period = { fromAt: NOW, untilAt: hours(24), reason: '外出培训' };
  await nameDeputy(at(principal), { deputyId: group().actor(deputy).accountId, ...period });
}

/** The actor as a session reads it at this time. */
async function signedIn(actor: ActorName, now: Date): Promise<Actor> {
  const desk = createSessionDesk(group().db, false, () => now);
  const cookie = await desk.begin(group().actor(actor).accountId, { address: '', userAgent: '' });
  const session = await desk.read(cookie.split(';')[0] ?? '');
  if (!session) throw new Error('The session did not begin.');
  return session.actor;
}

async function as(actor: ActorName, now = hours(1)) {
  return { ...at('townEditor', now), actor: await signedIn(actor, now) };
}

type DeskContext = Awaited<ReturnType<typeof as>>;

async function inboxOf(context: DeskContext): Promise<string[]> {
  const reach = reachOf(context.actor, 'article:review', '');
  const { items } = await listPendingReviewsAcrossSites(context, reach, {});
  expect(await countPendingReviewsAcrossSites(context, reach)).toBe(items.length);
  return items.map(({ articleId }) => articleId);
}

async function decisionOn(articleId: string) {
  const review = await findReviewOfItem(at('townAdmin'), articleId);
  return { articleId, reviewId: review?.id ?? '', level: review?.level ?? 0 };
}

afterEach(async () => {
  const { site } = await getReviewChains(at('eastAdmin'));
  await setReviewChain(at('eastAdmin'), { levels: [], version: site.version });
  await withPlatform({ db: group().db }, async (tx) => {
    await tx.reviewDeputy.updateMany({ data: { untilAt: new Date(0), fromAt: new Date(0) } });
    await tx.account.updateMany({ data: { state: 'ACTIVE' } });
    await tx.notice.deleteMany({});
  });
});

describe('the deputy of a reviewer who is away', () => {
  it('finds the items in the inbox, is told of new ones, and decides in the name of the absent one', async () => {
    await chain(1);
    await name();
    const articleId = await submitted();
    const deputy = await as('townAuditor');
    expect(await inboxOf(deputy)).toContain(articleId);
    const told = (await listNotices(group().context('townAuditor'), {})).items.map(({ subjectId }) => subjectId);
    expect(told).toContain(articleId);
    expect((await listNotices(group().context('townReviewer'), {})).items).toEqual([]);

    expect(await approveArticle(deputy, await decisionOn(articleId))).toEqual({ isPublished: true });
    const lines = await listAuditLines(at('townAdmin'), { subjectId: articleId });
    expect(lines.items.map(({ actorName, summary }) => [actorName, summary])).toContainEqual([
      '东镇审计员',
      '代东镇审核员：第 1 级“初审”（共 1 级）审核通过“送审的稿件”第 1 版',
    ]);
    const review = await findReviewOfItem(at('townAdmin'), articleId);
    expect(review?.steps.at(-1)).toMatchObject({ personName: '东镇审计员', onBehalfOfName: '东镇审核员' });
  });

  it('is one person with the principal: neither decides what the other wrote or decided', async () => {
    await chain(2);
    const refusal = { code: 'FORBIDDEN', message: expect.stringContaining('要由另一个人审核') };
    const own = await submitted('townReviewer');
    await name();
    const deputy = await as('townAuditor');
    expect(await inboxOf(deputy)).not.toContain(own);
    await expect(approveArticle(deputy, await decisionOn(own))).rejects.toMatchObject(refusal);
    await returnArticle(await as('townAdmin'), { ...(await decisionOn(own)), comment: '请重写' });

    const articleId = await submitted();
    await approveArticle(deputy, await decisionOn(articleId));
    expect(await inboxOf(deputy)).not.toContain(articleId);
    for (const context of [deputy, await as('townReviewer')]) {
      await expect(approveArticle(context, await decisionOn(articleId))).rejects.toMatchObject(refusal);
      await expect(returnArticle(context, { ...(await decisionOn(articleId)), comment: '重写' })).rejects.toMatchObject(
        refusal,
      );
    }
    expect(await approveArticle(await as('townAdmin'), await decisionOn(articleId))).toEqual({ isPublished: true });
  });

  it('may look and decide, and nothing else', async () => {
    await name('townEditor');
    const deputy = await as('townEditor');
    const { site } = deputy;
    expect(can(deputy.actor, 'article:review', site)).toBe(true);
    for (const permission of ['article:publish', 'check:override', 'article:withdraw', 'link:carry'] as const) {
      expect(can(deputy.actor, permission, site)).toBe(false);
    }
    expect(can(deputy.actor, 'site:view', group().site('west-town'))).toBe(false);
    const draft = await makeDraft(at('townEditor'), { columnId: group().columnId('east-town', 'xinwen') });
    await expect(publishArticle(deputy, { articleId: draft })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each<[what: string, now: Date, change: () => Promise<unknown>]>([
    ['before its time', hours(-1), async () => undefined],
    ['from its end on', hours(24), async () => undefined],
    [
      'once the principal is back',
      hours(2),
      async () => {
        const [row] = (await getDeputies(at('townReviewer'))).named;
        await endDeputy({ ...at('townReviewer'), now: hours(1) }, { id: row?.id ?? '' });
      },
    ],
    [
      'once the principal is locked',
      hours(2),
      () =>
        withPlatform({ db: group().db }, (tx) =>
          tx.account.updateMany({
            where: { id: group().actor('townReviewer').accountId },
            data: { state: 'DISABLED' },
          }),
        ),
    ],
  ])('holds no right %s', async (_what, now, change) => {
    await name();
    await change();
    expect((await signedIn('townAuditor', now)).lent).toEqual([]);
  });
});

describe('naming a deputy', () => {
  const period = { fromAt: NOW, untilAt: hours(24), reason: '休假' };
  const id = (actor: ActorName) => group().actor(actor).accountId;

  it('offers and takes only colleagues of the sites where the right to review comes from', async () => {
    const offered = (await listDeputyCandidates(at('townReviewer'))).map(({ name: one }) => one).sort();
    expect(offered).toEqual(['东镇管理员', '东镇编辑', '东镇审计员', '两县编辑'].sort());
    for (const actor of ['westTownEditor', 'townReviewer'] as const) {
      await expect(nameDeputy(at('townReviewer'), { deputyId: id(actor), ...period })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    await expect(nameDeputy(at('townEditor'), { deputyId: id('townAdmin'), ...period })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('refuses a second one at the same time, one who is away, and a time that is past or too long', async () => {
    await name();
    const refused = (actor: ActorName, deputy: ActorName, more = {}) =>
      nameDeputy(at(actor), { deputyId: id(deputy), ...period, ...more }).then(
        () => 'done',
        (error: Error) => error.message,
      );
    expect(await refused('townReviewer', 'townEditor')).toContain('请先结束它');
    expect(await refused('townAdmin', 'townReviewer')).toContain('自己也请人代理');
    expect(await refused('townAdmin', 'townEditor', { fromAt: hours(-9), untilAt: hours(-1) })).toContain('检查');
    expect(await refused('townAdmin', 'townEditor', { untilAt: hours(24 * 93) })).toContain('检查');
    expect(await refused('townAdmin', 'townEditor', { fromAt: hours(30), untilAt: hours(40) })).toBe('done');
  });
});

async function lock(actors: ActorName[], state: 'ACTIVE' | 'DISABLED' = 'DISABLED'): Promise<void> {
  const ids = actors.map((actor) => group().actor(actor).accountId);
  await withPlatform({ db: group().db }, (tx) =>
    tx.account.updateMany({ where: { id: { in: ids } }, data: { state } }),
  );
}

describe('an item that loses its last reviewer', () => {
  const look = (now = hours(1)) => holdReviews({ ...group().context('office', now), actor: systemActor('') });
  const boardOf = async (actor: ActorName) => {
    const context = group().context(actor);
    const { items } = await listStrandedReviewsAcrossSites(context, reachOf(context.actor, 'article:review', ''), {});
    return items.map(({ articleId, holderSiteId }) => [articleId, holderSiteId]);
  };
  const toldTo = async (actor: ActorName, articleId: string) =>
    (await listNotices(group().context(actor), {})).items.flatMap(({ subjectId, kind }) =>
      subjectId === articleId ? [kind] : [],
    );

  it('goes to the parent site with a notice and a line, and comes back when somebody returns', async () => {
    await chain(1);
    const articleId = await submitted();
    expect(await look()).toBe(0);
    await lock(['townReviewer', 'townAdmin']);
    expect([await look(), await look()]).toEqual([1, 0]);
    expect(await boardOf('eastReviewer')).toEqual([[articleId, group().site('east').id]]);
    expect(await toldTo('eastReviewer', articleId)).toEqual(['REVIEW_WAITS']);
    expect(await toldTo('office', articleId)).toEqual([]);
    expect((await findReviewOfItem(at('eastAdmin'), articleId))?.movedUpTo).toBe(group().site('east').id);

    await lock(['townReviewer'], 'ACTIVE');
    expect(await look()).toBe(1);
    expect(await boardOf('eastReviewer')).toEqual([]);
    expect((await toldTo('townReviewer', articleId)).length).toBe(2);
    const lines = (await listAuditLines(at('townAdmin'), { subjectId: articleId })).items.map(({ summary }) => summary);
    expect(lines).toEqual(
      expect.arrayContaining([
        '“送审的稿件”的第 1 级“初审”在东镇没有人可以审核了，转由东县审核',
        '“送审的稿件”的第 1 级“初审”又有人可以审核了，由东镇审核',
      ]),
    );
    expect(await approveArticle(await as('townReviewer'), await decisionOn(articleId))).toEqual({ isPublished: true });
  });

  it('goes up when the deputy of the last one is gone, and comes back when the absence is over', async () => {
    await chain(1);
    await name('commuter');
    const articleId = await submitted();
    await lock(['townAdmin']);
    expect(await look()).toBe(0);
    await lock(['commuter']);
    expect(await look()).toBe(1);
    expect((await findReviewOfItem(at('eastAdmin'), articleId))?.movedUpTo).toBe(group().site('east').id);
    expect(await look(hours(25))).toBe(1);
    expect((await findReviewOfItem(at('eastAdmin'), articleId))?.movedUpTo).toBeUndefined();
    await approveArticle(await as('townReviewer', hours(25)), await decisionOn(articleId));
  });

  it('stands on the board as waiting for nobody where nobody above may decide, and those are told who can add one', async () => {
    const { site } = await getReviewChains(at('townAdmin'));
    await setReviewChain(at('eastAdmin'), { levels: [{ name: '终审', place: 'ABOVE' }], version: site.version });
    const articleId = await submitted();
    await lock(['eastReviewer', 'eastAdmin', 'office']);
    expect(await look()).toBe(1);
    expect(await boardOf('eastReviewer')).toEqual([[articleId, '']]);
    expect(await toldTo('townAdmin', articleId)).toEqual(['REVIEW_STRANDED']);
  });
});
