import type { MetaFunction } from '@remix-run/node';
import { Form, useLoaderData, useRevalidator } from '@remix-run/react';
import { findLatestJob, JOB_STATE_LABELS } from '@zhanqun/jobs/server';
import { formatDateTime } from '@zhanqun/kit';
import { findRebuild, requestSearchRebuild, SEARCH_REBUILD } from '@zhanqun/search/server';
import { atSite } from '@zhanqun/tenancy/server';
import { Callout, DefinitionList, ErrorSummary, PageHeader, Progress } from '@zhanqun/ui/console';
import { type ReactElement, useEffect } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { groupAction, groupLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction = () => [{ title: '搜索索引 - 站群管理平台' }];

/** Due for so long and not begun: nobody does background work, or all who do are busy. */
const LATE_MS = 60_000;

export const loader = groupLoader('search:rebuild', async ({ context }) => {
  const root = context.directory.root();
  const job = root ? await findLatestJob(atSite(context, root), SEARCH_REBUILD) : undefined;
  const state = await findRebuild(context);
  return {
    job: job && {
      state: job.state,
      label: JOB_STATE_LABELS[job.state],
      fault: job.fault,
      runAt: job.runAt,
      isLate: job.state === 'WAITING' && context.now.getTime() - job.runAt.getTime() > LATE_MS,
    },
    state: state && { ...state, isFinished: state.finishedAt !== null },
  };
});

export const action = groupAction({
  'search:rebuild': async ({ context }) => {
    await requestSearchRebuild(context);
    return redirectWith(consolePath.searchIndex(), '已开始重建，可以离开这个页面。');
  },
});

/** How often the page looks how far the rebuild has come, milliseconds. */
const LOOK_MS = 2_000;

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** How far the work that was asked for has come, or why it has not begun. */
function Work({ job, state }: { job: NonNullable<Loaded['job']>; state: Loaded['state'] }): ReactElement | null {
  if (job.state === 'DONE') return null;
  if (job.state === 'RUNNING') {
    if (!state?.total) {
      return (
        <Callout tone="info" title="正在重建">
          正在清点文章。可以离开这个页面，重建期间搜索照常使用。
        </Callout>
      );
    }
    return (
      <Progress
        label="正在重建"
        done={state.isFinished ? 0 : state.done}
        total={state.total}
        unit="篇"
        note="可以离开这个页面，重建期间搜索照常使用"
      />
    );
  }
  if (job.state === 'FAILED' || job.fault) {
    return (
      <Callout tone={job.state === 'FAILED' ? 'danger' : 'warn'} title="上次重建没有做完">
        <p>
          {job.state === 'FAILED'
            ? '再次重建会从中断的地方接着做。'
            : `${formatDateTime(job.runAt)} 会自动从中断的地方接着做，搜索照常使用。`}
        </p>
        {job.fault ? <p className="break-words text-ink-soft">原因（供技术人员查看）：{job.fault}</p> : null}
      </Callout>
    );
  }
  return job.isLate ? (
    <Callout tone="warn" title="还没有开始">
      {formatDateTime(job.runAt)} 就该开始了。可能前面有别的后台工作；如果一直不开始，请技术人员查看服务日志。
    </Callout>
  ) : (
    <Callout tone="info" title="等待开始">
      一般几秒钟之内开始，可以离开这个页面。
    </Callout>
  );
}

export default function SearchIndex(): ReactElement {
  const { job, state } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const revalidator = useRevalidator();
  const isRunning = job?.state === 'WAITING' || job?.state === 'RUNNING';
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => revalidator.revalidate(), LOOK_MS);
    return () => clearInterval(timer);
  }, [isRunning, revalidator]);
  return (
    <>
      <PageHeader
        title="搜索索引"
        lead="发布、撤回和移动会同时更新搜索，平时不需要重建。恢复备份或升级之后、或者发现搜索结果不对时再用。"
      />
      <ErrorSummary {...summaryOf(refusal)} />
      <div className="grid gap-5">
        {job ? <Work job={job} state={state} /> : null}
        <DefinitionList
          items={[
            { term: '状态', value: job ? job.label : '没有在这里重建过' },
            {
              term: '上次重建',
              value: state?.finishedAt ? `${formatDateTime(state.finishedAt)}，${state.total} 篇` : '没有',
            },
          ]}
        />
        {isRunning ? null : (
          <Form method="post">
            <button type="submit" name="intent" value="search:rebuild" className="zc-button zc-button-main">
              重建索引
            </button>
          </Form>
        )}
      </div>
    </>
  );
}
