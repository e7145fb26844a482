import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { archiveTopic, editTopic, getColumn, getTopic } from '@zhanqun/columns/server';
import { formatDate } from '@zhanqun/kit';
import { Badge, Callout, draftKey, Field, FormPage } from '@zhanqun/ui/console';
import { summaryOf, useRefusal } from '../answer';
import { FileFact } from '../articles/file-fact';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';

const dayField = (day: Date | null) => day?.toISOString().slice(0, 10) ?? '';

export const loader = siteLoader('column:edit', async ({ context, params }) => {
  const column = await getColumn(context, params.column ?? '');
  const topic = await getTopic(context, column.id);
  const { pictureId, pictureAlt, beginsOn, endsOn, archivedAt } = topic;
  return {
    column: { id: column.id, name: column.name, version: column.version, isArchived: column.isArchived },
    topic: { pictureId: pictureId ?? '', pictureAlt, beginsOn: dayField(beginsOn), endsOn: dayField(endsOn) },
    archivedOn: archivedAt ? formatDate(archivedAt) : '',
    isPast: endsOn !== null && dayField(endsOn) < formatDate(context.now),
    publicUrl: context.directory.urlOf(context.site, `/c/${column.code}/`),
    site: { code: context.site.code, name: context.site.name },
    accountId: context.actor.accountId,
  };
});

export const action = siteAction({
  'column:edit': async ({ context, params, form }) => {
    const columnId = params.column ?? '';
    const text = (name: string) => String(form.get(name) ?? '');
    await editTopic(context, {
      columnId,
      version: Number(form.get('version')),
      pictureId: text('pictureId'),
      pictureAlt: text('pictureAlt'),
      beginsOn: text('beginsOn'),
      endsOn: text('endsOn'),
    });
    return redirectWith(consolePath.topic(context.site.code, columnId), '专题已保存。');
  },
  'column:edit#archive': async ({ context, params, form }) => {
    const columnId = params.column ?? '';
    const isArchived = form.get('isArchived') === '1';
    await archiveTopic(context, { columnId, isArchived });
    const told = isArchived ? '专题已归档，公众仍能看到，不再放新内容。' : '专题已恢复，可以继续更新。';
    return redirectWith(consolePath.topic(context.site.code, columnId), told);
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `专题 ${data?.column.name ?? ''} - ${data?.site.name ?? ''} - 站群管理平台` },
];

export default function TopicPage() {
  const { column, topic, archivedOn, isPast, publicUrl, site, accountId } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  const values = refusal?.typed.intent === 'column:edit' ? { ...topic, ...refusal.typed } : topic;
  return (
    <FormPage
      title={`专题“${column.name}”`}
      back={{ label: '回到栏目', href: consolePath.column(site.code, column.id) }}
      badge={column.isArchived ? <Badge>已归档</Badge> : undefined}
      errors={errors}
      message={message}
      buttons={{ submit: '保存专题', pending: '正在保存…', intent: 'column:edit' }}
      storageKey={draftKey(accountId, `topic-${column.id}`)}
      base={String(column.version)}
      saved={column.version}
      aside={
        <div className="flex flex-col gap-4">
          <p className="flex flex-wrap gap-2">
            <Link to={consolePath.topicPage(site.code, column.id)} className="zc-button">
              编排专题首页
            </Link>
            <a href={publicUrl} target="_blank" rel="noopener" className="zc-button">
              看公开的专题
            </a>
          </p>
          <p className="text-sm text-ink-soft">
            专题首页可以用模板库里的区块编排；没有编排时，依次显示它的栏目和每个栏目最新的内容。
          </p>
          <Form method="post" className="zc-card flex flex-col items-start gap-3 p-4">
            <p>
              {column.isArchived
                ? `${archivedOn} 归档。内容照常公开，页面上注明已结束；不再放新内容，也不再提醒更新。`
                : '专题结束后可以归档：内容照常公开，页面上注明已结束；不再放新内容，也不再提醒更新。'}
            </p>
            <input type="hidden" name="isArchived" value={column.isArchived ? '0' : '1'} />
            <button type="submit" name="intent" value="column:edit#archive" className="zc-button">
              {column.isArchived ? '恢复更新' : '归档这个专题'}
            </button>
          </Form>
        </div>
      }
    >
      <input type="hidden" name="version" value={column.version} />
      {isPast && !column.isArchived && (
        <Callout tone="info" title="专题的结束日期已过">
          不再更新的话，可以把它归档。
        </Callout>
      )}
      <FileFact
        name="pictureId"
        label="页头图片"
        help="横向的照片最合适，显示在专题首页最上面。不选时自动画一幅本地风景。"
        accepts="picture"
        siteCode={site.code}
        first={values.pictureId}
        errors={errors?.pictureId}
      />
      <Field
        kind="text"
        name="pictureAlt"
        label="图片的替代文字"
        help="用一句话说出图片内容。"
        defaultValue={values.pictureAlt}
        errors={errors?.pictureAlt}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <Field kind="date" name="beginsOn" label="开始日期" defaultValue={values.beginsOn} errors={errors?.beginsOn} />
        <Field kind="date" name="endsOn" label="结束日期" defaultValue={values.endsOn} errors={errors?.endsOn} />
      </div>
    </FormPage>
  );
}
