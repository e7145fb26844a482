import { withAddresses } from '@zhanqun/articles/body';
import { findPublicArticle, findTombstone } from '@zhanqun/articles/server';
import { type ItemFields, recordOf } from '@zhanqun/columns/item-types';
import type { Transaction } from '@zhanqun/db';
import { DomainError, isId, notFound } from '@zhanqun/kit';
import { operationLoader } from './answer.server';
import { itemAnswer } from './item-answer.server';
import { OPERATIONS } from './operations';
import { siteIn } from './place.server';

/** Of an item that visitors were told is gone: that, and not that it never was. */
async function whatIsLeft(tx: Transaction, siteId: string, id: string): Promise<DomainError> {
  const stone = await findTombstone(tx, siteId, id);
  if (!stone || stone.kind === 'SECRECY') return notFound();
  return new DomainError('GONE', '这篇内容已由发布单位撤下，请删除您保存的副本。');
}

function linkOf(link: string | undefined, base: string): string | null {
  return link?.startsWith('/') ? base.replace(/\/$/, '') + link : (link ?? null);
}

function videoOf({ videoId, posterId, transcript = '' }: ItemFields, base: string) {
  if (!videoId) return null;
  const at = base.replace(/\/$/, '');
  return { url: `${at}/f/${videoId}/video.mp4`, posterUrl: posterId ? `${at}/f/${posterId}/poster` : null, transcript };
}

export const loader = operationLoader(OPERATIONS.getItem, async (args) => {
  const { tx, directory, params } = args;
  const site = siteIn(args);
  const id = params.id ?? '';
  if (!isId(id)) throw notFound();
  const article = await findPublicArticle(tx, site.id, id);
  if (!article) throw await whatIsLeft(tx, site.id, id);
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
    linkUrl: linkOf(article.fields.linkUrl, directory.urlOf(carriedFrom ?? site, '')),
    video: videoOf(article.fields, directory.urlOf(site, '')),
    record: recordOf(article.fields),
    attachments: article.attachments.map((file) => ({
      name: file.name,
      url: directory.urlOf(site, `/f/${file.id}/${encodeURIComponent(file.name)}`),
      type: file.mime,
      size: file.size,
    })),
  };
});
