import type { LoaderFunctionArgs } from '@remix-run/node';
import { ArticlePage } from '@zhanqun/ui/public';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';
import { findPreviewRevision, loadArticle, loadDraft } from './article.server';

/** The public text of an item; with a preview of one revision that text, in the frame it would have. */
export async function loader(args: LoaderFunctionArgs) {
  const draft = await findPreviewRevision(args.context);
  return publicLoader((page) => (draft ? loadDraft(page, draft) : loadArticle(page)))(args);
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

export default publicPage<typeof loader>(
  (page) => <ArticlePage article={page.article} trail={page.trail} readingScriptHref="/reading.js" />,
  { current: (page) => page.top },
);
