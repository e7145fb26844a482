import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { can } from '@zhanqun/access';
import {
  getArticleForDesk,
  getRevision,
  listRevisions,
  type RevisionSummary,
  saveRevision,
} from '@zhanqun/articles/server';
import { deskStateOf, findTransition } from '@zhanqun/articles/states';
import { formatDateTime } from '@zhanqun/kit';
import { Badge, DataTable, ErrorSummary, PageHeader, type TableColumn } from '@zhanqun/ui/console';
import { useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { RevisionText } from './article-text';
import { CompareForm } from './compare-form';

export const loader = siteLoader('site:view', async ({ context, params, request }) => {
  const article = await getArticleForDesk(context, params.article ?? '');
  const revisions = await listRevisions(context, article.id);
  const number = Number(new URL(request.url).searchParams.get('n'));
  return {
    article: { id: article.id, title: article.title, publishedNumber: article.publishedNumber },
    latestNumber: article.latest.number,
    revisions,
    shown: Number.isInteger(number) && number > 0 ? await getRevision(context, article.id, number) : undefined,
    site: { code: context.site.code },
    /** Not under review and not waiting for its time. */
    isOpen: findTransition(deskStateOf(article), 'save') !== undefined,
    mayWrite: can(context.actor, 'article:write', context.site),
  };
});

export const action = siteAction({
  'article:write#restore': async ({ context, params, form }) => {
    const articleId = params.article ?? '';
    const { title, summary, body, source, author, keywords, fields, attachments, ...from } = await getRevision(
      context,
      articleId,
      Number(form.get('number')),
    );
    const { number } = await saveRevision(context, {
      articleId,
      basedOnNumber: Number(form.get('latestNumber')),
      ...{ title, summary, body, source, author, keywords, fields },
      attachments: attachments.map(({ id }) => id),
    });
    const told = `第 ${from.number} 版的内容已恢复为第 ${number} 版，还没有公开。`;
    return redirectWith(consolePath.article(context.site.code, articleId), told);
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `各版 ${data?.article.title ?? ''} - 站群管理平台` },
];

export default function HistoryPage() {
  const { article, latestNumber, revisions, shown, site, mayWrite, isOpen } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const mayRestore = mayWrite && isOpen && shown !== undefined && shown.number < latestNumber;
  const isEdited = article.publishedNumber !== null && article.publishedNumber !== latestNumber;
  const earlier = isEdited ? (article.publishedNumber ?? 1) : Math.max(1, latestNumber - 1);
  const columns: TableColumn<RevisionSummary>[] = [
    {
      key: 'number',
      header: '版本',
      cell: (row) => `第 ${row.number} 版`,
      width: 'fit',
    },
    { key: 'title', header: '当时的标题', cell: (row) => row.title },
    {
      key: 'state',
      header: '状态',
      cell: (row) => row.number === article.publishedNumber && <Badge tone="good">公开的一版</Badge>,
      width: 'fit',
    },
    { key: 'editor', header: '保存人', cell: (row) => row.editorName, width: 'fit' },
    { key: 'time', header: '保存时间', cell: (row) => formatDateTime(row.createdAt), width: 'fit' },
  ];
  return (
    <>
      <PageHeader
        title={shown ? `第 ${shown.number} 版` : '各版'}
        lead={article.title}
        back={
          shown
            ? { label: '各版', href: consolePath.articleHistory(site.code, article.id) }
            : { label: '回到文章', href: consolePath.article(site.code, article.id) }
        }
        badge={shown?.number === article.publishedNumber && shown ? <Badge tone="good">公开的一版</Badge> : undefined}
        actions={
          shown &&
          mayWrite &&
          shown.number < latestNumber && (
            <Link to={consolePath.article(site.code, article.id, { from: String(shown.number) })} className="zc-button">
              从这一版继续编辑
            </Link>
          )
        }
      />
      {shown ? (
        <div className="max-w-2xl">
          <p className="mb-4 text-ink-soft">
            {shown.editorName} {formatDateTime(shown.createdAt)} 保存
            {shown.basedOnNumber && `，从第 ${shown.basedOnNumber} 版修改而来`}
          </p>
          {mayRestore && (
            <Form method="post" className="mb-4 flex flex-col items-start gap-2">
              <ErrorSummary message={refusal?.error.message} undone="没有恢复" />
              <input type="hidden" name="number" value={shown.number} />
              <input type="hidden" name="latestNumber" value={latestNumber} />
              <button type="submit" name="intent" value="article:write#restore" className="zc-button">
                恢复成新的一版
              </button>
            </Form>
          )}
          <p className="mb-4">
            <Link to={consolePath.secrecySheet(site.code, article.id, shown.number)} className="zc-link">
              这一版的保密审查表
            </Link>
          </p>
          <RevisionText siteCode={site.code} text={shown} />
        </div>
      ) : (
        <>
          {revisions.length > 1 && (
            <div className="mb-5">
              <CompareForm
                siteCode={site.code}
                articleId={article.id}
                numbers={revisions.map(({ number }) => number)}
                chosen={[earlier, latestNumber]}
              />
            </div>
          )}
          <DataTable
            caption="这篇文章的各版，新的在前"
            columns={columns}
            rows={revisions}
            rowKey={(row) => row.id}
            rowHref={(row) => consolePath.articleHistory(site.code, article.id, row.number)}
            summary={`共 ${revisions.length} 版，每次保存成为一版`}
            empty={null}
          />
        </>
      )}
    </>
  );
}
