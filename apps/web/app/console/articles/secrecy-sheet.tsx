import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { getSecrecySheet, type SecrecySheet } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import { REVIEW_DECISION_LABELS } from '@zhanqun/review/schema';
import { DefinitionList, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement, ReactNode } from 'react';
import { siteLoader } from '../guard.server';
import { consolePath } from '../paths';

export const loader = siteLoader('site:view', async ({ context, params, request }) => {
  const number = Number(new URL(request.url).searchParams.get('n')) || 0;
  const sheet = await getSecrecySheet(context, params.article ?? '', number);
  return { sheet, site: { code: context.site.code, name: context.site.name }, printedAt: context.now };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `保密审查表 ${data?.sheet.title ?? ''} - 站群管理平台` },
];

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex break-inside-avoid flex-col gap-2">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Steps({ steps }: Pick<SecrecySheet, 'steps'>) {
  if (steps.length === 0) return <p>这一版没有经过审核流程。</p>;
  return (
    <table className="w-full border-collapse text-left">
      <caption className="sr-only">审核经过，先后为序</caption>
      <thead>
        <tr className="border-b border-line-strong">
          {['级别', '决定', '姓名', '时间', '意见'].map((heading) => (
            <th key={heading} scope="col" className="py-1.5 pr-3 font-semibold">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={`${step.at.toISOString()}${step.decision}`} className="border-b border-line align-top">
            <td className="py-1.5 pr-3">{step.levelName || '—'}</td>
            <td className="py-1.5 pr-3">{REVIEW_DECISION_LABELS[step.decision]}</td>
            <td className="py-1.5 pr-3">{step.personName}</td>
            <td className="py-1.5 pr-3">{formatDateTime(step.at)}</td>
            <td className="py-1.5 break-words">{step.comment}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Passings({ passings }: Pick<SecrecySheet, 'passings'>) {
  if (passings.length === 0) return <p>没有放行过检查结果。</p>;
  return (
    <ul className="flex flex-col gap-2">
      {passings.map(({ personName, at, reason, hits }) => (
        <li key={at.toISOString()}>
          {personName} {formatDateTime(at)} 放行{hits.map((hit) => `“${hit}”`).join('、')}，理由：{reason}
        </li>
      ))}
    </ul>
  );
}

/** To be printed and signed; the fingerprint says for which text. */
export default function SecrecySheetPage(): ReactElement {
  const { sheet, site, printedAt } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="保密审查表"
        lead={site.name}
        back={{
          label: `第 ${sheet.number} 版`,
          href: consolePath.articleHistory(site.code, sheet.articleId, sheet.number),
        }}
      />
      <div className="flex max-w-3xl flex-col gap-6">
        <p className="text-ink-soft print:hidden">用浏览器的打印（Ctrl+P）打印这一页。</p>
        <DefinitionList
          items={[
            { term: '标题', value: sheet.title },
            { term: '栏目', value: sheet.columnName },
            { term: '来源', value: sheet.source },
            { term: '作者', value: sheet.author },
            { term: '版本', value: `第 ${sheet.number} 版${sheet.isPublic ? '，公开的一版' : ''}` },
            { term: '保存', value: `${sheet.editorName} ${formatDateTime(sheet.savedAt)}` },
            {
              term: '内容指纹',
              value: <code className="font-mono text-sm break-all">{sheet.fingerprint}</code>,
            },
          ]}
        />
        <Part title="审核经过">
          <Steps steps={sheet.steps} />
        </Part>
        <Part title="放行的检查结果">
          <Passings passings={sheet.passings} />
        </Part>
        <Part title="附件和图片">
          {sheet.files.length === 0 ? (
            <p>没有附件和图片。</p>
          ) : (
            <ul className="flex flex-col gap-1">
              {sheet.files.map(({ name, sha256 }) => (
                <li key={`${name}${sha256}`} className="break-words">
                  {name} <code className="font-mono text-sm break-all text-ink-soft">{sha256}</code>
                </li>
              ))}
            </ul>
          )}
        </Part>
        <Part title="保密审查意见">
          <dl className="grid grid-cols-1 gap-6 border border-line-strong p-4 sm:grid-cols-3">
            {['审查意见', '审查人（签字）', '日期'].map((term) => (
              <div key={term} className="min-h-20">
                <dt className="font-medium">{term}</dt>
                <dd />
              </div>
            ))}
          </dl>
        </Part>
        <p className="text-sm text-ink-soft">
          内容指纹由标题、摘要、正文、来源、作者、关键词、更正说明和全部文件算出（SHA-256），改动一个字就不同。
          {formatDateTime(printedAt)} 生成。
        </p>
      </div>
    </>
  );
}
