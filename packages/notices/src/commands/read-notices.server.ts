import { parseInput } from '@zhanqun/access';
import { type Context, withPlatform } from '@zhanqun/tenancy/server';
import { type ReadNoticesInput, readNoticesInput } from '../schema';

/** Marks notices of the actor as read; those of others, and those read before, are left as they are. */
export async function readNotices(context: Context, input: ReadNoticesInput): Promise<{ read: number }> {
  const { noticeIds } = parseInput(readNoticesInput, input);
  const { count } = await withPlatform({ db: context.db }, (tx) =>
    tx.notice.updateMany({
      where: { accountId: context.actor.accountId, readAt: null, ...(noticeIds ? { id: { in: noticeIds } } : {}) },
      data: { readAt: context.now },
    }),
  );
  return { read: count };
}
