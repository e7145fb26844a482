import { Link } from '@remix-run/react';
import { COLUMN_KIND_LABELS, COLUMN_KINDS, type ColumnKind, holdsColumnsOnly } from '@zhanqun/columns/schema';
import { Callout, type Choice, ConfirmPage, Field } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { consolePath } from '../paths';

export function DeletePage({ name, back }: { name: string; back: string }) {
  const refusal = useRefusal();
  return (
    <ConfirmPage
      title={`删除栏目“${name}”`}
      back={{ label: '回到栏目', href: back }}
      effect="将从菜单和站点地图里去掉，它的网址不再打得开"
      consequences={['只有空的栏目才能删除：没有下级栏目，也没有文章，含草稿和已撤回的。']}
      submit="删除"
      pending="正在删除…"
      intent="column:edit#delete"
      {...summaryOf(refusal)}
    />
  );
}

/** Groups hold no items, and a page holds one. */
export function canMerge(kind: ColumnKind): boolean {
  return !holdsColumnsOnly(kind) && kind !== 'PAGE';
}

export interface MergePageProps {
  column: { name: string; code: string; itemCount: number };
  targets: readonly Choice[];
  back: string;
}

export function MergePage({ column, targets, back }: MergePageProps): ReactElement {
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  return (
    <ConfirmPage
      title={`合并栏目“${column.name}”`}
      back={{ label: '回到栏目', href: back }}
      effect={`它的 ${column.itemCount} 篇公开内容和全部草稿将归到另一个栏目，这个栏目不再存在`}
      consequences={[
        '文章的网址不变；内容按发布时间排进另一个栏目，它的旧页码会重排。',
        `旧网址 /c/${column.code}/ 和订阅地址以后都自动转到另一个栏目。`,
        '另一个栏目缺的责任单位和联系人从这里带过去，负责编辑合在一起；审核流程以另一个栏目为准。',
        '来源已撤回的转载不带过去。内容多时要几分钟，期间两个栏目都照常打开。',
      ]}
      submit="开始合并"
      pending="正在开始…"
      intent="column:edit#merge"
      errors={errors}
      message={message}
    >
      <Field
        kind="select"
        name="intoId"
        label="并入哪个栏目"
        required
        empty="请选择"
        choices={targets}
        defaultValue={refusal?.typed.intoId}
        errors={errors?.intoId}
      />
    </ConfirmPage>
  );
}

/** A column of interpretations that was made before there was a kind for it. */
export function isOldInterpretation({ kind, name }: { kind: ColumnKind; name: string }): boolean {
  return (kind === 'LIST' || kind === 'NEWS') && name.includes('解读');
}

export interface KindPageProps {
  column: { name: string; kind: ColumnKind; version: number; itemCount: number };
  back: string;
}

export function KindPage({ column, back }: KindPageProps): ReactElement {
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  const wanted = isOldInterpretation(column) ? 'INTERPRETATION' : column.kind;
  return (
    <ConfirmPage
      title={`改变栏目“${column.name}”的类型`}
      back={{ label: '回到栏目', href: back }}
      effect={`它的 ${column.itemCount} 篇公开内容改用新类型的样式和要求`}
      consequences={[
        '文章的正文、网址、发布时间和已填写的信息都不变，公众一直看得到。',
        '新类型要求的信息，在下一次修改文章时填写；以前类型的信息仍显示在文章页上。',
        '栏目的更新周期没有单独设定的，从现在起按新类型要求。',
        '改为栏目组或专题，要先移走里面的内容；改为单页，最多只能有一篇。',
      ]}
      submit="改变类型"
      pending="正在改变…"
      intent="column:edit#kind"
      tone="main"
      errors={errors}
      message={message}
    >
      <input type="hidden" name="version" value={column.version} />
      <Field
        kind="select"
        name="kind"
        label="新的类型"
        required
        choices={COLUMN_KINDS.map((value) => ({ value, label: COLUMN_KIND_LABELS[value] }))}
        defaultValue={refusal?.typed.kind ?? wanted}
        errors={errors?.kind}
      />
    </ConfirmPage>
  );
}

export interface MergeNoteProps {
  into: { id: string; name: string };
  left: number;
  siteCode: string;
}

export function MergeNote({ into, left, siteCode }: MergeNoteProps): ReactElement {
  return (
    <Callout tone="info" title="正在合并">
      <p>
        还有 {left} 篇要归到“
        <Link to={consolePath.column(siteCode, into.id)} className="zc-link">
          {into.name}
        </Link>
        ”。期间不能往这里放新内容，完成后这个栏目会自动消失。
      </p>
    </Callout>
  );
}
