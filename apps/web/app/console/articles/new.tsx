import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { findTypedDraft } from '@zhanqun/articles/server';
import { EmptyState, PageHeader } from '@zhanqun/ui/console';
import { useRefusal } from '../answer';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { ArticleForm, EMPTY_TEXT } from './article-form';
import {
  afterKeeping,
  createFromForm,
  demandPassedForm,
  demandWay,
  editorSurroundings,
  type Kept,
  publishKept,
  readTime,
  submitKept,
  toArticle,
} from './article-form.server';

export const loader = siteLoader('article:write', async ({ context, request }) => ({
  ...(await editorSurroundings(context)),
  draft: await findTypedDraft(context),
  columnId: new URL(request.url).searchParams.get('column') ?? '',
}));

export const action = siteAction({
  'article:write#save': async (args) => toArticle(args, made(await createFromForm(args)), '草稿已保存，还没有公开。'),
  'article:write#preview': async (args) =>
    toArticle(args, made(await createFromForm(args)), '草稿已保存，预览链接已生成。', { view: { preview: '1' } }),
  'article:write#submit': async (args) => {
    await demandWay(args, 'submit');
    const at = readTime(args.context, args.form);
    const articleId = await createFromForm(args);
    return afterKeeping(args, made(articleId), '草稿已保存。', () => submitKept(args.context, made(articleId), at));
  },
  'article:publish': async (args) => {
    await demandWay(args, 'publish');
    const at = readTime(args.context, args.form);
    const passOverReason = await demandPassedForm(args.context, args.form);
    const articleId = await createFromForm(args);
    return afterKeeping(args, made(articleId), '草稿已保存。', () =>
      publishKept(args.context, made(articleId), { at, passOverReason }),
    );
  },
});

function made(id: string): Kept {
  return { id, number: 1 };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `写文章 - ${data?.site.name ?? ''} - 站群管理平台` },
];

export default function NewArticlePage() {
  const data = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const back = { label: '全部内容', href: consolePath.articles(data.site.code) };
  if (data.columns.every(({ disabled }) => disabled)) {
    return (
      <>
        <PageHeader title="写文章" back={back} />
        <EmptyState
          icon="sitemap"
          title="先有栏目，才能放文章"
          action={{ label: '去建栏目', href: consolePath.columns(data.site.code) }}
        >
          <p>本站还没有可以放文章的栏目。栏目由站点管理员设置。</p>
        </EmptyState>
      </>
    );
  }
  return (
    <ArticleForm
      title="写文章"
      back={back}
      surroundings={data}
      text={{ ...EMPTY_TEXT, columnId: data.columnId }}
      typing={{ draft: data.draft }}
      refusal={refusal}
    />
  );
}
