import { CHECK_RULE_LABELS, CHECKED_FIELD_LABELS, type Finding, WEIGHT_LABELS } from '@zhanqun/checks';
import { Badge, Field, type FormErrors } from '@zhanqun/ui/console';

function Entry({ finding }: { finding: Finding }) {
  const { rule, weight, field, hit, context, advice } = finding;
  return (
    <li className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
      <span className="flex flex-wrap items-center gap-2">
        <Badge tone={weight === 'BLOCK' ? 'alarm' : 'act'}>{WEIGHT_LABELS[weight]}</Badge>
        <span className="font-medium">{CHECK_RULE_LABELS[rule]}</span>
        <span className="text-sm text-ink-soft">{CHECKED_FIELD_LABELS[field]}</span>
      </span>
      <span className="break-words">{context ? `…${context}…` : hit}</span>
      <span className="text-sm text-ink-soft">{advice}</span>
    </li>
  );
}

/** What the checks find in the text as it is saved. */
export function FindingsPanel({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  const blocks = findings.filter(({ weight }) => weight === 'BLOCK').length;
  return (
    <section className="zc-card flex flex-col gap-3 p-4" aria-labelledby="findings-title">
      <h2 id="findings-title" className="font-semibold">
        发布前检查
      </h2>
      <p className="text-sm text-ink-soft">
        {blocks > 0
          ? `有 ${blocks} 处必须处理：修改，或由审核员写明理由放行，才能公开。`
          : '没有必须处理的问题，以下几处请留意。'}
      </p>
      <ul className="flex flex-col divide-y divide-line">
        {findings.map((finding, index) => (
          <Entry key={index} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

/** For whoever may pass over what blocks: the reason is kept with the name. */
export function PassOverField({ typed, errors }: { typed?: Record<string, string>; errors?: FormErrors }) {
  return (
    <Field
      kind="textarea"
      name="passOverReason"
      label="放行的理由"
      rows={2}
      limit={200}
      help="有必须处理的检查结果。确需原样公开的，写明理由；您的姓名和理由记入日志。"
      defaultValue={typed?.passOverReason}
      errors={errors?.passOverReason}
    />
  );
}
