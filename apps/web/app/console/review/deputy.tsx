import type { MetaFunction } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { formatDateTime, fromTimeField } from '@zhanqun/kit';
import {
  type DeputyView,
  endDeputy,
  getDeputies,
  listDeputyCandidates,
  nameDeputy,
  reviewSitesOf,
} from '@zhanqun/review/server';
import { Badge, Callout, EmptyState, ErrorSummary, Field, FormPage, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { selfAction, selfLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction = () => [{ title: '请假代理 - 站群管理平台' }];

export const loader = selfLoader(async ({ context }) => ({
  ...(await getDeputies(context)),
  colleagues: await listDeputyCandidates(context),
  isReviewer: reviewSitesOf(context).length > 0,
  now: context.now,
}));

export const action = selfAction(async ({ context, form }) => {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  if (text('intent') === 'end') {
    await endDeputy(context, { id: text('id') });
    return redirectWith(consolePath.deputy(), '代理已结束，由您自己审核。');
  }
  await nameDeputy(context, {
    deputyId: text('deputyId'),
    // The command says what is wrong with no time at all.
    fromAt: fromTimeField(text('fromAt')) as Date,
    untilAt: fromTimeField(text('untilAt')) as Date,
    reason: text('reason'),
  });
  return redirectWith(consolePath.deputy(), '代理已安排，到时间自动开始和结束。');
});

function stateOf({ fromAt, untilAt }: DeputyView, now: Date): { label: string; tone: 'act' | 'neutral' | 'good' } {
  if (untilAt <= now) return { label: '已结束', tone: 'neutral' };
  return fromAt <= now ? { label: '代理中', tone: 'good' } : { label: '还没开始', tone: 'act' };
}

function Period({ row }: { row: DeputyView }) {
  return (
    <span className="text-sm text-ink-soft">
      {formatDateTime(row.fromAt)} 至 {formatDateTime(row.untilAt)}，{row.reason}
    </span>
  );
}

/** What was arranged, and for whom the reader stands in. */
function Arranged(): ReactElement {
  const { named, standsInFor, now } = useLoaderData<typeof loader>();
  return (
    <div className="flex flex-col gap-6">
      {standsInFor.length > 0 && (
        <section className="zc-card flex flex-col gap-3 p-4" aria-labelledby="stands-in-title">
          <h2 id="stands-in-title" className="font-semibold">
            您代谁审核
          </h2>
          <ul className="flex flex-col divide-y divide-line">
            {standsInFor.map((row) => (
              <li key={row.id} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
                <span className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">{row.principalName}</span>
                  <Badge tone={stateOf(row, now).tone}>{stateOf(row, now).label}</Badge>
                </span>
                <Period row={row} />
              </li>
            ))}
          </ul>
          <p className="text-sm text-ink-soft">
            轮到的文章在“待我审核”里。本人或您经手过的，要由另一个人审核；有必须处理的检查结果时，您不能放行。
          </p>
        </section>
      )}
      <section className="zc-card flex flex-col gap-3 p-4" aria-labelledby="named-title">
        <h2 id="named-title" className="font-semibold">
          我的安排
        </h2>
        {named.length === 0 && <p className="text-ink-soft">还没有安排过代理。</p>}
        <ul className="flex flex-col divide-y divide-line">
          {named.map((row) => (
            <li key={row.id} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
              <span className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{row.deputyName}</span>
                <Badge tone={stateOf(row, now).tone}>{stateOf(row, now).label}</Badge>
              </span>
              <Period row={row} />
              {row.untilAt > now && (
                <Form method="post">
                  <input type="hidden" name="id" value={row.id} />
                  <button type="submit" name="intent" value="end" className="zc-button zc-button-small">
                    结束{row.deputyName}的代理
                  </button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** A reviewer who goes away says who decides meanwhile. */
export default function Deputy(): ReactElement {
  const { colleagues, isReviewer, named } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  const header = {
    title: '请假代理',
    lead: '您不在时，由同事代您审核。到时间自动开始和结束。',
    back: { label: '待我审核', href: consolePath.reviews() },
  };
  if (!isReviewer || colleagues.length === 0) {
    return (
      <>
        <PageHeader {...header} back={{ label: '工作台', href: consolePath.home() }} />
        <ErrorSummary errors={errors} message={message} undone="没有办理" />
        <div className="flex flex-col gap-6 xl:max-w-2xl">
          <EmptyState icon="check" title={isReviewer ? '没有可以代理的同事' : '您没有审核的权限'}>
            <p>
              {isReviewer
                ? '代理人要在您审核的站点工作。请站点管理员先为同事开通账号。'
                : '只有审核员需要安排代理。别人请您代理时，会显示在下面。'}
            </p>
          </EmptyState>
          <Arranged />
        </div>
      </>
    );
  }
  return (
    <FormPage
      // A new form for each arrangement that was made.
      key={named[0]?.id}
      {...header}
      errors={errors}
      message={message}
      buttons={{ submit: '安排代理', pending: '正在保存…' }}
      aside={<Arranged />}
    >
      <Field
        kind="select"
        name="deputyId"
        label="代理人"
        required
        empty="请选择同事"
        choices={colleagues.map(({ accountId, name, unit }) => ({
          value: accountId,
          label: unit ? `${name}（${unit}）` : name,
        }))}
        help="在您审核的站点工作的同事。"
        defaultValue={refusal?.typed.deputyId}
        errors={errors?.deputyId}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          kind="date"
          time
          name="fromAt"
          label="从什么时候"
          required
          defaultValue={refusal?.typed.fromAt}
          errors={errors?.fromAt}
        />
        <Field
          kind="date"
          time
          name="untilAt"
          label="到什么时候"
          required
          defaultValue={refusal?.typed.untilAt}
          errors={errors?.untilAt}
        />
      </div>
      <Field
        kind="text"
        name="reason"
        label="理由"
        required
        maxLength={100}
        help="例如休假、外出培训；写进日志。"
        defaultValue={refusal?.typed.reason}
        errors={errors?.reason}
      />
      <Callout tone="info" title="代理人能做什么">
        在您有审核权限的站点查看、通过和退回。日志写明是代您办的。您或代理人起草、提交、审核过的文章，两人都不能再审。
      </Callout>
    </FormPage>
  );
}
