import type { AppLoadContext } from '@remix-run/node';
import { VALIDITY_END_LABELS, type WithdrawalKind } from '@zhanqun/articles/schema';
import {
  findPublicArticle,
  findPreviewRevision as findRevision,
  findTombstone,
  type PreviewRevision,
  type PublicArticle,
  type PublicAttachment,
} from '@zhanqun/articles/server';
import type { FoundColumn } from '@zhanqun/columns/server';
import { findPublicProvenance, type PublicProvenance } from '@zhanqun/imports/server';
import { DomainError, formatDate, formatDateTime, isId } from '@zhanqun/kit';
import type { ArticleView, AttachmentView } from '@zhanqun/ui/public';
import { trailTo } from '../columns/column.server';
import { type PublicArgs, pageNotFound, visitOf } from '../page.server';
import type { PublicPaths } from '../paths';
import { bodyAt } from './body.server';
import { factViews, recordLines, recordOfArticle } from './item-record.server';

/** What people call a file type. */
const TYPE_NAMES: Record<string, string> = {
  'application/pdf': 'PDF 文档',
  'application/msword': 'Word 文档',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word 文档',
  'application/vnd.ms-excel': 'Excel 表格',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel 表格',
  'application/vnd.ms-powerpoint': 'PowerPoint 演示文稿',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PowerPoint 演示文稿',
  'application/zip': 'ZIP 压缩包',
  'text/plain': '文本文件',
  'text/csv': 'CSV 表格',
  'audio/mpeg': 'MP3 音频',
  'video/mp4': 'MP4 视频',
};

/** What the page of an item shows; `commentHref` is where the reader of a signed preview may say something. */
interface ShownArticle extends ReturnType<typeof frameOf> {
  article: ArticleView;
  commentHref: string | undefined;
}

export async function loadArticle(args: PublicArgs): Promise<ShownArticle> {
  const { tx, visit, tree, paths, params, shell, directory } = args;
  const id = /^([0-9a-z]{18})\.html$/.exec(params.file ?? '')?.[1] ?? '';
  if (!isId(id)) throw pageNotFound();
  const article = await findPublicArticle(tx, visit.site.id, id);
  if (!article) throw await whatIsLeft(args, id);
  const found = tree.find((column) => column.id === article.columnId);
  const source = article.sourceSite ? directory.find(article.sourceSite.id) : undefined;
  return {
    article: {
      ...viewOf(article, bodyAt(args, article)),
      source: article.source || (article.sourceSite?.name ?? shell.site.name),
      ...(await recordOfArticle(args, article, found?.column.kind)),
      ...factViews(args, article, found?.column.kind),
      attachments: article.attachments.map((file) => attachmentView(file, paths)),
      ...provenanceView(await findPublicProvenance(tx, article.articleSiteId, article.articleId)),
      ...(source
        ? {
            carriedFrom: {
              name: source.name,
              href: directory.href(visit.site, source, `/a/${article.articleId}.html`),
            },
          }
        : {}),
      ...(article.previous
        ? { previous: { label: article.previous.title, href: paths.article(article.previous.id) } }
        : {}),
      ...(article.next ? { next: { label: article.next.title, href: paths.article(article.next.id) } } : {}),
    },
    commentHref: undefined,
    ...frameOf(article, found, paths),
  };
}

function provenanceView(from: PublicProvenance | undefined): Pick<ArticleView, 'provenance'> {
  if (!from?.originalAt && !from?.originalUrl) return {};
  return {
    provenance: {
      ...(from.originalAt ? { at: formatDateTime(from.originalAt) } : {}),
      ...(from.originalUrl ? { address: from.originalUrl } : {}),
    },
  };
}

const GONE: Record<Exclude<WithdrawalKind, 'SECRECY'>, string> = {
  ERROR: '这篇内容有误，已由发布单位撤回。',
  EXPIRED: '这篇内容已经过期，不再提供查看。',
  REPLACED: '这篇内容已由新的内容代替，请从栏目或搜索查找。',
  OTHER: '这篇内容已由发布单位撤下，不再提供查看。',
};

/**
 * What the address of an item answers that visitors do not see: the way to what replaces it, that it is gone and why, or
 * the same as an address where nothing ever was.
 */
async function whatIsLeft({ tx, visit, paths }: PublicArgs, id: string): Promise<Response | DomainError> {
  const stone = await findTombstone(tx, visit.site.id, id);
  if (!stone || stone.kind === 'SECRECY') return pageNotFound();
  if (!stone.replacedById) return new DomainError('GONE', GONE[stone.kind]);
  // Not for good: what was withdrawn may return to its own address.
  return new Response(null, { status: 302, headers: { Location: paths.article(stone.replacedById) } });
}

function attachmentView(file: PublicAttachment, paths: PublicPaths): AttachmentView {
  return {
    name: file.name,
    href: paths.file(file.id, file.name),
    type: TYPE_NAMES[file.mime] ?? '文件',
    bytes: file.size,
  };
}

/** Where an article stands, for its breadcrumb and its META tags. */
function frameOf(article: { summary: string; keywords: string }, found: FoundColumn | undefined, paths: PublicPaths) {
  const name = found?.column.name ?? '';
  return {
    summary: article.summary,
    keywords: article.keywords,
    trail: trailTo(found?.line ?? [], paths),
    top: paths.column(found?.line[0]?.code ?? ''),
    column: {
      name,
      description: found?.column.description ?? '',
      keywords: found?.column.keywords || name,
      type: found?.column.columnType ?? '',
    },
  };
}

/** That it is valid no more, and since when. */
function markOf({ validUntil, endedAs }: Pick<PublicArticle, 'validUntil' | 'endedAs'>): string | undefined {
  if (!validUntil || !endedAs) return undefined;
  const lastDay = formatDate(new Date(validUntil.getTime() - 1));
  return endedAs === 'EXPIRED'
    ? `${VALIDITY_END_LABELS.EXPIRED}（有效期至 ${lastDay}）`
    : `${VALIDITY_END_LABELS.ABOLISHED}（自 ${formatDate(validUntil)} 起）`;
}

function viewOf(article: PublicArticle, bodyHtml: string): Omit<ArticleView, 'source'> {
  return {
    title: article.title,
    publishedAt: formatDateTime(article.firstPublishedAt),
    bodyHtml,
    ...(markOf(article) ? { mark: markOf(article) } : {}),
    corrections: article.corrections.map(({ at, text }) => ({ at: formatDateTime(at), text })),
    ...(article.author ? { author: article.author, responsibleEditor: article.author } : {}),
  };
}

/** The revision that the visit's signed preview opens, when it opens one. */
export async function findPreviewRevision(context: AppLoadContext): Promise<PreviewRevision | undefined> {
  const { site, preview } = visitOf(context);
  if (!preview?.articleId || !preview.revisionId) return undefined;
  return findRevision({ db: context.app.deployment.db, site }, preview.articleId, preview.revisionId);
}

/** A revision as it would stand on the site; only at the address of its own article. */
export async function loadDraft(args: PublicArgs, draft: PreviewRevision): Promise<ShownArticle> {
  const { params, tree, paths, shell, app } = args;
  if (params.file !== `${draft.articleId}.html`) throw pageNotFound();
  const found = tree.find((column) => column.id === draft.columnId);
  return {
    article: {
      title: draft.title,
      publishedAt: formatDateTime(draft.firstPublishedAt ?? app.now()),
      bodyHtml: bodyAt(args, { body: draft.body, sourceSite: null, pictures: [] }),
      source: draft.source || shell.site.name,
      ...(draft.author ? { author: draft.author, responsibleEditor: draft.author } : {}),
      ...factViews(args, { ...draft, sourceSite: null }, found?.column.kind),
      record: recordLines(draft.fields, { firstPublishedAt: draft.firstPublishedAt ?? app.now(), endedAs: null }),
      attachments: draft.attachments.map((file) => attachmentView(file, paths)),
    },
    commentHref: paths.article(draft.articleId),
    ...frameOf(draft, found, paths),
  };
}
