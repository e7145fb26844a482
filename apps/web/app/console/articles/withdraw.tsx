import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { WITHDRAWAL_KIND_LABELS, WITHDRAWAL_KINDS, type WithdrawalKind } from '@zhanqun/articles/schema';
import { getArticleForDesk, planWithdrawal, withdrawArticle } from '@zhanqun/articles/server';
import { deskStateOf, refusal as refusalOfState } from '@zhanqun/articles/states';
import { DomainError, formatDateTime } from '@zhanqun/kit';
import { listCarriers } from '@zhanqun/sharing/server';
import { Callout, ConfirmPage, Field, PageHeader } from '@zhanqun/ui/console';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { readTime } from './article-form.server';
import { TIME_HELP } from './schedule-panel';

export const loader = siteLoader('article:withdraw', async ({ context, params }) => {
  const article = await getArticleForDesk(context, params.article ?? '');
  const carriers = await listCarriers(context, article.id);
  return {
    title: article.title,
    impossible: refusalOfState(deskStateOf(article), 'withdraw'),
    carriers: carriers.map(({ siteName }) => siteName),
    site: { code: context.site.code, name: context.site.name },
    articleId: article.id,
  };
});

export const action = siteAction({
  'article:withdraw': async ({ context, params, form }) => {
    const articleId = params.article ?? '';
    const at = readTime(context, form);
    const kind = WITHDRAWAL_KINDS.find((one) => one === form.get('kind'));
    if (!kind) throw new DomainError('INVALID', '请检查标出的项目。', { kind: ['请选择公众看到什么。'] });
    const replacedById = kind === 'REPLACED' ? idIn(String(form.get('replacedById') ?? '')) : undefined;
    const withdrawal = { articleId, reason: String(form.get('reason') ?? ''), kind, replacedById };
    if (at) {
      await planWithdrawal(context, { ...withdrawal, at });
      return redirectWith(consolePath.article(context.site.code, articleId), `将在 ${formatDateTime(at)} 撤下。`);
    }
    await withdrawArticle(context, withdrawal);
    return redirectWith(consolePath.article(context.site.code, articleId), '已撤回，公众看不到了。');
  },
});

/** The id in the address of an article, as it is copied from the browser. */
function idIn(address: string): string | undefined {
  return /\/a\/([0-9a-z]{18})\.html/.exec(address)?.[1];
}

const SEEN: Record<WithdrawalKind, string> = {
  ERROR: '原网址说明内容有误、已经撤回，不显示标题和原因。',
  EXPIRED: '原网址说明已经过期。',
  REPLACED: '打开原网址，转到代替它的文章。',
  OTHER: '原网址说明已经撤下。',
  SECRECY: '什么也不说，和从来没有这一页一样。',
};

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `撤回 ${data?.title ?? ''} - 站群管理平台` }];

export default function WithdrawPage() {
  const { title, impossible, carriers, site, articleId } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  const back = { label: '回到文章', href: consolePath.article(site.code, articleId) };
  if (impossible) {
    return (
      <>
        <PageHeader title={`撤回“${title}”`} back={back} />
        <Callout tone="info" title={impossible} />
      </>
    );
  }
  return (
    <ConfirmPage
      title={`撤回“${title}”`}
      back={back}
      effect={`将从 ${carriers.length + 1} 个站点撤下`}
      consequences={[
        carriers.length > 0 ? `本站，以及转载它的 ${carriers.join('、')}。` : '只有本站在显示它，没有站点转载。',
        '文章的图片和附件同时打不开。',
        '文字和各版都保留，修改后可以重新发布，首次发布时间不变。',
      ]}
      submit="撤回"
      pending="正在撤回…"
      intent="article:withdraw"
      errors={errors}
      message={message}
    >
      <Field
        kind="radio"
        name="kind"
        label="公众看到什么"
        required
        choices={WITHDRAWAL_KINDS.map((value) => ({
          value,
          label: WITHDRAWAL_KIND_LABELS[value],
          help: SEEN[value],
        }))}
        defaultValue={refusal?.typed.kind}
        errors={errors?.kind}
      />
      <Field
        kind="text"
        name="replacedById"
        label="代替它的文章的网址"
        help="只在选“由另一篇代替”时填写：本站另一篇已公开文章的网址。"
        defaultValue={refusal?.typed.replacedById}
        errors={errors?.replacedById}
      />
      <Field
        kind="textarea"
        name="reason"
        label="撤回的原因"
        required
        rows={3}
        limit={200}
        help="写给同事，记入日志，公众看不到。"
        defaultValue={refusal?.typed.reason}
        errors={errors?.reason}
      />
      <Field
        kind="date"
        time
        name="at"
        label="撤下的时间"
        help={`不填就现在撤回；填了到时间自动撤下，在此之前可以取消。${TIME_HELP}`}
        defaultValue={refusal?.typed.at}
        errors={errors?.at}
      />
    </ConfirmPage>
  );
}
