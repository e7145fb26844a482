import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { LIBRARY_KIND_LABELS } from '@zhanqun/templates/library-schema';
import { deleteEntry, duplicateEntry, editEntry } from '@zhanqun/templates/server';
import { Badge, ConfirmPage, Field, FormPage, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { groupAction, groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { contentOf, entryData, entryOf } from './entry.server';
import { EntryForm, entryDraft } from './entry-form';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.entry.name ?? '模板'} · 模板库 - 站群管理平台` },
];

export const loader = groupLoader('library:view', entryData);

export const action = groupAction({
  'library:edit#save': async (args) => {
    const { context, form } = args;
    const entry = await entryOf(args);
    const { kind, code } = entry;
    await editEntry(context, {
      kind,
      code,
      version: String(form.get('version')),
      name: String(form.get('name') ?? ''),
      description: String(form.get('description') ?? ''),
      content: contentOf(entry, form),
    });
    return redirectWith(consolePath.libraryEntry(kind, code), '已保存。', { clears: entryDraft(entry) });
  },
  'library:edit#duplicate': async (args) => {
    const { kind, code } = await entryOf(args);
    const { form } = args;
    const name = String(form.get('name') ?? '');
    const made = await duplicateEntry(args.context, { kind, code, newCode: String(form.get('newCode') ?? ''), name });
    return redirectWith(consolePath.libraryEntry(kind, made.code), `已复制为“${name.trim()}”，现在可以修改它。`);
  },
  'library:edit#delete': async (args) => {
    const { kind, code, name } = await entryOf(args);
    await deleteEntry(args.context, { kind, code });
    return redirectWith(consolePath.library(kind.toLowerCase()), `“${name}”已删除。`);
  },
});

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Duplicate({ entry }: Loaded): ReactElement {
  const refusal = useRefusal();
  const here = consolePath.libraryEntry(entry.kind, entry.code);
  return (
    <FormPage
      title={`复制“${entry.name}”`}
      lead="得到一份自己的模板，可以随意修改，原来的不变。"
      back={{ label: entry.name, href: here }}
      buttons={{
        submit: '复制',
        pending: '正在复制…',
        intent: 'library:edit#duplicate',
        cancel: { label: '返回', href: here },
      }}
      {...summaryOf(refusal)}
    >
      <Field
        kind="text"
        name="name"
        label="新名称"
        required
        defaultValue={refusal?.typed.name ?? `${entry.name}（副本）`}
        errors={refusal?.error.fields.name}
      />
      <Field
        kind="text"
        name="newCode"
        label="新代码"
        required
        help="小写字母开头，只含小写字母、数字和连字符。以后不能改。"
        defaultValue={refusal?.typed.newCode ?? `${entry.code}-2`.slice(0, 40)}
        errors={refusal?.error.fields.newCode}
      />
    </FormPage>
  );
}

function Delete({ entry }: Loaded): ReactElement {
  return (
    <ConfirmPage
      title="删除模板"
      back={{ label: entry.name, href: consolePath.libraryEntry(entry.kind, entry.code) }}
      effect={`“${entry.name}”将从模板库里删除`}
      consequences={['已经用它开办的站点不受影响。', '有站点正在用的主题不能删除。']}
      submit="删除"
      pending="正在删除…"
      intent="library:edit#delete"
      {...summaryOf(useRefusal())}
    />
  );
}

export default function Entry(): ReactElement {
  const loaded = useLoaderData<typeof loader>();
  const { entry, act, mayEdit, mayOpen, usedBy } = loaded;
  const here = consolePath.libraryEntry(entry.kind, entry.code);
  const back = {
    label: `模板库 · ${LIBRARY_KIND_LABELS[entry.kind]}`,
    href: consolePath.library(entry.kind.toLowerCase()),
  };
  if (act === 'duplicate' && mayEdit) return <Duplicate {...loaded} />;
  if (act === 'delete' && mayEdit && !entry.isBuiltIn) return <Delete {...loaded} />;
  const actions = (
    <>
      {usedBy > 0 && <Badge tone="main">{usedBy} 个站点在用</Badge>}
      {entry.kind === 'BLUEPRINT' && mayOpen && (
        <Link to={consolePath.newSite(entry.code)} className="zc-button">
          用它开办站点
        </Link>
      )}
      {mayEdit && (
        <Link to={`${here}?act=duplicate`} className="zc-button">
          复制
        </Link>
      )}
      {mayEdit && !entry.isBuiltIn && (
        <Link to={`${here}?act=delete`} className="zc-button zc-button-quiet">
          删除
        </Link>
      )}
    </>
  );
  if (mayEdit) return <EntryForm {...loaded} back={back} actions={actions} />;
  return (
    <>
      <PageHeader title={entry.name} lead={entry.description} back={back} actions={actions} />
      <img
        src={`${consolePath.libraryPicture(entry.kind, entry.code)}?v=${entry.version}`}
        alt={`${entry.name}的样子`}
        className="zc-card w-full max-w-2xl"
      />
    </>
  );
}
