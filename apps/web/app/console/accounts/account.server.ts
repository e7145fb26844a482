import { reachOf } from '@zhanqun/access';
import { getAccount, listSessions } from '@zhanqun/accounts/server';
import { listAuditLinesAcrossSites } from '@zhanqun/audit/server';
import { formatDateTime } from '@zhanqun/kit';
import type { GroupArgs } from '../guard.server';
import { manageableSites, mayGrantSubtree, roleChoices, siteChoices } from './grantable.server';

export async function accountData({ context, params, request }: GroupArgs) {
  const account = await getAccount(context, params.account ?? '');
  const mayTouch = account.refusal === undefined;
  const reach = reachOf(context.actor, 'audit:view', context.directory.root()?.id ?? '');
  const mayReadLog = reach.roots.length + reach.sites.length > 0;
  const log = mayReadLog ? await listAuditLinesAcrossSites(context, reach, { subjectId: account.id }) : undefined;
  const search = new URL(request.url).searchParams;
  return {
    account,
    isOwn: account.id === context.actor.accountId,
    act: mayTouch ? search.get('act') : null,
    /** The grant that is about to be taken back. */
    revoking: account.grants.find((grant) => grant.siteId === search.get('site') && grant.role === search.get('role')),
    sessions: mayTouch ? await listSessions(context, account.id) : [],
    sites: mayTouch ? siteChoices(context) : [],
    roles: mayTouch ? roleChoices(context, manageableSites(context)) : [],
    maySubtree: mayGrantSubtree(context),
    log: log?.items.slice(0, 10).map((line) => ({
      id: line.id,
      at: line.at,
      time: formatDateTime(line.at),
      actorName: line.actorName,
      summary: line.summary,
    })),
  };
}
