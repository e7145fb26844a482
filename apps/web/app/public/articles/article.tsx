import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { ArticlePage, PreviewComment } from '@zhanqun/ui/public';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';
import { findPreviewRevision, loadArticle, loadDraft } from './article.server';
import { takeComment } from './preview-comment.server';

/** The public text of an item; with a preview of one revision that text, in the frame it would have. */
export async function loader(args: LoaderFunctionArgs) {
  const draft = await findPreviewRevision(args.context);
  return publicLoader((page) => (draft ? loadDraft(page, draft) : loadArticle(page)))(args);
}

/** Only a signed preview of one revision takes what its reader says. */
export async function action({ context, request }: ActionFunctionArgs) {
  const refusal = await takeComment(context, request);
  return data({ refusal, isSaid: refusal === undefined }, { status: refusal ? 422 : 200 });
}

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>((page) => ({
  title: page.article.title,
  description: page.summary,
  column: page.column,
  article: {
    title: page.article.title,
    publishedAt: page.article.publishedAt,
    source: page.article.source,
    author: page.article.author ?? '',
    keywords: page.keywords,
  },
}));

function Comment({ action: href }: { action: string }) {
  const said = useActionData<typeof action>();
  return (
    <PreviewComment
      action={href}
      isSaid={said?.isSaid ?? false}
      {...(said?.refusal ? { refusal: said.refusal } : {})}
    />
  );
}

export default publicPage<typeof loader>(
  (page) => (
    <>
      <ArticlePage article={page.article} trail={page.trail} readingScriptHref="/reading.js" />
      {page.commentHref ? <Comment action={page.commentHref} /> : null}
    </>
  ),
  { current: (page) => page.top },
);
