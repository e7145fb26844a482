import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { getArticleForDesk, getRevision, listRevisions, type RevisionView } from '@zhanqun/articles/server';
import { CHECKED_FIELD_LABELS } from '@zhanqun/checks';
import { recordOf } from '@zhanqun/columns/item-types';
import { formatDateTime } from '@zhanqun/kit';
import { Badge, Callout, PageHeader } from '@zhanqun/ui/console';
import { siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { CompareForm } from './compare-form';
import { DeskProse } from './desk-prose';
import { differenceOf } from './difference.server';

const LINES = ['title', 'summary', 'source', 'author', 'keywords', 'correctionNote'] as const;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);
}

/** The facts that their column's type asks for, by label: a revision may have some that the other has not. */
function recordLinesOf(older: RevisionView, newer: RevisionView) {
  const [left, right] = [older, newer].map(
    ({ fields }) => new Map(recordOf(fields).map(({ label, value }) => [label, value])),
  );
  return [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])].map((label) => ({
    label,
    left: left?.get(label) ?? '',
    right: right?.get(label) ?? '',
  }));
}

/** The lines of two revisions that differ, marked; attachments by their names. */
function linesOf(older: RevisionView, newer: RevisionView) {
  const files = ({ attachments }: RevisionView) => attachments.map(({ name }) => name).join('、');
  const lines = [
    ...LINES.map((name) => ({ label: CHECKED_FIELD_LABELS[name], left: older[name], right: newer[name] })),
    ...recordLinesOf(older, newer),
    { label: CHECKED_FIELD_LABELS.attachments, left: files(older), right: files(newer) },
  ];
  return lines
    .filter(({ left, right }) => left !== right)
    .map(({ label, left, right }) => ({ label, ...differenceOf(escaped(left), escaped(right)) }));
}

const factsOf = ({ number, editorName, createdAt }: RevisionView) => ({ number, editorName, createdAt });

export const loader = siteLoader('site:view', async ({ context, params, request }) => {
  const article = await getArticleForDesk(context, params.article ?? '');
  const revisions = await listRevisions(context, article.id);
  const query = new URL(request.url).searchParams;
  const [older, newer] = await Promise.all(
    [Number(query.get('a')), Number(query.get('b'))]
      .sort((a, b) => a - b)
      .map((number) => getRevision(context, article.id, number)),
  );
  const [left, right] = [older ?? article.latest, newer ?? article.latest];
  return {
    article: { id: article.id, title: article.title, publishedNumber: article.publishedNumber },
    numbers: revisions.map(({ number }) => number),
    left: factsOf(left),
    right: factsOf(right),
    lines: linesOf(left, right),
    body: differenceOf(left.body, right.body),
    site: { code: context.site.code },
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `对照 ${data?.article.title ?? ''} - 站群管理平台` },
];

/** The mark-up is that of a saved body with marks, or of escaped words with marks. */
function Marked({ html }: { html: string }) {
  return html === '' ? (
    <span className="text-ink-faint">（空）</span>
  ) : (
    <span className="zc-difference" dangerouslySetInnerHTML={{ __html: html }} />
  );
}

export default function ComparePage() {
  const { article, numbers, left, right, lines, body, site } = useLoaderData<typeof loader>();
  const isSame = lines.length === 0 && body.isSame;
  return (
    <>
      <PageHeader
        title={`第 ${left.number} 版与第 ${right.number} 版`}
        lead={article.title}
        back={{ label: '各版', href: consolePath.articleHistory(site.code, article.id) }}
      />
      <div className="flex flex-col gap-5">
        <CompareForm
          siteCode={site.code}
          articleId={article.id}
          numbers={numbers}
          chosen={[left.number, right.number]}
        />
        {isSame && <Callout tone="info" title="这两版的内容完全相同" />}
        <p className="text-ink-soft">
          左边是较早的一版，<del className="zc-mark-gone">划去的</del>后来没有了；右边是较晚的一版，
          <ins className="zc-mark-new">加底色的</ins>是新来的；左侧有竖线的段落或单元格换了格式。
        </p>
        <div className="grid gap-5 lg:grid-cols-2">
          {([left, right] as const).map((side, index) => (
            <section
              key={side.number + (index ? 'b' : 'a')}
              className="flex min-w-0 flex-col gap-3"
              aria-label={`第 ${side.number} 版`}
            >
              <h2 className="flex flex-wrap items-center gap-2 text-lg font-semibold">
                <Link to={consolePath.articleHistory(site.code, article.id, side.number)} className="zc-link">
                  第 {side.number} 版
                </Link>
                {side.number === article.publishedNumber && <Badge tone="good">公开的一版</Badge>}
                <span className="text-sm font-normal text-ink-soft">
                  {side.editorName} {formatDateTime(side.createdAt)} 保存
                </span>
              </h2>
              {lines.length > 0 && (
                <dl className="zc-card flex flex-col gap-2 p-4">
                  {lines.map((line) => (
                    <div key={line.label} className="flex flex-wrap gap-x-4">
                      <dt className="w-20 text-ink-soft">{line.label}</dt>
                      <dd className="min-w-0 flex-1 break-words">
                        <Marked html={index === 0 ? line.left : line.right} />
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
              <div className="zc-difference">
                <DeskProse html={index === 0 ? body.left : body.right} siteCode={site.code} />
              </div>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}
