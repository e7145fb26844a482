import { Form, useNavigation } from '@remix-run/react';
import { plainText } from '@zhanqun/articles/body';
import { formatDateTime } from '@zhanqun/kit';
import { REVIEW_DECISION_LABELS, REVIEW_PLACE_LABELS, type ReviewPlace } from '@zhanqun/review/schema';
import type { ReviewStanding, ReviewStepView, ReviewView } from '@zhanqun/review/server';
import { Badge, Callout, Field, type FormErrors } from '@zhanqun/ui/console';
import type { MouseEvent, ReactNode } from 'react';
import { consolePath } from '../paths';
import { PassageFields } from './passage-fields';

export interface ReviewPanelProps {
  siteCode: string;
  articleId: string;
  review: ReviewView;
  /** Whether the reader decides at this level, or why not. */
  standing: ReviewStanding;
  /** Who decides since the site has nobody: the site above, "" for nobody. */
  movedUpTo?: string;
  mayRecall: boolean;
  typed?: Record<string, string>;
  errors?: FormErrors;
  /** Further fields of the decision. */
  children?: ReactNode;
}

function whyNot(standing: Extract<ReviewStanding, { may: false }>): string {
  if ('name' in standing) {
    return `您代${standing.name}审核，而这篇内容由${standing.name}起草、提交或审核过，要由另一个人审核。`;
  }
  if (standing.because === 'had a hand in it') return '这篇内容由您起草、提交或已由您审核过，要由另一个人审核。';
  if (standing.because === 'decided above') return '这一级由上级站点的审核员审核。';
  return '等待审核员审核。';
}

/** Who decided, and for whom. */
function personOf({ personName, onBehalfOfName }: ReviewStepView): string {
  return onBehalfOfName ? `${personName}（代${onBehalfOfName}）` : personName;
}

function stepOf(review: ReviewView, level: number): ReviewStepView | undefined {
  return review.steps.find((step) => step.level === level && step.decision !== 'SUBMIT');
}

function Level({
  review,
  name,
  place,
  level,
}: {
  review: ReviewView;
  name: string;
  place: ReviewPlace;
  level: number;
}) {
  const step = stepOf(review, level);
  const isHere = review.state === 'OPEN' && review.level === level;
  return (
    <li className="flex flex-col gap-0.5">
      <span className="flex flex-wrap items-center gap-2">
        <span className="font-medium">
          {level}. {name}
        </span>
        {isHere && <Badge tone="act">正在这一级</Badge>}
        {step && (
          <Badge tone={step.decision === 'APPROVE' ? 'good' : 'alarm'}>{REVIEW_DECISION_LABELS[step.decision]}</Badge>
        )}
      </span>
      <span className="text-sm text-ink-soft">
        {step ? `${personOf(step)} ${formatDateTime(step.at)}` : REVIEW_PLACE_LABELS[place]}
      </span>
      {step?.comment && <span className="text-sm break-words">意见：{step.comment}</span>}
    </li>
  );
}

/** Where a review stands, level by level. */
export function ReviewLevels({ review }: { review: ReviewView }) {
  return (
    <ol className="flex flex-col gap-3">
      {review.levels.map(({ name, place }, index) => (
        <Level key={name} review={review} name={name} place={place} level={index + 1} />
      ))}
    </ol>
  );
}

/** An item under review: how far it is, and the decision of whoever is asked for it. */
export function ReviewPanel(props: ReviewPanelProps) {
  const { siteCode, articleId, review, standing, movedUpTo, mayRecall, typed, errors, children } = props;
  const isLast = review.level === review.levels.length;
  const navigation = useNavigation();
  const isBusy = navigation.state !== 'idle' && navigation.formMethod === 'POST';
  const button = {
    type: 'submit',
    name: 'intent',
    'aria-disabled': isBusy,
    onClick: (event: MouseEvent) => isBusy && event.preventDefault(),
  } as const;
  return (
    <section className="zc-card flex flex-col gap-4 p-4" aria-labelledby="review-title">
      <h2 id="review-title" className="text-lg font-semibold">
        审核第 {review.revisionNumber} 版
      </h2>
      <p className="text-sm text-ink-soft">
        {review.steps[0]?.personName} {formatDateTime(review.submittedAt)} 提交。
      </p>
      <ReviewLevels review={review} />
      {movedUpTo !== undefined && (
        <Callout tone="warn">
          {movedUpTo
            ? `原来的站点没有人能审这一级，现在由${movedUpTo}的审核员审核。`
            : '现在没有人能审这一级。请站点管理员添加审核员，或请审核员安排代理。'}
        </Callout>
      )}
      {standing.may ? (
        <Form
          method="post"
          action={consolePath.article(siteCode, articleId)}
          noValidate
          className="flex flex-col gap-4 border-t border-line pt-4"
        >
          {standing.onBehalfOf && <Callout tone="info">您代{standing.onBehalfOf.name}审核，日志会写明。</Callout>}
          <input type="hidden" name="reviewId" value={review.id} />
          <input type="hidden" name="level" value={review.level} />
          <Field
            kind="textarea"
            name="comment"
            label="审核意见"
            rows={3}
            limit={500}
            help="退回时必须写明要修改什么；起草人能看到。"
            defaultValue={typed?.comment}
            errors={errors?.comment}
          />
          <PassageFields typed={typed} errors={errors} />
          {isLast && children}
          <div className="flex flex-wrap gap-2">
            <button {...button} value="article:review#approve" className="zc-button zc-button-main">
              {isLast ? '通过并发布' : '通过'}
            </button>
            <button {...button} value="article:review#return" className="zc-button">
              退回修改
            </button>
          </div>
        </Form>
      ) : (
        <Callout tone="info">{whyNot(standing)}</Callout>
      )}
      {mayRecall && (
        <Form
          method="post"
          action={consolePath.article(siteCode, articleId)}
          className="flex flex-col items-start gap-2 border-t border-line pt-4"
        >
          <p className="text-sm text-ink-soft">审核期间不能修改。收回后可以修改，再重新提交。</p>
          <button {...button} value="article:write#recall" className="zc-button">
            收回
          </button>
        </Form>
      )}
    </section>
  );
}

/** What was typed into a form that is gone since the item went under review, or on, meanwhile: shown, so that it can be copied. */
export function TypedMeanwhile({ typed, isDeciding }: { typed: Record<string, string>; isDeciding: boolean }) {
  const parts = [
    { label: '标题', value: typed.title },
    { label: '正文', value: typed.body && plainText(typed.body) },
    { label: '审核意见', value: isDeciding ? undefined : typed.comment },
  ].filter(({ value }) => value);
  if (parts.length === 0) return null;
  return (
    <Callout tone="info" title="您填写的内容没有丢失">
      {parts.map(({ label, value }) => (
        <label key={label} className="mt-2 flex flex-col gap-1">
          {label}
          <textarea readOnly rows={label === '标题' ? 1 : 6} className="zc-input" value={value} />
        </label>
      ))}
    </Callout>
  );
}

/** What became of the last review of an item that is open for changes again. */
export function LastReview({ review }: { review: ReviewView }) {
  const last = review.steps.at(-1);
  if (review.state !== 'RETURNED' || !last) return null;
  return (
    <Callout tone="warn" title={`第 ${review.revisionNumber} 版被退回修改`}>
      {personOf(last)} {formatDateTime(last.at)}：{last.comment}
    </Callout>
  );
}
