import { withAddresses } from '@zhanqun/articles/body';
import { getPublicArticle } from '@zhanqun/articles/server';
import { recordOf } from '@zhanqun/columns/item-types';
import { isId, notFound } from '@zhanqun/kit';
import { operationLoader } from './answer.server';
import { itemAnswer } from './item-answer.server';
import { OPERATIONS } from './operations';
import { siteIn } from './place.server';

export const loader = operationLoader(OPERATIONS.getItem, async (args) => {
  const { tx, directory, params } = args;
  const site = siteIn(args);
  const id = params.id ?? '';
  if (!isId(id)) throw notFound();
  const article = await getPublicArticle(tx, site.id, id);
  const carriedFrom = article.sourceSite ? directory.find(article.sourceSite.id) : undefined;
  return {
    ...itemAnswer(args, site, article, {
      column: { code: article.columnCode, name: article.columnName },
      carriedFrom,
    }),
    bodyHtml: withAddresses(article.body, {
      files: directory.urlOf(site, ''),
      links: directory.urlOf(carriedFrom ?? site, ''),
    }),
    record: recordOf(article.fields),
    attachments: article.attachments.map((file) => ({
      name: file.name,
      url: directory.urlOf(site, `/f/${file.id}/${encodeURIComponent(file.name)}`),
      type: file.mime,
      size: file.size,
    })),
  };
});
