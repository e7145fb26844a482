import { data as answer, type MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { can } from '@zhanqun/access';
import type { ValidityEnd } from '@zhanqun/articles/schema';
import {
  approveArticle,
  cancelWithdrawal,
  checkArticle,
  findTypedDraft,
  getArticleForDesk,
  getRevision,
  listOthersTyping,
  listPassageComments,
  listPreviewComments,
  type RevisionView,
  recallArticle,
  returnArticle,
  scheduleArticle,
  settlePassage,
  setValidity,
  shareArticle,
  unscheduleArticle,
  unshareArticle,
} from '@zhanqun/articles/server';
import { formatDateTime, httpStatusOf, isDomainError } from '@zhanqun/kit';
import { findReviewOfItem, standingOf } from '@zhanqun/review/server';
import { listCarriers } from '@zhanqun/sharing/server';
import { DraftCleared, ErrorSummary } from '@zhanqun/ui/console';
import { useMemo, useRef } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { type Refusal, type SiteArgs, siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { ArticleBadges } from './article-badges';
import { ArticleForm, articleDraftKey, newArticleDraftKey } from './article-form';
import {
  afterKeeping,
  demandPassedForm,
  demandWay,
  editorSurroundings,
  type Kept,
  previewLink,
  publishKept,
  readTime,
  saveFromForm,
  submitKept,
  toArticle,
} from './article-form.server';
import { ArticleText } from './article-text';
import { FindingsProvider } from './findings-desk';
import { FindingsPanel, PassOverField } from './findings-panel';
import { PassageComments } from './passage-comments';
import { readPassages } from './passage-form.server';
import { PreviewComments } from './preview-comments';
import { PublicationPanel } from './publication-panel';
import { LastReview, ReviewPanel, TypedMeanwhile } from './review-panel';
import { ScheduleFault, SchedulePanel, scheduleOf } from './schedule-panel';
import { ValidityPanel } from './validity-panel';

export const loader = siteLoader('site:view', async (args) => {
  const { context, params, request } = args;
  const query = new URL(request.url).searchParams;
  const article = await getArticleForDesk(context, params.article ?? '');
  const review = await findReviewOfItem(context, article.id, article.openReviewId ?? undefined);
  const from = article.openReviewId ? (review?.revisionNumber ?? 0) : Number(query.get('from'));
  const text = from > 0 && from < article.latest.number ? await getRevision(context, article.id, from) : article.latest;
  return {
    ...(await editorSurroundings(context)),
    article,
    text,
    findings: await checkArticle(context, text),
    review,
    movedUpTo: review?.movedUpTo && (context.directory.find(review.movedUpTo)?.shortName ?? ''),
    standing: review && standingOf(context.actor, context.site, review),
    typing: can(context.actor, 'article:write', context.site)
      ? {
          others: await listOthersTyping(context, article.id),
          draft: await findTypedDraft(context, article.id),
        }
      : {},
    passages: await listPassageComments(context, article.id),
    comments: await listPreviewComments(context, article.id),
    carriers: article.isShared ? await listCarriers(context, article.id) : [],
    publicUrl: context.directory.urlOf(context.site, `/a/${article.id}.html`),
    isSiteOnline: context.site.state === 'ONLINE',
    preview: query.has('preview') ? previewLink(args, article) : undefined,
  };
});

type FormArgs = SiteArgs & { form: FormData };

/** A save that came too late is answered with the other text, so that both can be compared. */
export type Conflict = Refusal & { theirs: RevisionView };

async function saving(args: FormArgs, onSaved: (number: number) => Promise<Response>) {
  try {
    return await onSaved(await saveFromForm(args));
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'STALE') throw error;
    const { latest } = await getArticleForDesk(args.context, args.params.article ?? '');
    const typed = Object.fromEntries(
      [...args.form.entries()].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    const conflict: Conflict = {
      error: { code: error.code, message: error.message, fields: {} },
      typed,
      theirs: latest,
    };
    return answer(conflict, { status: httpStatusOf('STALE') });
  }
}

export const action = siteAction({
  'article:write#save': (args) =>
    saving(args, async (number) => toArticle(args, kept(args, number), `第 ${number} 版已保存，还没有公开。`)),
  'article:write#overwrite': (args) => {
    args.form.set('basedOnNumber', String(args.form.get('newestNumber')));
    return saving(args, async (number) =>
      toArticle(args, kept(args, number), `您的内容已保存为第 ${number} 版，对方的仍在历史版本里。`),
    );
  },
  'article:write#preview': (args) =>
    saving(args, async (number) =>
      toArticle(args, kept(args, number), `第 ${number} 版的预览链接已生成。`, { view: { preview: '1' } }),
    ),
  'article:write#submit': async (args) => {
    await demandWay(args, 'submit');
    const at = readTime(args.context, args.form);
    return saving(args, (number) =>
      afterKeeping(args, kept(args, number), `第 ${number} 版已保存。`, () =>
        submitKept(args.context, kept(args, number), at),
      ),
    );
  },
  'article:write#recall': async (args) => {
    await recallArticle(args.context, { articleId: articleOf(args) });
    return redirectWith(consolePath.article(args.context.site.code, articleOf(args)), '已收回，可以修改了。');
  },
  'article:write#settle': async (args) => {
    await settlePassage(args.context, {
      articleId: articleOf(args),
      commentId: String(args.form.get('commentId') ?? ''),
    });
    return redirectWith(consolePath.article(args.context.site.code, articleOf(args)), '这一处意见已处理。');
  },
  'article:review#approve': async (args) => {
    return redirectWith(consolePath.reviews(), toldOf(await approveArticle(args.context, decision(args))));
  },
  'article:review#return': async (args) => {
    await returnArticle(args.context, { ...decision(args), passages: readPassages(args.form) });
    return redirectWith(consolePath.reviews(), '已退回，起草人能看到您的意见。');
  },
  'article:publish': async (args) => {
    await demandWay(args, 'publish');
    const at = readTime(args.context, args.form);
    const passOverReason = await demandPassedForm(args.context, args.form);
    return saving(args, (number) =>
      afterKeeping(args, kept(args, number), `第 ${number} 版已保存。`, () =>
        publishKept(args.context, kept(args, number), { at, passOverReason }),
      ),
    );
  },
  'article:publish#schedule': async (args) => {
    const at = readTime(args.context, args.form);
    const plan = { articleId: articleOf(args), revisionNumber: Number(args.form.get('revisionNumber')) };
    // The command says what is wrong with no time at all.
    await scheduleArticle(args.context, { ...plan, at: at as Date });
    return redirectWith(consolePath.article(args.context.site.code, articleOf(args)), '发布时间已改。');
  },
  'article:publish#unschedule': async (args) => {
    await unscheduleArticle(args.context, { articleId: articleOf(args) });
    return redirectWith(consolePath.article(args.context.site.code, articleOf(args)), '定时已取消，可以修改了。');
  },
  'article:publish#validity': async (args) => {
    const end = String(args.form.get('validityEnd') ?? '') as ValidityEnd;
    const validity = { end, day: String(args.form.get('day') ?? '') };
    await setValidity(args.context, { articleId: articleOf(args), validity });
    return redirectWith(consolePath.article(args.context.site.code, articleOf(args)), '有效期已保存。');
  },
  'article:publish#lasting': async (args) => {
    await setValidity(args.context, { articleId: articleOf(args), validity: null });
    return redirectWith(consolePath.article(args.context.site.code, articleOf(args)), '已改为长期有效。');
  },
  'article:withdraw#keep': async (args) => {
    await cancelWithdrawal(args.context, { articleId: articleOf(args) });
    return redirectWith(consolePath.article(args.context.site.code, articleOf(args)), '定时撤下已取消，照常公开。');
  },
  'article:share#on': async (args) => {
    await shareArticle(args.context, { articleId: articleOf(args) });
    return redirectWith(consolePath.article(args.context.site.code, articleOf(args)), '已共享，其他站点可以转载。');
  },
  'article:share#off': async (args) => {
    await unshareArticle(args.context, { articleId: articleOf(args) });
    return redirectWith(consolePath.article(args.context.site.code, articleOf(args)), '已取消共享。');
  },
});

function articleOf({ params }: SiteArgs): string {
  return params.article ?? '';
}

function toldOf({ isPublished, publishAt, next }: Awaited<ReturnType<typeof approveArticle>>): string {
  if (isPublished) return '已通过并发布，公众现在就能看到。';
  if (publishAt) return `已通过，将在 ${formatDateTime(publishAt)} 发布。`;
  return `已通过，转到第 ${next?.level} 级“${next?.name}”。`;
}

function kept(args: SiteArgs, number: number): Kept {
  return { id: articleOf(args), number };
}

function decision(args: FormArgs) {
  const { form } = args;
  return {
    articleId: articleOf(args),
    reviewId: String(form.get('reviewId') ?? ''),
    level: Number(form.get('level')),
    comment: String(form.get('comment') ?? ''),
    passOverReason: String(form.get('passOverReason') ?? '').trim() || undefined,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.article.title ?? '文章'} - ${data?.site.name ?? ''} - 站群管理平台` },
];

/** Set by the link that drops one's own text for the other's: the form is then built anew from what is saved. */
interface Taking {
  taken?: number;
}

export default function ArticlePage() {
  const { findings, text, passages } = useLoaderData<typeof loader>();
  const notes = useMemo(() => passages.filter(({ settledAt }) => !settledAt), [passages]);
  return (
    <FindingsProvider findings={findings} notes={notes} text={text}>
      <ArticleDesk />
    </FindingsProvider>
  );
}

function ArticleDesk() {
  const data = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const location = useLocation();
  const { article, text, site } = data;
  const savedNow = new URLSearchParams(location.search).get('saved') ?? '';
  const savedAtFirst = useRef(savedNow);
  const generation = useRef(0);
  generation.current = (location.state as Taking | null)?.taken ?? generation.current;
  const { review } = data;
  // Before the form, so that a draft that was just saved is gone when the form looks for one.
  const cleared = (
    <>
      {savedNow !== savedAtFirst.current && (
        <DraftCleared key={savedNow} storageKey={articleDraftKey(data.accountId, article.id)} />
      )}
      {savedNow.startsWith('1.') && <DraftCleared storageKey={newArticleDraftKey(data.accountId, site.code)} />}
    </>
  );
  const isWaitingForTime = article.publishAt ? scheduleOf(article, 'PUBLISH') !== undefined : false;
  const mayChange = data.mayWrite && !article.openReviewId && !isWaitingForTime;
  const panel = (
    <div className="flex flex-col gap-6">
      {review && !article.openReviewId && <LastReview review={review} />}
      <ScheduleFault article={article} />
      <FindingsPanel findings={data.findings} mayChange={mayChange} />
      <PassageComments comments={data.passages} maySettle={mayChange} />
      <PreviewComments comments={data.comments} />
      <PublicationPanel data={data} />
      <ValidityPanel
        siteCode={site.code}
        article={article}
        mayPublish={data.mayPublish}
        typed={refusal?.typed}
        errors={summaryOf(refusal).errors}
      />
    </div>
  );
  const header = {
    title: article.title,
    back: { label: '全部内容', href: consolePath.articles(site.code) },
    badge: (
      <ArticleBadges
        article={{
          ...article,
          hasUnpublishedText: article.publishedNumber !== article.latest.number,
          isInReview: article.openReviewId !== null,
        }}
      />
    ),
  };
  if (review && data.standing && article.openReviewId) {
    const { errors, message } = summaryOf(refusal);
    const { standing } = data;
    return (
      <>
        {cleared}
        <ArticleText
          {...header}
          lead={`正在审核，各级通过后${review.publishAt ? `等到 ${formatDateTime(review.publishAt)} ` : '自动'}发布。`}
          siteCode={site.code}
          text={text}
          refusal={
            <>
              <ErrorSummary errors={errors} message={message} undone="没有办理" />
              {refusal && <TypedMeanwhile typed={refusal.typed} isDeciding={standing.may} />}
            </>
          }
          aside={
            <div className="flex flex-col gap-6">
              <ReviewPanel
                siteCode={site.code}
                articleId={article.id}
                review={review}
                standing={standing}
                movedUpTo={data.movedUpTo}
                mayRecall={data.mayWrite}
                typed={refusal?.typed}
                errors={errors}
              >
                {data.mayPassOver && data.findings.some(({ weight }) => weight === 'BLOCK') && (
                  <PassOverField typed={refusal?.typed} errors={errors} />
                )}
              </ReviewPanel>
              {panel}
            </div>
          }
        />
      </>
    );
  }
  const waiting = article.publishAt ? scheduleOf(article, 'PUBLISH') : undefined;
  if (waiting) {
    const { errors, message } = summaryOf(refusal);
    return (
      <>
        {cleared}
        <ArticleText
          {...header}
          lead="已安排定时发布，到时间以前文字和栏目不动。"
          siteCode={site.code}
          text={article.latest}
          refusal={
            <>
              <ErrorSummary errors={errors} message={message} undone="没有办理" />
              {refusal && <TypedMeanwhile typed={refusal.typed} isDeciding={false} />}
            </>
          }
          aside={
            <div className="flex flex-col gap-6">
              <SchedulePanel
                siteCode={site.code}
                articleId={article.id}
                schedule={waiting}
                mayPublish={data.mayPublish}
                typed={refusal?.typed}
                errors={errors}
              />
              {panel}
            </div>
          }
        />
      </>
    );
  }
  if (!data.mayWrite) return <ArticleText {...header} siteCode={site.code} text={article.latest} aside={panel} />;
  // What the public one corrected has been told.
  const isWaiting = text.number === article.latest.number && article.publishedNumber !== text.number;
  const from = text.number < article.latest.number ? text.number : undefined;
  return (
    <>
      {cleared}
      <ArticleForm
        key={`${generation.current}.${from ?? ''}`}
        {...header}
        surroundings={data}
        text={{ ...text, columnId: article.columnId, correctionNote: isWaiting ? text.correctionNote : '' }}
        opened={{ id: article.id, number: article.latest.number, state: article.state, from }}
        saved={savedNow}
        refusal={refusal}
        theirs={refusal && 'theirs' in refusal ? (refusal as Conflict).theirs : undefined}
        preview={data.preview}
        typing={data.typing}
        aside={panel}
      />
    </>
  );
}
