import { redirect } from '@remix-run/node';
import { findNotice, readNotices } from '@zhanqun/notices/server';
import { selfLoader } from '../guard.server';
import { consolePath } from '../paths';

/** Leads to what a notice is about, and marks it as read. Doing so twice changes nothing. */
export const loader = selfLoader(async ({ context, params }) => {
  const notice = await findNotice(context, params.notice ?? '');
  await readNotices(context, { noticeIds: [notice.id] });
  const site = context.directory.find(notice.siteId);
  return redirect(site ? consolePath.article(site.code, notice.subjectId) : consolePath.notices());
});
