import type { SiteContext } from '@zhanqun/tenancy/server';
import { createArticle } from './commands/create-article.server';
import { publishArticle } from './commands/publish-article.server';
import { shareArticle } from './commands/share-article.server';
import type { CreateArticleInput } from './schema';

type Wish = Partial<CreateArticleInput> & { columnId: string };

/** A draft with some text, made through its command. */
export async function makeDraft(context: SiteContext, wish: Wish): Promise<string> {
  const text = { title: '关于便民服务的说明', body: '<p>服务时间为工作日上午九时至下午五时。</p>' };
  return (await createArticle(context, { ...text, ...wish })).articleId;
}

export async function makePublished(context: SiteContext, wish: Wish): Promise<string> {
  const articleId = await makeDraft(context, wish);
  await publishArticle(context, { articleId });
  return articleId;
}

export async function makeShared(context: SiteContext, wish: Wish): Promise<string> {
  const articleId = await makePublished(context, wish);
  await shareArticle(context, { articleId });
  return articleId;
}
