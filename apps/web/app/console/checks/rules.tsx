import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import {
  CHECK_RULE_LABELS,
  CHECK_RULES,
  RULE_GROUPS,
  RULE_WEIGHT_LABELS,
  USUAL_WEIGHTS,
  weightsOpenTo,
} from '@zhanqun/checks';
import type { SetCheckRulesInput } from '@zhanqun/checks/schema';
import { getCheckRules, setCheckRules } from '@zhanqun/checks/server';
import { formatDateTime, notFound } from '@zhanqun/kit';
import { atSite } from '@zhanqun/tenancy/server';
import { Field, FormPage, FormSection } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { type GroupArgs, groupAction, groupLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction = () => [{ title: '检查规则 - 站群管理平台' }];

function atRoot({ context }: GroupArgs) {
  const root = context.directory.root();
  if (!root) throw notFound('站点');
  return atSite(context, root);
}

export const loader = groupLoader('check:edit', (args) => getCheckRules(atRoot(args)));

export const action = groupAction({
  'check:edit': async (args) => {
    const weights = Object.fromEntries(
      CHECK_RULES.map((rule) => [rule, String(args.form.get(`weights.${rule}`) ?? '')]),
    );
    await setCheckRules(atRoot(args), {
      weights: weights as SetCheckRulesInput['weights'],
      version: Number(args.form.get('version')),
    });
    return redirectWith(consolePath.checkRules(), '检查规则已保存，所有站点以后的检查都按它。');
  },
});

export default function CheckRulesPage(): ReactElement {
  const { weights, version, updatedByName, updatedAt } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  return (
    <FormPage
      key={version}
      title="检查规则"
      lead="拦截的，要修改或由审核员写明理由放行才能公开；提醒的，只在编辑页上提示。所有站点一样。"
      buttons={{
        submit: '保存规则',
        pending: '正在保存…',
        intent: 'check:edit',
        ...(updatedAt ? { state: `${updatedByName} ${formatDateTime(updatedAt)} 设置` } : {}),
      }}
      errors={errors}
      message={message}
    >
      <input type="hidden" name="version" value={version} />
      {RULE_GROUPS.map(({ label, rules }) => (
        <FormSection key={label} title={label}>
          <div className="grid gap-4 sm:grid-cols-2">
            {rules.map((rule) => (
              <Field
                key={rule}
                kind="select"
                name={`weights.${rule}`}
                label={CHECK_RULE_LABELS[rule]}
                choices={weightsOpenTo(rule).map((value) => ({
                  value,
                  label: `${RULE_WEIGHT_LABELS[value]}${value === USUAL_WEIGHTS[rule] ? '（默认）' : ''}`,
                }))}
                defaultValue={refusal?.typed[`weights.${rule}`] ?? weights[rule]}
                errors={errors?.[`weights.${rule}`]}
              />
            ))}
          </div>
        </FormSection>
      ))}
    </FormPage>
  );
}
