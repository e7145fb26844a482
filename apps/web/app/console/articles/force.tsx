import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { forceArticle, getArticleForDesk } from '@zhanqun/articles/server';
import { deskStateOf, refusal as refusalOfState } from '@zhanqun/articles/states';
import { checkText } from '@zhanqun/checks/server';
import { Callout, ConfirmPage, Field, PageHeader } from '@zhanqun/ui/console';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { PassOverField } from './findings-panel';

export const loader = siteLoader('article:force', async ({ context, params }) => {
  const article = await getArticleForDesk(context, params.article ?? '');
  const isPublic = article.publishedNumber === article.latest.number;
  return {
    title: article.title,
    impossible: isPublic
      ? `第 ${article.latest.number} 版已经公开，没有新的修改需要发布。`
      : refusalOfState(deskStateOf(article), 'force'),
    revisionNumber: article.latest.number,
    isInReview: article.openReviewId !== null,
    isBlocked: (await checkText(context, article.latest)).some(({ weight }) => weight === 'BLOCK'),
    site: { code: context.site.code },
    articleId: article.id,
  };
});

export const action = siteAction({
  'article:force': async ({ context, params, form }) => {
    const articleId = params.article ?? '';
    await forceArticle(context, {
      articleId,
      revisionNumber: Number(form.get('revisionNumber')),
      reason: String(form.get('reason') ?? ''),
      passOverReason: String(form.get('passOverReason') ?? '').trim() || undefined,
    });
    return redirectWith(consolePath.article(context.site.code, articleId), '已强制发布，等待事后补审。');
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `强制发布 ${data?.title ?? ''} - 站群管理平台` },
];

export default function ForcePage() {
  const { title, impossible, revisionNumber, isInReview, isBlocked, site, articleId } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  const back = { label: '回到文章', href: consolePath.article(site.code, articleId) };
  if (impossible) {
    return (
      <>
        <PageHeader title={`强制发布“${title}”`} back={back} />
        <Callout tone="info" title={impossible} />
      </>
    );
  }
  return (
    <ConfirmPage
      title={`强制发布“${title}”`}
      back={back}
      effect={`不经审核，马上公开第 ${revisionNumber} 版`}
      consequences={[
        ...(isInReview ? ['正在进行的审核随之终止，起草人会收到通知。'] : []),
        '列入事后补审，由没有经手的审核员补审。',
        '您的姓名和理由记入日志。',
      ]}
      submit="强制发布"
      pending="正在发布…"
      intent="article:force"
      errors={errors}
      message={message}
    >
      <input type="hidden" name="revisionNumber" value={revisionNumber} />
      <Field
        kind="textarea"
        name="reason"
        label="为什么等不及审核"
        required
        rows={3}
        limit={200}
        help="例如：防汛预警，须立即公开。补审的人能看到。"
        defaultValue={refusal?.typed.reason}
        errors={errors?.reason}
      />
      {isBlocked && <PassOverField typed={refusal?.typed} errors={errors} />}
    </ConfirmPage>
  );
}
