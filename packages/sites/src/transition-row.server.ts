import { recordAudit } from '@zhanqun/audit/server';
import type { Transaction } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';
import { type PlacedSite, recordChange, tagsOfCarriers, tagsOfOpening, tagsOfSite } from '@zhanqun/publishing/server';
import { clearSite, projectArticles } from '@zhanqun/search/server';
import type { Context } from '@zhanqun/tenancy/server';
import { FACTS_NEEDED_ONLINE, missingFacts, SITE_STATE_LABELS, type SiteAction, type SiteState } from './schema';
import { findTransition, refusalOf, SITE_ACTION_LABELS } from './states';

/**
 * Moves a site to another state in the open transaction, with its audit and change lines. Single and bulk commands both
 * come through here. Throws CONFLICT with the state table's sentence, INVALID when a note or a fact is missing.
 */
export async function transitionRow(
  tx: Transaction,
  context: Pick<Context, 'actor' | 'now' | 'requestId'>,
  place: PlacedSite,
  wanted: { action: SiteAction; note: string },
): Promise<SiteState> {
  const siteId = place.id;
  await tx.$queryRaw`SELECT id FROM "Site" WHERE id = ${siteId} FOR UPDATE`;
  const site = await tx.site.findUnique({ where: { id: siteId } });
  if (!site) throw notFound('站点');
  const transition = findTransition(site.state, wanted.action);
  if (!transition) throw new DomainError('CONFLICT', refusalOf(site.state, wanted.action) ?? '');
  if (transition.needs === 'note' && wanted.note === '') {
    throw new DomainError('INVALID', '请检查标出的项目。', { note: ['请写明原因，访问者会看到这段话。'] });
  }
  if (transition.to === 'ONLINE') {
    const missing = missingFacts(site).map((fact) => FACTS_NEEDED_ONLINE[fact]);
    if (missing.length > 0) throw new DomainError('CONFLICT', `上线前请先在站点资料里填写：${missing.join('、')}。`);
  }
  await tx.site.updateMany({
    where: { id: siteId },
    data: {
      state: transition.to,
      stateNote: transition.to === 'ONLINE' ? '' : wanted.note,
      stateChangedAt: context.now,
      updatedAt: context.now,
    },
  });
  if (transition.to === 'ONLINE') await projectArticles(tx, siteId, 'site');
  else await clearSite(tx, siteId);
  const cause = `站点${SITE_ACTION_LABELS[wanted.action]}：${SITE_STATE_LABELS[site.state]} → ${SITE_STATE_LABELS[transition.to]}`;
  await recordAudit(tx, { ...context, siteId }, [
    {
      action: transition.permission,
      subjectType: 'Site',
      subjectId: siteId,
      summary: cause,
      detail: { action: wanted.action, from: site.state, to: transition.to, note: wanted.note },
    },
  ]);
  const links = await tx.contentLink.findMany({
    where: { sourceSiteId: siteId },
    distinct: ['siteId', 'columnId'],
    select: { siteId: true, columnId: true },
  });
  const tags = [...tagsOfSite(place), ...tagsOfCarriers(links), ...tagsOfOpening(place)];
  await recordChange(tx, siteId, { tags, cause, takesAway: transition.to !== 'ONLINE' });
  return transition.to;
}
