import { VALIDITY_END_LABELS } from '@zhanqun/articles/schema';
import { findPolicy, type LinkedItem, listInterpretations, type PublicArticle } from '@zhanqun/articles/server';
import { ITEM_FIELDS, type ItemFields, recordOf } from '@zhanqun/columns/item-types';
import type { ColumnKind } from '@zhanqun/columns/schema';
import { formatDate, formatDateTime } from '@zhanqun/kit';
import type { ArticleView, ItemView, RecordLineView } from '@zhanqun/ui/public';
import type { PublicArgs } from '../page.server';

const POLICY_NAMES = ITEM_FIELDS.POLICY.map(({ name }) => name);

function isPolicyRecord(fields: ItemFields): boolean {
  return POLICY_NAMES.some((name) => fields[name]);
}

/** The facts as they are typed; of a policy document also when it was published and whether it still holds. */
export function recordLines(
  fields: ItemFields,
  { firstPublishedAt, endedAs }: Pick<PublicArticle, 'firstPublishedAt' | 'endedAs'>,
): RecordLineView[] {
  const lines = recordOf(fields).map(({ label, value }) => ({ label, value }));
  if (!isPolicyRecord(fields)) return lines;
  return [
    ...lines,
    { label: '发布日期', value: formatDate(firstPublishedAt) },
    { label: '有效性', value: endedAs ? VALIDITY_END_LABELS[endedAs] : '有效', ...(endedAs ? { isVoid: true } : {}) },
  ];
}

/** What stands beside the text by the facts: a film, a way to elsewhere, and that its pictures are what it is about. */
export function factViews(
  { paths, visit, directory }: Pick<PublicArgs, 'paths' | 'visit' | 'directory'>,
  { fields, sourceSite }: Pick<PublicArticle, 'fields' | 'sourceSite'>,
  kind: ColumnKind | undefined,
): Pick<ArticleView, 'gallery' | 'video' | 'link'> {
  const { videoId, posterId, transcript = '', linkUrl } = fields;
  const source = sourceSite ? directory.find(sourceSite.id) : undefined;
  const href = linkUrl?.startsWith('/') && source ? directory.href(visit.site, source, linkUrl) : linkUrl;
  return {
    ...(kind === 'GALLERY' ? { gallery: true } : {}),
    ...(videoId
      ? {
          video: {
            href: paths.file(videoId, 'video.mp4'),
            ...(posterId ? { posterHref: paths.file(posterId, 'poster') } : {}),
            transcript: transcript.split(/\n+/).filter((line) => line.trim() !== ''),
          },
        }
      : {}),
    ...(href && linkUrl
      ? {
          link: {
            href: source ? href : paths.stored(href),
            label: linkUrl.startsWith('/') ? '打开这个页面' : `打开 ${new URL(linkUrl).host}`,
          },
        }
      : {}),
  };
}

/** The record of an item with the way to the document that it interprets, and the interpretations of it. */
export async function recordOfArticle(
  { tx, visit, directory, paths }: PublicArgs,
  article: PublicArticle,
  kind: ColumnKind | undefined,
): Promise<{ record: RecordLineView[]; interpretations: ItemView[] }> {
  const { articleSiteId, articleId, fields } = article;
  const source = article.isCarried ? directory.find(articleSiteId) : undefined;
  // Both stand on the site that wrote them.
  const hrefOf = ({ id }: LinkedItem) =>
    source ? directory.href(visit.site, source, `/a/${id}.html`) : paths.article(id);
  const policy = fields.policyId ? await findPolicy(tx, articleSiteId, fields.policyId) : undefined;
  // Carried into another kind of column, a document is known by its facts.
  const isPolicy = kind === 'POLICY' || isPolicyRecord(fields);
  const interpretations = isPolicy ? await listInterpretations(tx, articleSiteId, articleId) : [];
  const policyHref = policy && hrefOf(policy);
  return {
    record: [
      ...(policy ? [{ label: '解读的文件', value: policy.title, ...(policyHref ? { href: policyHref } : {}) }] : []),
      ...recordLines(fields, article),
    ],
    interpretations: interpretations.flatMap((item) => {
      const href = hrefOf(item);
      return href
        ? [{ id: item.id, title: item.title, href, publishedAt: formatDateTime(item.firstPublishedAt), summary: '' }]
        : [];
    }),
  };
}
