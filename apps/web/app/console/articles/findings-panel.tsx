import {
  CHECK_RULE_LABELS,
  CHECKED_FIELD_LABELS,
  type CheckedField,
  type Finding,
  WEIGHT_LABELS,
} from '@zhanqun/checks';
import { Badge, Field, type FormErrors } from '@zhanqun/ui/console';
import { useEffect, useState } from 'react';
import { useFindingsDesk } from './findings-desk';

/** Where a field stands, without JavaScript as well. */
function anchorOf(field: CheckedField): string {
  if (field === 'body') return '#body-title';
  // The facts of its type stand under the attachments.
  return field === 'attachments' || field === 'record' ? '#attachments-title' : `#field-${field}`;
}

function ReplaceButton({ index, suggestion }: { index: number; suggestion: string }) {
  const desk = useFindingsDesk();
  const [isMounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  if (!desk || !isMounted) return null;
  return (
    <button type="button" className="zc-button zc-button-small" onClick={() => desk.replace(index)}>
      替换为“{suggestion}”
    </button>
  );
}

function Entry({ finding, index, mayChange }: { finding: Finding; index: number; mayChange: boolean }) {
  const desk = useFindingsDesk();
  const { rule, weight, field, hit, context, advice, suggestion } = finding;
  const isGone = desk?.gone.has(index) ?? false;
  return (
    <li className={`flex flex-col gap-1 py-3 first:pt-0 last:pb-0 ${isGone ? 'text-ink-faint' : ''}`}>
      <span className="flex flex-wrap items-center gap-2">
        <Badge tone={isGone ? 'good' : weight === 'BLOCK' ? 'alarm' : 'act'}>
          {isGone ? '已改动' : WEIGHT_LABELS[weight]}
        </Badge>
        <span className="font-medium">{CHECK_RULE_LABELS[rule]}</span>
        <span className="text-sm">{CHECKED_FIELD_LABELS[field]}</span>
      </span>
      {isGone ? (
        <span className="break-words">{context ? `…${context}…` : hit}</span>
      ) : (
        <a
          href={anchorOf(field)}
          className="zc-link break-words"
          onClick={(event) => {
            if (desk?.jump(index)) event.preventDefault();
          }}
        >
          {context ? `…${context}…` : hit}
        </a>
      )}
      <span className="text-sm text-ink-soft">{isGone ? '保存以后再检查一次。' : advice}</span>
      {suggestion && mayChange && !isGone && (
        <span>
          <ReplaceButton index={index} suggestion={suggestion} />
        </span>
      )}
    </li>
  );
}

/** What the checks find in one field of the form, under it. */
export function FieldFindings({ field }: { field: CheckedField }) {
  const desk = useFindingsDesk();
  const found = (desk?.findings ?? []).flatMap((finding, index) =>
    finding.field === field && !desk?.gone.has(index) ? [{ finding, index }] : [],
  );
  if (found.length === 0) return null;
  return (
    <ul className="-mt-3 flex flex-col gap-1.5 text-sm">
      {found.map(({ finding: { rule, weight, hit, suggestion }, index }) => (
        <li key={index} className={`zc-found-line ${weight === 'BLOCK' ? 'zc-found-line-block' : ''}`}>
          <span>
            {WEIGHT_LABELS[weight]}：{CHECK_RULE_LABELS[rule]}“{hit}”
          </span>
          {suggestion && <ReplaceButton index={index} suggestion={suggestion} />}
        </li>
      ))}
    </ul>
  );
}

/** What the checks find in the text as it is saved. */
export function FindingsPanel({ findings, mayChange }: { findings: readonly Finding[]; mayChange: boolean }) {
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
          <Entry key={index} finding={finding} index={index} mayChange={mayChange} />
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
