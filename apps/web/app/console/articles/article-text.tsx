import type { RevisionView } from '@zhanqun/articles/server';
import type { CheckedField } from '@zhanqun/checks';
import { recordOf } from '@zhanqun/columns/item-types';
import { DefinitionList, formatBytes, PageHeader, type PageHeaderProps } from '@zhanqun/ui/console';
import type { ReactNode } from 'react';
import { consolePath } from '../paths';
import { DeskProse } from './desk-prose';

export interface RevisionTextProps {
  siteCode: string;
  text: RevisionView;
}

/** One revision, whole, to read. */
export function RevisionText({ siteCode, text }: RevisionTextProps) {
  return (
    <div className="flex flex-col gap-4">
      <DefinitionList
        items={[
          { term: '标题', value: <Checked field="title">{text.title}</Checked> },
          { term: '摘要', value: text.summary && <Checked field="summary">{text.summary}</Checked> },
          { term: '来源', value: text.source && <Checked field="source">{text.source}</Checked> },
          { term: '作者', value: text.author && <Checked field="author">{text.author}</Checked> },
          { term: '关键词', value: text.keywords && <Checked field="keywords">{text.keywords}</Checked> },
          ...recordOf(text.fields).map(({ label, value }) => ({ term: label, value })),
          ...(text.correctionNote ? [{ term: '更正说明', value: text.correctionNote }] : []),
          {
            term: '附件',
            value:
              text.attachments.length === 0 ? (
                '没有附件'
              ) : (
                <ul>
                  {text.attachments.map((file) => (
                    <li key={file.id}>
                      <a href={consolePath.file(siteCode, file.id)} className="zc-link break-all">
                        {file.name}
                      </a>
                      <span className="text-ink-faint">（{formatBytes(file.size)}）</span>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      <h2 id="body-title" className="sr-only">
        正文
      </h2>
      <div data-checked="body">
        <DeskProse html={text.body} siteCode={siteCode} />
      </div>
    </div>
  );
}

/** Where the words of a field stand, for what points at them. */
function Checked({ field, children }: { field: CheckedField; children: string }) {
  return (
    <span id={`field-${field}`} data-checked={field}>
      {children}
    </span>
  );
}

/** The article to read: for those who do not write for the site, and for all while it is under review. */
export function ArticleText({
  siteCode,
  text,
  aside,
  refusal,
  lead = '您可以查看这篇文章。修改由本站的编辑、审核员或站点管理员办理。',
  ...header
}: RevisionTextProps & PageHeaderProps & { aside: ReactNode; refusal?: ReactNode }) {
  return (
    <>
      <PageHeader {...header} lead={lead} />
      <div className="flex flex-col gap-8 xl:flex-row">
        <div className="flex w-full max-w-2xl flex-col gap-5">
          {refusal}
          <RevisionText siteCode={siteCode} text={text} />
        </div>
        <aside className="w-full max-w-2xl xl:max-w-sm">{aside}</aside>
      </div>
    </>
  );
}
