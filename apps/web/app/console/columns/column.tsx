import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react';
import { COLUMN_KIND_LABELS, type ColumnKind, holdsColumnsOnly } from '@zhanqun/columns/schema';
import {
  changeColumnKind,
  deleteColumn,
  editColumn,
  findMerge,
  getColumn,
  getColumnContract,
  getColumnTree,
  listPossibleEditors,
  mergeColumn,
  moveColumn,
  recodeColumn,
} from '@zhanqun/columns/server';
import { demandMergeKeepsLevels } from '@zhanqun/review/server';
import { Badge, Callout, DefinitionList, draftKey, Field, FormPage } from '@zhanqun/ui/console';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { canMerge, DeletePage, isOldInterpretation, KindPage, MergeNote, MergePage } from './column-acts';
import { itemColumnChoices, parentChoices } from './column-choices';
import { ColumnFields, readColumnFields } from './column-fields';
import { ContractFields, readContractFields } from './contract-fields';

export const loader = siteLoader('column:edit', async ({ context, params }) => {
  const column = await getColumn(context, params.column ?? '');
  const tree = await getColumnTree(context);
  // A group holds no items, so nothing is ever due in it.
  const duty = holdsColumnsOnly(column.kind)
    ? undefined
    : { contract: await getColumnContract(context, column.id), people: await listPossibleEditors(context) };
  return {
    column,
    duty,
    merge: await findMerge(context, column.id),
    targets: itemColumnChoices(tree).filter(({ value }) => value !== column.id),
    parents: parentChoices(tree, column.id),
    publicUrl: context.directory.urlOf(context.site, `/c/${column.code}/`),
    site: { code: context.site.code, name: context.site.name },
    accountId: context.actor.accountId,
  };
});

export const action = siteAction({
  'column:edit': async ({ context, params, form }) => {
    const columnId = params.column ?? '';
    await editColumn(context, {
      columnId,
      version: Number(form.get('version')),
      ...readColumnFields(form),
      ...(form.has('contract.updateDays') ? { contract: readContractFields(form) } : {}),
    });
    return redirectWith(consolePath.column(context.site.code, columnId), '栏目已保存。');
  },
  'column:edit#place': async ({ context, params, form }) => {
    const columnId = params.column ?? '';
    await moveColumn(context, { columnId, parentId: String(form.get('parentId') ?? '') || null });
    return redirectWith(consolePath.columns(context.site.code), '栏目已移动，排在新位置的最后。');
  },
  'column:edit#recode': async ({ context, params, form }) => {
    const columnId = params.column ?? '';
    await recodeColumn(context, {
      columnId,
      version: Number(form.get('version')),
      code: String(form.get('code') ?? ''),
    });
    return redirectWith(consolePath.column(context.site.code, columnId), '代码已修改，旧网址会自动转到新网址。');
  },
  'column:edit#merge': async ({ context, params, form }) => {
    const columnId = params.column ?? '';
    const intoId = String(form.get('intoId') ?? '');
    await mergeColumn(context, { columnId, intoId }, demandMergeKeepsLevels);
    return redirectWith(consolePath.columns(context.site.code), '已开始合并，可以离开这个页面。');
  },
  'column:edit#kind': async ({ context, params, form }) => {
    const columnId = params.column ?? '';
    const kind = String(form.get('kind') ?? '') as ColumnKind;
    await changeColumnKind(context, { columnId, version: Number(form.get('version')), kind });
    return redirectWith(consolePath.column(context.site.code, columnId), '栏目的类型已改变。');
  },
  'column:edit#delete': async ({ context, params }) => {
    await deleteColumn(context, { columnId: params.column ?? '' });
    return redirectWith(consolePath.columns(context.site.code), '栏目已删除。');
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `栏目 ${data?.column.name ?? ''} - ${data?.site.name ?? ''} - 站群管理平台` },
];

export default function ColumnPage() {
  const { column, duty, merge, targets, parents, publicUrl, site, accountId } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const refusal = useRefusal();
  const here = consolePath.column(site.code, column.id);
  if (params.has('delete')) return <DeletePage name={column.name} back={here} />;
  if (params.has('merge')) return <MergePage column={column} targets={targets} back={here} />;
  if (params.has('kind')) return <KindPage column={column} back={here} />;
  const { errors, message } = summaryOf(refusal);
  const typed = refusal?.typed.intent === 'column:edit' ? refusal.typed : undefined;
  return (
    <FormPage
      title={column.name}
      back={{ label: '全部栏目', href: consolePath.columns(site.code) }}
      badge={<Badge>{COLUMN_KIND_LABELS[column.kind]}</Badge>}
      errors={errors}
      message={message}
      buttons={{ submit: '保存栏目', pending: '正在保存…', intent: 'column:edit' }}
      storageKey={draftKey(accountId, `column-${column.id}`)}
      base={String(column.version)}
      saved={column.version}
      aside={
        <div className="flex flex-col gap-6">
          <DefinitionList
            items={[
              { term: '公开地址', value: <PublicAddress url={publicUrl} /> },
              { term: '公开的文章', value: `${column.itemCount} 篇` },
            ]}
          />
          {!holdsColumnsOnly(column.kind) && (
            <p className="flex flex-wrap gap-x-4">
              <Link to={consolePath.articles(site.code, { column: column.id })} className="zc-link">
                查看这个栏目的文章
              </Link>
              <Link to={consolePath.newArticle(site.code, column.id)} className="zc-link">
                在这里写文章
              </Link>
            </p>
          )}
          {merge && <MergeNote {...merge} siteCode={site.code} />}
          <Form method="post" className="zc-card flex flex-col items-start gap-3 p-4">
            <input type="hidden" name="version" value={column.version} />
            <div className="w-full">
              <Field
                kind="text"
                name="code"
                label="代码"
                required
                help="用在网址里。改了以后，旧网址自动转到新网址。"
                defaultValue={refusal?.typed.intent === 'column:edit#recode' ? refusal.typed.code : column.code}
                errors={errors?.code}
              />
            </div>
            <button type="submit" name="intent" value="column:edit#recode" className="zc-button">
              修改代码
            </button>
          </Form>
          <Form method="post" className="zc-card flex flex-col items-start gap-3 p-4">
            <div className="w-full">
              <Field
                kind="select"
                name="parentId"
                label="移到哪个栏目下面"
                required
                empty="第一层，没有上级"
                choices={parents}
                defaultValue={column.parentId ?? ''}
                errors={errors?.parentId}
              />
            </div>
            <button type="submit" name="intent" value="column:edit#place" className="zc-button">
              移动
            </button>
          </Form>
          <p className="flex flex-wrap gap-2">
            {canMerge(column.kind) && !merge && (
              <Link to={`${here}?merge=1`} className="zc-button">
                并入另一个栏目
              </Link>
            )}
            {!merge && (
              <Link to={`${here}?kind=1`} className="zc-button">
                改变类型
              </Link>
            )}
            <Link to={`${here}?delete=1`} className="zc-button">
              删除这个栏目
            </Link>
          </p>
        </div>
      }
    >
      <input type="hidden" name="version" value={column.version} />
      {column.kind === 'TOPIC' && (
        <p className="flex flex-wrap gap-2">
          <Link to={consolePath.topic(site.code, column.id)} className="zc-button">
            专题的页头、日期和归档
          </Link>
          <Link to={consolePath.topicPage(site.code, column.id)} className="zc-button">
            编排专题首页
          </Link>
        </p>
      )}
      {isOldInterpretation(column) && (
        <Callout tone="info" title="这里放的像是政策解读">
          <p>
            改为“政策解读”类型后，可以给每篇选定它解读的文件，两边的页面互相链接。
            <Link to={`${here}?kind=1`} className="zc-link">
              改变类型
            </Link>
          </p>
        </Callout>
      )}
      <ColumnFields
        values={typed ? { ...typed, isHidden: typed.isHidden !== undefined } : column}
        errors={typed ? errors : undefined}
      />
      {duty && <ContractFields kind={column.kind} {...duty} typed={typed} errors={typed ? errors : undefined} />}
    </FormPage>
  );
}

function PublicAddress({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener" className="zc-link break-all">
      {url}
    </a>
  );
}
