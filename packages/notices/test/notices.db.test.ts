import { spawn } from 'node:child_process';
import path from 'node:path';
import { withPlatform, withSite } from '@zhanqun/tenancy/server';
import { type ActorName, useGroup } from '@zhanqun/testing/fixture';
import { afterEach, describe, expect, it } from 'vitest';
import { createPost, mailDelay, sendBatch, sendMailsJob, sweepNotices } from '../src/sending.server';
import {
  countUnreadNotices,
  findNotice,
  listMails,
  listNotices,
  readNotices,
  recordNotices,
  resendMails,
} from '../src/server';
import { useMailServer } from './mail-server';

const group = useGroup();
const mail = useMailServer();
const DAY_MS = 24 * 3_600_000;

async function setAddress(actor: ActorName, email: string) {
  await withPlatform({ db: group().db }, (tx) =>
    tx.account.updateMany({ where: { id: group().actor(actor).accountId }, data: { email } }),
  );
}

async function tell(actors: ActorName[], summary: string, now = new Date()) {
  const context = group().contextAt('east-town', 'townEditor', now);
  const accountIds = actors.map((actor) => group().actor(actor).accountId);
  await withSite(context, (tx) =>
    recordNotices(tx, context, { kind: 'REVIEW_WAITS', accountIds, subjectType: 'Article', subjectId: 'a1', summary }),
  );
}

const options = () => ({
  post: createPost({ url: mail.url(), from: '站群平台 <notice@city.test>' }),
  host: 'console.city.test',
  placeOf: () => ({ url: 'http://console.city.test/console/notices/1', siteName: '东镇' }),
});

const mails = async () => (await listMails(group().context('office'), {})).items;
const notices = async (actor: ActorName) => (await listNotices(group().context(actor), {})).items;

/** As if what waits had waited long enough. */
async function makeDue() {
  await withPlatform({ db: group().db }, (tx) =>
    tx.noticeMail.updateMany({ where: { state: 'WAITING' }, data: { dueAt: new Date(0), attempts: 1 } }),
  );
}

afterEach(async () => {
  mail.received.length = 0;
  mail.setBusy(false);
  await withPlatform({ db: group().db }, async (tx) => {
    await tx.notice.deleteMany({});
    await tx.account.updateMany({ data: { email: '' } });
  });
});

describe('a notice', () => {
  it('is there once for each who is told, never for whoever did it, and read only by its own person', async () => {
    await tell(['townReviewer', 'townReviewer', 'townEditor'], '“稿件”等您审核');
    const [one, ...more] = await notices('townReviewer');
    expect([one?.summary, one?.readAt, more.length]).toEqual(['“稿件”等您审核', null, 0]);
    expect(await notices('townEditor')).toEqual([]);
    expect(await countUnreadNotices(group().context('townReviewer'))).toBe(1);
    const id = one?.id ?? '';
    expect(await readNotices(group().context('townAdmin'), { noticeIds: [id] })).toEqual({ read: 0 });
    await expect(findNotice(group().context('townAdmin'), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await readNotices(group().context('townReviewer'), { noticeIds: [id] })).toEqual({ read: 1 });
    expect(await readNotices(group().context('townReviewer'), {})).toEqual({ read: 0 });
    expect((await listNotices(group().context('townReviewer'), { isUnread: true })).items).toEqual([]);
  });

  it('does not say what happened at a site that its person may no longer enter', async () => {
    await tell(['westTownEditor'], '东镇的秘密');
    expect((await notices('westTownEditor'))[0]?.summary).toBe('您已不在这个站点工作，内容不再显示。');
  });

  it('goes with the transaction that it tells about', async () => {
    const context = group().contextAt('east-town', 'townEditor');
    const accountIds = [group().actor('townReviewer').accountId];
    const failing = withSite(context, async (tx) => {
      const notice = { kind: 'REVIEW_WAITS', subjectType: 'Article', subjectId: 'a1', summary: '没有发生' } as const;
      await recordNotices(tx, context, { ...notice, accountIds });
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect([await notices('townReviewer'), await mails()]).toEqual([[], []]);
  });

  it('is listed by pages, the newest first, and forgotten after half a year', async () => {
    const start = Date.now() - 200 * DAY_MS;
    for (let i = 0; i < 25; i++) await tell(['townReviewer'], `第 ${i} 条`, new Date(start + i * 60_000));
    const first = await listNotices(group().context('townReviewer'), {});
    const second = await listNotices(group().context('townReviewer'), { after: first.next });
    expect([first.items[0]?.summary, first.items.length, second.items.length]).toEqual(['第 24 条', 20, 5]);
    expect(second.next).toBeUndefined();
    await tell(['townReviewer'], '新的');
    await sweepNotices(group().db, new Date());
    expect((await notices('townReviewer')).map(({ summary }) => summary)).toEqual(['新的']);
  });
});

describe('its letter', () => {
  it('is not sent to whoever lost the right to what it tells since it was written', async () => {
    await setAddress('eastReviewer', 'east@city.test');
    await setAddress('westAdmin', 'west@city.test');
    await setAddress('townEditor', 'editor@city.test');
    await tell(['eastReviewer', 'westAdmin'], '“汛期公告”等您审核');
    const context = group().contextAt('east-town', 'townAdmin');
    const accountIds = [group().actor('townEditor').accountId];
    const returned = { kind: 'REVIEW_RETURNED', subjectType: 'Article', subjectId: 'a1', summary: '退回' } as const;
    await withSite(context, (tx) => recordNotices(tx, context, { ...returned, accountIds }));
    expect(await sendBatch(group().db, options())).toBe(2);
    expect(mail.received.flatMap(({ to }) => to).sort()).toEqual(['east@city.test', 'editor@city.test']);
    const kept = (await mails()).find(({ recipientName }) => recipientName === '西县管理员');
    expect(kept).toMatchObject({ state: 'LAPSED', fault: '收件人已没有这里的权限', attempts: 0 });
  });

  it('waits for whom there is no address, and goes out with a recorded Message-ID where there is one', async () => {
    await setAddress('townReviewer', 'reviewer@city.test');
    await tell(['townReviewer', 'townAdmin'], '“汛期公告”等您审核');
    expect(await sendBatch(group().db, options())).toBe(1);
    expect(await sendBatch(group().db, options())).toBe(0);
    const outbox = await mails();
    const sent = outbox.find(({ state }) => state === 'SENT');
    expect(sent).toMatchObject({ recipientName: '东镇审核员', address: 'r***@city.test', attempts: 1 });
    expect(outbox.find(({ state }) => state === 'WAITING')).toMatchObject({ recipientName: '东镇管理员', address: '' });
    expect(mail.received).toHaveLength(1);
    expect(mail.received[0]).toMatchObject({ to: ['reviewer@city.test'], messageId: sent?.messageId });
    expect(mail.received[0]?.text).toMatch(/^Auto-Submitted: auto-generated/im);
  });

  it('is tried again later when the server does not take it, and given up when it never will', async () => {
    await setAddress('townReviewer', 'reviewer@city.test');
    await setAddress('townAdmin', 'gone@city.test');
    await tell(['townAdmin'], '退信');
    await sendBatch(group().db, options());
    expect(await mails()).toMatchObject([{ state: 'FAILED', fault: expect.stringContaining('550') }]);
    expect(JSON.stringify(await mails())).not.toContain('gone@city.test');
    mail.setBusy(true);
    await tell(['townReviewer'], '忙');
    await sendBatch(group().db, options());
    const [busy] = await mails();
    expect(busy).toMatchObject({ state: 'WAITING', attempts: 1, fault: expect.stringContaining('451') });
    const wait = (busy?.dueAt.getTime() ?? 0) - Date.now();
    expect(wait).toBeGreaterThan(mailDelay(1) - 30_000);
    expect(await sendBatch(group().db, options())).toBe(0);
    mail.setBusy(false);
    await makeDue();
    await sendBatch(group().db, options());
    expect(mail.received.map(({ messageId }) => messageId)).toEqual([busy?.messageId]);
    expect([mailDelay(1), mailDelay(2), mailDelay(20)]).toEqual([60_000, 240_000, 21_600_000]);
  });

  it('is sent again when an administrator asks, with the Message-ID it has', async () => {
    await setAddress('townAdmin', 'gone@city.test');
    await tell(['townAdmin'], '退信');
    await sendBatch(group().db, options());
    const [failed] = await mails();
    const noticeIds = [failed?.noticeId ?? ''];
    await expect(resendMails(group().context('portalAdmin'), { noticeIds })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await setAddress('townAdmin', 'admin@city.test');
    expect(await resendMails(group().context('office'), { noticeIds })).toEqual({ waiting: 1 });
    expect(await resendMails(group().context('office'), { noticeIds })).toEqual({ waiting: 0 });
    await sendBatch(group().db, options());
    expect(mail.received[0]?.messageId).toBe(failed?.messageId);
  });

  it('is not sent once the news is old', async () => {
    await setAddress('townReviewer', 'reviewer@city.test');
    await tell(['townReviewer'], '旧闻', new Date(Date.now() - 4 * DAY_MS));
    const run = { signal: new AbortController().signal, data: {}, attempt: 1, id: 'job', siteId: undefined };
    const job = { ...run, progress: async () => undefined, complete: async () => undefined };
    await sendMailsJob(options()).execute(job, group().context('system'));
    expect([mail.received, (await mails())[0]?.state]).toEqual([[], 'LAPSED']);
  });
});

describe('a process that is killed', () => {
  async function dieAt(step: string): Promise<NodeJS.Signals | null> {
    const { dataDir, url = '' } = group().storage;
    const script = path.join(import.meta.dirname, 'dying-sender.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir, url, mail.url(), step], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  }

  it.each([
    ['recorded', 0, 'WAITING', false],
    ['claimed', 0, 'SENDING', true],
    ['sent', 1, 'SENDING', true],
  ] as const)(
    'after the step “%s” loses no letter, and a second one is known by its Message-ID',
    async (step, letters, state, hasId) => {
      await setAddress('townReviewer', 'reviewer@city.test');
      await tell(['townReviewer'], '“稿件”等您审核');
      expect(await dieAt(step)).toBe('SIGKILL');
      expect(mail.received).toHaveLength(letters);
      const [left] = await mails();
      expect([left?.state, left?.messageId !== null]).toEqual([state, hasId]);
      // The next process takes it up.
      expect(await sendBatch(group().db, options())).toBe(1);
      expect(await sendBatch(group().db, options())).toBe(0);
      const [done] = await mails();
      expect(done?.state).toBe('SENT');
      if (hasId) expect(done?.messageId).toBe(left?.messageId);
      expect(mail.received.map(({ messageId }) => messageId)).toEqual(Array(letters + 1).fill(done?.messageId));
      expect(await notices('townReviewer')).toHaveLength(1);
    },
  );
});
