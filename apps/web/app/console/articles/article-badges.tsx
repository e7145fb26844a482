import {
  ARTICLE_STATE_LABELS,
  type ArticleState,
  type ScheduledAction,
  VALIDITY_END_LABELS,
  type ValidityEnd,
} from '@zhanqun/articles/schema';
import type { ScheduleView } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import { Badge, type BadgeTone } from '@zhanqun/ui/console';

const TONES: Record<ArticleState, BadgeTone> = { DRAFT: 'neutral', PUBLISHED: 'good', WITHDRAWN: 'alarm' };

interface Shown {
  state: ArticleState;
  isShared: boolean;
  /** The latest text is not the public one. */
  hasUnpublishedText: boolean;
  isInReview: boolean;
  schedules: readonly ScheduleView[];
  endedAs: ValidityEnd | null;
}

const DEEDS: Record<ScheduledAction, string> = { PUBLISH: '发布', WITHDRAW: '撤下' };

/** The state, and what else is to be known at a glance. */
export function ArticleBadges({ article }: { article: Shown }) {
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge tone={TONES[article.state]}>{ARTICLE_STATE_LABELS[article.state]}</Badge>
      {article.isInReview && <Badge tone="act">审核中</Badge>}
      {article.state === 'PUBLISHED' && article.hasUnpublishedText && !article.isInReview && (
        <Badge tone="act">有修改未发布</Badge>
      )}
      {article.schedules.map(({ action, at, fault }) => (
        <Badge key={action} tone={fault ? 'alarm' : 'act'}>
          {fault ? `定时${DEEDS[action]}没有办成` : `${formatDateTime(at)} ${DEEDS[action]}`}
        </Badge>
      ))}
      {article.endedAs && <Badge tone="alarm">{VALIDITY_END_LABELS[article.endedAs]}</Badge>}
      {article.isShared && <Badge tone="main">已共享</Badge>}
    </span>
  );
}
