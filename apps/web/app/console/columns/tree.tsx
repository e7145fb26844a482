import type { MetaFunction } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { COLUMN_KIND_LABELS, COLUMN_KINDS, type ColumnKind, holdsColumnsOnly } from '@zhanqun/columns/schema';
import { type ColumnNode, createColumn, listColumns, moveColumn, orderOf, treeOf } from '@zhanqun/columns/server';
import {
  Badge,
  EmptyState,
  ErrorSummary,
  Field,
  FormActions,
  FormSection,
  PageHeader,
  TreeList,
  type TreeNode,
} from '@zhanqun/ui/console';
import { useEffect, useMemo, useState } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { ColumnArranger } from './column-arranger';
import { parentChoices } from './column-choices';
import { ColumnFields, readColumnFields } from './column-fields';

export const loader = siteLoader('column:edit', async ({ context, request }) => {
  const columns = await listColumns(context);
  return {
    tree: treeOf(columns),
    order: orderOf(columns),
    under: new URL(request.url).searchParams.get('under') ?? '',
    site: { code: context.site.code, name: context.site.name },
  };
});

export const action = siteAction({
  'column:edit#create': async ({ context, form }) => {
    const input = {
      ...readColumnFields(form),
      parentId: String(form.get('parentId') ?? '') || null,
      code: String(form.get('code') ?? ''),
      kind: String(form.get('kind') ?? '') as ColumnKind,
    };
    await createColumn(context, input);
    return redirectWith(consolePath.columns(context.site.code), `栏目“${input.name}”已建好。`);
  },
  'column:edit#move': async ({ context, form }) => {
    const direction = form.get('direction') === 'up' ? 'up' : 'down';
    await moveColumn(context, { columnId: String(form.get('id') ?? ''), direction });
    return { moved: true };
  },
  'column:edit#put': async ({ context, form }) => {
    const text = (name: string) => String(form.get(name) ?? '');
    const place = { parentId: text('parentId') || null, afterId: text('afterId') || null };
    await moveColumn(context, { columnId: text('id'), ...place, base: text('base') });
    return { moved: true };
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `栏目 - ${data?.site.name ?? ''} - 站群管理平台` },
];

const KIND_HELP: Record<ColumnKind, string> = {
  GROUP: '只把下级栏目归在一起，自己不放文章',
  NEWS: '按时间排的动态',
  NOTICE: '通知和公告',
  POLICY: '规范性文件等，带文号和有效性',
  INTERPRETATION: '解读政策文件，与文件互相链接',
  LEADER: '每篇介绍一位负责人，带职务和分工',
  ORGANISATION: '每篇介绍一个机构，带地址和电话',
  GALLERY: '每篇是一组图片，列表显示封面',
  VIDEO: '每篇是一段本站的视频，带封面和文字稿',
  LINKS: '每篇是一个网址，列表里直接打开',
  LIST: '不按时效的资料，如办事指南',
  PAGE: '只有一篇内容，如机构简介',
  TOPIC: '有自己首页的专题，下面放它的栏目',
};

function treeRow(node: ColumnNode, siteCode: string): Omit<TreeNode, 'children'> {
  return {
    id: node.id,
    label: node.name,
    href: consolePath.column(siteCode, node.id),
    badge: node.isHidden ? <Badge>不在菜单显示</Badge> : undefined,
    meta: holdsColumnsOnly(node.kind)
      ? COLUMN_KIND_LABELS[node.kind]
      : `${COLUMN_KIND_LABELS[node.kind]}，公开 ${node.itemCount} 篇`,
  };
}

function treeNodes(nodes: readonly ColumnNode[], siteCode: string): TreeNode[] {
  return nodes.map((node) => ({ ...treeRow(node, siteCode), children: treeNodes(node.children, siteCode) }));
}

function rowsById(nodes: readonly ColumnNode[]): Map<string, ColumnNode> {
  return new Map(nodes.flatMap((node) => [[node.id, node] as const, ...rowsById(node.children)]));
}

/** The tree with its grips once scripts run, and before that, or without them, with buttons alone. */
function Tree({ tree, order, siteCode }: { tree: readonly ColumnNode[]; order: string; siteCode: string }) {
  const [canDrag, setCanDrag] = useState(false);
  useEffect(() => setCanDrag(true), []);
  const byId = useMemo(() => rowsById(tree), [tree]);
  const label = '本站栏目';
  const move = { intent: 'column:edit#move', action: consolePath.columns(siteCode) };
  if (!canDrag) return <TreeList label={label} nodes={treeNodes(tree, siteCode)} move={move} />;
  const rowOf = (id: string) => {
    const node = byId.get(id);
    return node ? treeRow(node, siteCode) : { id, label: '' };
  };
  return (
    <ColumnArranger label={label} tree={tree} base={order} rowOf={rowOf} move={move} putIntent="column:edit#put" />
  );
}

export default function ColumnTreePage() {
  const { tree, order, under, site } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const isMove = refusal?.typed.intent === 'column:edit#move';
  const { errors, message } = summaryOf(refusal);
  const typed = isMove ? undefined : refusal?.typed;
  return (
    <>
      <PageHeader title="栏目" lead="栏目就是网站的菜单。按名称打开栏目可以修改、移动或删除。" />
      <div className="flex flex-col gap-8 xl:flex-row">
        <div className="flex min-w-0 flex-1 flex-col gap-4">
          {isMove && <ErrorSummary message={message} />}
          {tree.length > 0 ? (
            <Tree tree={tree} order={order} siteCode={site.code} />
          ) : (
            <EmptyState icon="sitemap" title="栏目把文章分门别类，也是网站的菜单">
              <p>先建一个，比如“通知公告”。</p>
            </EmptyState>
          )}
        </div>
        <div className="w-full max-w-2xl xl:max-w-md">
          <Form key={tree.length} method="post" noValidate className="flex flex-col gap-5">
            {!isMove && <ErrorSummary errors={errors} message={message} />}
            <FormSection title="新建栏目">
              <Field
                kind="select"
                name="parentId"
                label="上级栏目"
                empty="没有上级，放在第一层"
                choices={parentChoices(tree)}
                defaultValue={typed?.parentId ?? under}
                errors={errors?.parentId}
              />
              <ColumnFields
                values={{ ...typed, isHidden: typed?.isHidden !== undefined }}
                errors={isMove ? undefined : errors}
              >
                <Field
                  kind="text"
                  name="code"
                  label="代码"
                  required
                  help="用在网址里，如 tongzhi。以后改了，旧网址自动转到新网址。"
                  defaultValue={typed?.code}
                  errors={errors?.code}
                />
                <Field
                  kind="radio"
                  name="kind"
                  label="类型"
                  required
                  choices={COLUMN_KINDS.map((value) => ({
                    value,
                    label: COLUMN_KIND_LABELS[value],
                    help: KIND_HELP[value],
                  }))}
                  defaultValue={typed?.kind ?? 'NEWS'}
                  columns={2}
                  errors={errors?.kind}
                />
              </ColumnFields>
              <FormActions submit="建栏目" pending="正在保存…" intent="column:edit#create" />
            </FormSection>
          </Form>
        </div>
      </div>
    </>
  );
}
