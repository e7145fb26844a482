import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { getRevision } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import { decideLaterReview, getLaterReview, standingOf } from '@zhanqun/review/server';
import { Callout, ErrorSummary, Field } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { ArticleText } from '../articles/article-text';
import { redirectWith } from '../flash.server';
import { type SiteArgs, siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';

export const loader = siteLoader('article:review', async ({ context, params }) => {
  const later = await getLaterReview(context, params.later ?? '');
  const standing = standingOf(context.actor, context.site, later);
  return {
    later,
    text: await getRevision(context, later.articleId, later.revisionNumber),
    site: { code: context.site.code },
    mayDecide: later.state === 'OPEN' && standing.may,
    hasHand: !standing.may && standing.because !== 'decided above' && standing.because !== 'reads',
  };
});

async function decide(args: SiteArgs & { form: FormData }, decision: 'CONFIRMED' | 'OBJECTED'): Promise<Response> {
  const comment = String(args.form.get('comment') ?? '');
  await decideLaterReview(args.context, { laterReviewId: args.params.later ?? '', decision, comment });
  const told = decision === 'CONFIRMED' ? '已补审，没有问题。' : '已补审，起草人和强制发布的人会收到您的意见。';
  return redirectWith(consolePath.laterReviews(), told);
}

export const action = siteAction({
  'article:review#confirm': (args) => decide(args, 'CONFIRMED'),
  'article:review#object': (args) => decide(args, 'OBJECTED'),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `补审 ${data?.later.title ?? ''} - 站群管理平台` },
];

function Decision() {
  const { later, mayDecide, hasHand } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  if (later.state !== 'OPEN') {
    return (
      <Callout tone={later.state === 'CONFIRMED' ? 'success' : 'warn'}>
        {later.decidedByName} {later.decidedAt && formatDateTime(later.decidedAt)}：
        {later.state === 'CONFIRMED' ? '补审无误' : '补审有问题'}
        {later.comment && `，${later.comment}`}
      </Callout>
    );
  }
  if (!mayDecide) {
    return (
      <Callout tone="info">
        {hasHand ? '这篇内容由您或您所代的人起草或强制发布，要由另一个人补审。' : '这篇内容由上级站点的审核员补审。'}
      </Callout>
    );
  }
  return (
    <Form method="post" noValidate className="flex flex-col gap-4 border-t border-line pt-4">
      <Field
        kind="textarea"
        name="comment"
        label="补审意见"
        rows={3}
        limit={500}
        help="有问题时必须写明；文章仍然公开，请同时告诉对方更正或撤回。"
        defaultValue={refusal?.typed.comment}
        errors={refusal?.error.fields.comment}
      />
      <div className="flex flex-wrap gap-2">
        <button type="submit" name="intent" value="article:review#confirm" className="zc-button zc-button-main">
          没有问题
        </button>
        <button type="submit" name="intent" value="article:review#object" className="zc-button">
          有问题
        </button>
      </div>
    </Form>
  );
}

export default function LaterReview(): ReactElement {
  const { later, text, site } = useLoaderData<typeof loader>();
  const { errors, message } = summaryOf(useRefusal());
  return (
    <ArticleText
      title={later.title}
      lead="没有经过审核就已经公开，请补审。"
      back={{ label: '事后补审', href: consolePath.laterReviews() }}
      siteCode={site.code}
      text={text}
      refusal={<ErrorSummary errors={errors} message={message} undone="没有办理" />}
      aside={
        <section className="zc-card flex flex-col gap-4 p-4" aria-labelledby="later-title">
          <h2 id="later-title" className="text-lg font-semibold">
            补审第 {later.revisionNumber} 版
          </h2>
          <p className="break-words">
            {later.forcedByName} {formatDateTime(later.forcedAt)} 强制发布：{later.reason}
          </p>
          <Decision />
          <Link to={consolePath.article(site.code, later.articleId)} className="zc-link self-start">
            打开文章，更正或撤回
          </Link>
        </section>
      }
    />
  );
}
