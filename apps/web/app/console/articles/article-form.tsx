import { useNavigation } from '@remix-run/react';
import type { ArticleState } from '@zhanqun/articles/schema';
import type { RevisionFileView, RevisionView, TypedDraftView, Typist } from '@zhanqun/articles/server';
import type { ItemFields } from '@zhanqun/columns/item-types';
import type { ColumnKind } from '@zhanqun/columns/schema';
import {
  Callout,
  type Choice,
  draftKey,
  Field,
  FormPage,
  type FormPageProps,
  FormSection,
  type PageHeaderProps,
} from '@zhanqun/ui/console';
import { type ReactNode, useEffect, useState } from 'react';
import { summaryOf } from '../answer';
import type { Refusal } from '../guard.server';
import { consolePath } from '../paths';
import type { PreviewLink } from './article-form.server';
import { AttachmentsField, readFiles } from './attachments-field';
import { BodyField } from './body-field';
import { ConflictPanel } from './conflict-panel';
import { FieldFindings, PassOverField } from './findings-panel';
import { type LevelsAsked, levelsIn } from './levels-asked';
import { useBasedOn } from './own-save';
import { noteWantedPreview, PreviewPanel } from './preview-panel';
import { TIME_HELP } from './schedule-panel';
import { TypeFields, typedFields } from './type-fields';
import { KeptNote, OthersTyping } from './typing-note';
import { useTyping } from './use-typing';

export interface ArticleText {
  columnId: string;
  title: string;
  summary: string;
  body: string;
  source: string;
  author: string;
  keywords: string;
  correctionNote: string;
  fields: ItemFields;
  attachments: RevisionFileView[];
}

export const EMPTY_TEXT: ArticleText = {
  columnId: '',
  title: '',
  summary: '',
  body: '',
  source: '',
  author: '',
  keywords: '',
  correctionNote: '',
  fields: {},
  attachments: [],
};

export function articleDraftKey(accountId: string, articleId: string): string {
  return draftKey(accountId, `article-${articleId}`);
}

export function newArticleDraftKey(accountId: string, siteCode: string): string {
  return draftKey(accountId, `new-article-${siteCode}`);
}

export interface ArticleFormProps extends PageHeaderProps {
  surroundings: {
    columns: Choice[];
    kinds: Record<string, ColumnKind>;
    policies: { id: string; title: string }[];
    site: { code: string; name: string };
    accountId: string;
    mayPublish: boolean;
    levels: LevelsAsked;
  };
  text: ArticleText;
  /** The article that is edited; without it the form makes one. */
  opened?: { id: string; number: number; state: ArticleState; from?: number };
  /** Mark of the last own save: revision number, a point, and what differs each time. */
  saved?: string;
  refusal?: Refusal;
  /** Somebody else's revision that came first. */
  theirs?: RevisionView;
  preview?: PreviewLink;
  /** Who else writes at it, and what this person typed before and did not save. */
  typing?: { others?: Typist[]; draft?: TypedDraftView };
  aside?: ReactNode;
}

/** How many levels the item passes; of a new one, all numbers that its column may turn out to ask for. */
function levelsOf({ opened, text, surroundings: { levels, columns } }: ArticleFormProps): number[] {
  const ids = opened ? [text.columnId] : columns.filter(({ disabled }) => !disabled).map(({ value }) => value);
  return [...new Set(ids.map((id) => levelsIn(levels, id)))];
}

function buttonsOf(props: ArticleFormProps): FormPageProps['buttons'] {
  const { opened, surroundings } = props;
  const publish = opened?.state === 'PUBLISHED' ? '发布修改' : opened?.state === 'WITHDRAWN' ? '重新发布' : '发布';
  const levels = levelsOf(props);
  const mayPublish = surroundings.mayPublish && levels.includes(0);
  const maySubmit = levels.some((count) => count > 0);
  return {
    submit: opened?.state === 'PUBLISHED' ? '保存修改' : '保存草稿',
    pending: '正在保存…',
    intent: 'article:write#save',
    others: [
      { label: '预览', intent: 'article:write#preview' },
      ...(mayPublish ? [{ label: publish, intent: 'article:publish' }] : []),
      ...(maySubmit ? [{ label: '提交审核', intent: 'article:write#submit' }] : []),
    ],
  };
}

function startOf(text: ArticleText, typed: Refusal['typed'] | undefined): ArticleText {
  if (!typed) return text;
  return {
    ...text,
    ...typed,
    fields: typedFields(typed),
    attachments: readFiles(typed.attachments) ?? text.attachments,
  };
}

/** How the text comes before the public, where that is not one button. */
function WayOut({ levels, mayPublish }: { levels: number[]; mayPublish: boolean }) {
  const most = Math.max(0, ...levels);
  if (most > 0 && !levels.includes(0)) {
    return <p className="text-ink-soft">写好后提交审核，{most} 级都通过后自动发布。</p>;
  }
  if (most > 0) return <p className="text-ink-soft">有的栏目要先审核：提交审核，各级通过后自动发布。</p>;
  if (mayPublish) return null;
  return <p className="text-ink-soft">您可以保存和预览。发布由本站的审核员或站点管理员办理。</p>;
}

/** Writing and editing are one form. Saving, previewing and publishing all keep the text as a revision first. */
export function ArticleForm(props: ArticleFormProps) {
  const { surroundings, text, opened, saved = '', refusal, theirs, preview, typing = {}, aside, ...header } = props;
  const { site, columns, accountId, mayPublish } = surroundings;
  const { others, keptAt, fault, elsewhere } = useTyping(site.code, opened?.id, typing);
  const basedOn = useBasedOn(opened?.number ?? 0, saved);
  const navigation = useNavigation();
  const intent = navigation.formData?.get('intent');
  useEffect(() => noteWantedPreview(intent === 'article:write#preview'), [intent]);

  // Read once: a field that nobody has touched would follow a new default, and the form become a mixture of two texts.
  const [first] = useState(() => startOf(text, refusal?.typed));
  const { errors, message } = summaryOf(theirs ? undefined : refusal);
  const isPublic = opened?.state === 'PUBLISHED';
  const isBound = opened !== undefined && opened.state !== 'DRAFT' && !mayPublish;

  return (
    <FormPage
      {...header}
      errors={errors}
      message={message}
      buttons={buttonsOf(props)}
      storageKey={opened ? articleDraftKey(accountId, opened.id) : newArticleDraftKey(accountId, site.code)}
      base={String(basedOn)}
      saved={saved}
      elsewhere={elsewhere}
      aside={aside}
    >
      <OthersTyping others={others} />
      {opened && <input type="hidden" name="basedOnNumber" value={basedOn} />}
      {theirs && (
        <ConflictPanel
          theirs={theirs}
          takeHref={consolePath.article(site.code, theirs.articleId)}
          mine={startOf(first, refusal?.typed)}
          message={refusal?.error.message ?? ''}
        />
      )}
      {preview && <PreviewPanel preview={preview} />}
      {opened?.from && (
        <Callout tone="info" title={`下面是第 ${opened.from} 版的内容`}>
          保存后成为新的一版，现有各版都保留。
        </Callout>
      )}
      <Field kind="text" name="title" label="标题" required defaultValue={first.title} errors={errors?.title} />
      <FieldFindings field="title" />
      <Field
        kind="select"
        name="columnId"
        label="栏目"
        required
        choices={columns}
        empty="请选择栏目"
        defaultValue={first.columnId}
        disabled={isBound}
        help={isBound ? '已经发布过的文章由有发布权限的人移动。' : undefined}
        errors={errors?.columnId}
      />
      <Field
        kind="textarea"
        name="summary"
        label="摘要"
        rows={3}
        limit={300}
        help="列表和搜索结果里显示；不填时取正文开头。"
        defaultValue={first.summary}
        errors={errors?.summary}
      />
      <FieldFindings field="summary" />
      <BodyField siteCode={site.code} html={first.body} errors={errors?.body} />
      <AttachmentsField siteCode={site.code} files={first.attachments} errors={errors?.attachments} />
      <FieldFindings field="attachments" />
      <TypeFields
        siteCode={site.code}
        columnId={first.columnId}
        kinds={surroundings.kinds}
        fields={first.fields}
        policies={surroundings.policies}
        errors={errors}
      />
      <FormSection title="署名与检索">
        <div className="grid gap-5 sm:grid-cols-2">
          <Field
            kind="text"
            name="source"
            label="来源"
            help="不填时写本站名称。"
            defaultValue={first.source}
            errors={errors?.source}
          />
          <Field
            kind="text"
            name="author"
            label="作者"
            help="撰写人或责任编辑。"
            defaultValue={first.author}
            errors={errors?.author}
          />
        </div>
        <Field
          kind="text"
          name="keywords"
          label="关键词"
          help="几个词，用逗号隔开，便于搜索。"
          defaultValue={first.keywords}
          errors={errors?.keywords}
        />
        <FieldFindings field="source" />
        <FieldFindings field="author" />
        <FieldFindings field="keywords" />
      </FormSection>
      {opened && opened.state !== 'DRAFT' && (
        <Field
          // Told once: with the text that is public the field begins anew.
          key={saved}
          kind="textarea"
          name="correctionNote"
          label="更正说明"
          rows={2}
          limit={200}
          help="改正已公开的差错时填写改了什么；发布后连同时间显示在文章页，以后一直保留。"
          defaultValue={refusal?.typed.correctionNote ?? text.correctionNote}
          errors={errors?.correctionNote}
        />
      )}
      <FieldFindings field="correctionNote" />
      {isPublic && (
        <p className="text-ink-soft">保存修改不会动公开的文章；公众看到的仍是已发布的那一版，直到发布修改。</p>
      )}
      {(errors?.passOverReason || refusal?.typed.passOverReason) && (
        <PassOverField typed={refusal?.typed} errors={errors} />
      )}
      {(mayPublish || levelsOf(props).some((count) => count > 0)) && (
        <Field
          kind="date"
          time
          name="at"
          label="定时发布"
          help={`不填就立即发布；要审核的，最后一级通过后等到这个时间。${TIME_HELP}`}
          defaultValue={refusal?.typed.at}
          errors={errors?.at}
        />
      )}
      <KeptNote keptAt={keptAt} fault={fault} />
      <WayOut levels={levelsOf(props)} mayPublish={mayPublish} />
    </FormPage>
  );
}
