import type { ImportReport } from '@zhanqun/imports/server';
import { Callout, Progress, Stat, StatRow } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { consolePath } from '../paths';

type Shown = Pick<
  ImportReport,
  | 'id'
  | 'state'
  | 'fault'
  | 'itemCount'
  | 'counts'
  | 'columns'
  | 'withMissing'
  | 'withoutAddress'
  | 'withBlocks'
  | 'notPublic'
  | 'ignored'
  | 'keepsAddresses'
  | 'asPublished'
>;

/** Items that shall come, made or not. */
function wanted({ columns, counts }: Shown): number {
  const leftOut = columns.filter(({ columnId }) => columnId === '').reduce((sum, { waiting }) => sum + waiting, 0);
  return Math.max(counts.MADE, counts.MADE + counts.NEW - leftOut);
}

/** What is going on just now, or why nothing is. */
export function WorkPanel({ report, fault }: { report: Shown; fault: string }): ReactElement | null {
  const { state, itemCount, counts } = report;
  if (state === 'REFUSED') {
    return (
      <Callout tone="danger" title="这个文件不能迁入，站点没有变化">
        {report.fault}
      </Callout>
    );
  }
  const again = fault ? (
    <Callout tone="warn" title="迁入中断了一下，系统会自动接着做，不用操作">
      <p className="break-words text-ink-soft">原因（供技术人员查看）：{fault}</p>
    </Callout>
  ) : null;
  if (state === 'READING') {
    return (
      <>
        {again}
        <Callout tone="info" title={`正在读取，已读 ${itemCount} 篇`}>
          读完会给出报告。可以离开这个页面。
        </Callout>
      </>
    );
  }
  if (state === 'RUNNING') {
    return (
      <>
        {again}
        <Progress
          label="正在迁入"
          done={counts.MADE}
          total={wanted(report)}
          unit="篇"
          failed={0}
          note="可以离开这个页面，中断了会自动接着做"
        />
      </>
    );
  }
  if (state === 'UNDOING') {
    const done = counts.UNDONE + counts.KEPT;
    return (
      <>
        {again}
        <Progress label="正在撤销" done={done} total={done + counts.MADE} unit="篇" note="可以离开这个页面" />
      </>
    );
  }
  if (state === 'DONE') {
    return (
      <Callout tone="success" title={`迁入完成，共 ${counts.MADE} 篇`}>
        迁入的文章在“内容”里。没有人改动过的，可以整批撤销。
      </Callout>
    );
  }
  if (state === 'UNDONE' && counts.KEPT > 0) {
    return (
      <Callout tone="warn" title={`已撤销，${counts.KEPT} 篇没有撤销`}>
        这几篇迁入以后有人改动过，请在“内容”里逐篇处理。
      </Callout>
    );
  }
  return null;
}

/** What would come of it, or has come of it, in numbers that lead to the items. */
export function Report({ report, code }: { report: Shown; code: string }): ReactElement {
  const { counts, state } = report;
  const href = (view: string) => consolePath.import(code, report.id, { view });
  const of = (value: number, view: string) => (value > 0 ? { href: href(view) } : {});
  return (
    <section aria-label="报告">
      <StatRow>
        {state === 'READY' || counts.NEW > 0 ? (
          <Stat
            label={state === 'READY' ? '可以迁入' : '没有迁入'}
            value={counts.NEW}
            unit="篇"
            {...of(counts.NEW, 'NEW')}
          />
        ) : null}
        {state !== 'READY' && <Stat label="已迁入" value={counts.MADE} unit="篇" {...of(counts.MADE, 'MADE')} />}
        <Stat
          label="本站已有"
          value={counts.PRESENT}
          unit="篇"
          note="不会再迁一次"
          {...of(counts.PRESENT, 'PRESENT')}
        />
        <Stat
          label="不能迁入"
          value={counts.REFUSED}
          unit="篇"
          {...(counts.REFUSED > 0 ? { tone: 'alarm' as const } : {})}
          {...of(counts.REFUSED, 'REFUSED')}
        />
        <Stat
          label="缺图片或附件"
          value={report.withMissing}
          unit="篇"
          note="文件里没有，文字照常迁入"
          {...(report.withMissing > 0 ? { tone: 'act' as const } : {})}
          {...of(report.withMissing, 'MISSING')}
        />
        <Stat
          label="旧网址不能转来"
          value={report.withoutAddress}
          unit="篇"
          {...(report.withoutAddress > 0 ? { tone: 'act' as const } : {})}
          {...of(report.withoutAddress, 'ADDRESS')}
        />
        {state === 'READY' && (
          <Stat
            label="发布前检查拦下"
            value={report.withBlocks}
            unit="篇"
            note="只能作为草稿"
            {...of(report.withBlocks, 'NOTES')}
          />
        )}
        {state === 'READY' && <Stat label="旧网站上没有公开" value={report.notPublic} unit="篇" note="只能作为草稿" />}
        {report.ignored > 0 && (
          <Stat label="不是文章" value={report.ignored} unit="项" note="菜单、附件记录等，不迁入" />
        )}
      </StatRow>
    </section>
  );
}
