import { Form } from '@remix-run/react';
import { type ScheduledAction, WITHDRAWAL_KIND_LABELS } from '@zhanqun/articles/schema';
import type { ArticleForDesk, ScheduleView } from '@zhanqun/articles/server';
import { formatDateTime, toTimeField } from '@zhanqun/kit';
import { Callout, Field, type FormErrors } from '@zhanqun/ui/console';
import { consolePath } from '../paths';

export const TIME_HELP = '北京时间，最多提前一年。';

export function scheduleOf(
  { schedules }: Pick<ArticleForDesk, 'schedules'>,
  action: ScheduledAction,
): ScheduleView | undefined {
  return schedules.find((one) => one.action === action);
}

interface SchedulePanelProps {
  siteCode: string;
  articleId: string;
  schedule: ScheduleView;
  mayPublish: boolean;
  typed?: Record<string, string>;
  errors?: FormErrors;
}

/** A text that waits for its time: when, by whom, and another time or none for whoever may publish. */
export function SchedulePanel({ siteCode, articleId, schedule, mayPublish, typed, errors }: SchedulePanelProps) {
  const action = consolePath.article(siteCode, articleId);
  return (
    <section className="zc-card flex flex-col gap-4 p-4" aria-labelledby="schedule-title">
      <h2 id="schedule-title" className="text-lg font-semibold">
        {formatDateTime(schedule.at)} 发布第 {schedule.revisionNumber} 版
      </h2>
      <p className="text-sm text-ink-soft">
        {schedule.askedByName} {formatDateTime(schedule.askedAt)}{' '}
        安排。到时间自动发布，首次发布时间以实际公开的时间为准。
      </p>
      {mayPublish ? (
        <>
          <Form method="post" action={action} noValidate className="flex flex-col gap-4 border-t border-line pt-4">
            <input type="hidden" name="revisionNumber" value={schedule.revisionNumber ?? ''} />
            <Field
              kind="date"
              time
              name="at"
              label="发布时间"
              required
              help={TIME_HELP}
              defaultValue={typed?.at ?? toTimeField(schedule.at)}
              errors={errors?.at}
            />
            <div className="flex flex-wrap gap-2">
              <button type="submit" name="intent" value="article:publish#schedule" className="zc-button zc-button-main">
                改时间
              </button>
            </div>
          </Form>
          <Form method="post" action={action} className="flex flex-col items-start gap-2 border-t border-line pt-4">
            <p className="text-sm text-ink-soft">等待期间不能修改。取消后可以修改；要审核的栏目需要重新提交审核。</p>
            <button type="submit" name="intent" value="article:publish#unschedule" className="zc-button">
              取消定时
            </button>
          </Form>
        </>
      ) : (
        <Callout tone="info">要改时间或取消，请找本站有发布权限的人。</Callout>
      )}
    </section>
  );
}

/** What was planned for an item and could not be done: it is told until something else is done about it. */
export function ScheduleFault({ article }: { article: Pick<ArticleForDesk, 'schedules'> }) {
  return article.schedules
    .filter(({ fault }) => fault)
    .map(({ action, at, fault }) => (
      <Callout
        key={action}
        tone="danger"
        title={`约定 ${formatDateTime(at)} ${action === 'PUBLISH' ? '发布' : '撤下'}，没有办成`}
      >
        {fault}
      </Callout>
    ));
}

/** That a public item will be taken down at a time, and how to keep it. */
export function PlannedWithdrawal({
  siteCode,
  article,
  mayWithdraw,
}: {
  siteCode: string;
  article: Pick<ArticleForDesk, 'id' | 'schedules'>;
  mayWithdraw: boolean;
}) {
  const plan = scheduleOf(article, 'WITHDRAW');
  if (!plan || plan.fault) return null;
  return (
    <>
      <Callout tone="warn" title={`${formatDateTime(plan.at)} 撤下`}>
        {plan.kind && `${WITHDRAWAL_KIND_LABELS[plan.kind]}：`}
        {plan.reason}（{plan.askedByName} 安排）
      </Callout>
      {mayWithdraw && (
        <Form method="post" action={consolePath.article(siteCode, article.id)}>
          <button type="submit" name="intent" value="article:withdraw#keep" className="zc-button">
            取消定时撤下
          </button>
        </Form>
      )}
    </>
  );
}
