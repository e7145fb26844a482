import { parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { DomainError } from '@zhanqun/kit';
import { type SiteContext, withPlatform } from '@zhanqun/tenancy/server';
import { CHECK_RULE_LABELS, CHECK_RULES, RULE_WEIGHT_LABELS } from '../finding';
import { RULES_ID, readRules } from '../rules.server';
import { type SetCheckRulesInput, setCheckRulesInput } from '../schema';
import { demandList } from '../word-rows.server';

/** Sets what each rule weighs, for the whole group and from now on. Throws STALE when it was changed since it was read. */
export async function setCheckRules(context: SiteContext, input: SetCheckRulesInput): Promise<void> {
  const { weights, version } = parseInput(setCheckRulesInput, input);
  demandList(context, 'GROUP');
  const { actor, now, site } = context;
  await withPlatform({ db: context.db, siteId: site.id }, async (tx) => {
    const former = await readRules(tx);
    const data = { weights, updatedByName: actor.name, updatedAt: now };
    const { count } =
      version === 0
        ? await tx.checkRules.createMany({ data: [{ id: RULES_ID, version: 1, ...data }], skipDuplicates: true })
        : await tx.checkRules.updateMany({
            where: { id: RULES_ID, version },
            data: { ...data, version: { increment: 1 } },
          });
    if (count === 0) throw new DomainError('STALE', '检查规则刚被别人修改过，请重新打开后再改。');
    const changed = CHECK_RULES.filter((rule) => former.weights[rule] !== weights[rule]);
    if (changed.length === 0) return;
    const told = changed.map(
      (rule) =>
        `“${CHECK_RULE_LABELS[rule]}”由${RULE_WEIGHT_LABELS[former.weights[rule]]}改为${RULE_WEIGHT_LABELS[weights[rule]]}`,
    );
    await recordAudit(tx, { ...context, siteId: site.id }, [
      {
        action: 'check:edit',
        subjectType: 'CheckRules',
        subjectId: RULES_ID,
        summary: `检查规则：${told.join('，')}`,
        detail: { former: former.weights, weights },
      },
    ]);
  });
}
