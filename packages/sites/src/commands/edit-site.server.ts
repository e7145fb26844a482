import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { recordChange, TAGS, tagsOfSite } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type EditSiteInput, editSiteInput, FACTS_NEEDED_ONLINE, missingFacts } from '../schema';

/** Changes the facts of a site. What a visitor must be able to read stays filled in while the site is online. */
export async function editSite(context: SiteContext, input: EditSiteInput): Promise<void> {
  const { version, ...facts } = parseInput(editSiteInput, input);
  const { site } = context;
  demand(context.actor, 'site:edit', site);
  await withSite(context, async (tx) => {
    const before = await tx.site.findUnique({ where: { id: site.id } });
    if (!before) throw notFound('站点');
    if (before.state === 'CLOSED') throw new DomainError('CONFLICT', '站点已关闭，资料不能再修改。');
    const missing = before.state === 'ONLINE' ? missingFacts({ ...before, ...facts }) : [];
    if (missing.length > 0) {
      const fields = missing.map((fact) => [fact, [`站点在线期间，${FACTS_NEEDED_ONLINE[fact]}不能为空。`]]);
      throw new DomainError('INVALID', '请检查标出的项目。', Object.fromEntries(fields));
    }
    const { count } = await tx.site.updateMany({
      where: { id: site.id, version },
      data: { ...facts, version: { increment: 1 }, updatedAt: context.now },
    });
    if (count === 0) throw new DomainError('STALE', '站点资料刚被别人修改过，请核对后再保存。');
    const changed = (Object.keys(facts) as (keyof typeof facts)[]).filter((fact) => facts[fact] !== before[fact]);
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'site:edit',
        subjectType: 'Site',
        subjectId: site.id,
        summary: `修改站点“${facts.name}”的资料`,
        detail: Object.fromEntries(changed.map((fact) => [fact, { from: before[fact], to: facts[fact] }])),
      },
    ]);
    const isRenamed = changed.includes('name') || changed.includes('shortName');
    const tags = isRenamed ? tagsOfSite(site) : [TAGS.site(site.id)];
    await recordChange(tx, site.id, { tags, cause: `修改站点“${facts.name}”的资料` });
  });
  await context.directory.catchUp([site.id]);
}
