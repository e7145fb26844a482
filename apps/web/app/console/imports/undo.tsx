import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { getImport, undoImport } from '@zhanqun/imports/server';
import { refusal as refusalOfState } from '@zhanqun/imports/states';
import { Callout, ConfirmPage, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { readStep } from './import-form.server';

export const loader = siteLoader('import:run', async ({ context, params }) => {
  const { id, name, state, version, counts } = await getImport(context, params.import ?? '');
  return { id, name, version, made: counts.MADE, impossible: refusalOfState(state, 'undo'), code: context.site.code };
});

export const action = siteAction({
  'import:run#undo': async ({ context, params, form }) => {
    const importId = params.import ?? '';
    await undoImport(context, readStep(form, importId));
    return redirectWith(consolePath.import(context.site.code, importId), '已开始撤销，可以离开这个页面。');
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `撤销迁入 ${data?.name ?? ''} - 站群管理平台` },
];

export default function UndoImport(): ReactElement {
  const { id, name, version, made, impossible, code } = useLoaderData<typeof loader>();
  const { errors, message } = summaryOf(useRefusal());
  const back = { label: '回到这次迁入', href: consolePath.import(code, id) };
  if (impossible) {
    return (
      <>
        <PageHeader title={`撤销迁入“${name}”`} back={back} />
        <Callout tone="info" title={impossible} />
      </>
    );
  }
  return (
    <ConfirmPage
      title={`撤销迁入“${name}”`}
      back={back}
      effect={`将收回迁入的 ${made} 篇`}
      consequences={[
        '草稿删除，已公开的撤回，旧网址不再转过来。',
        '迁入以后有人改动过的文章不动，撤销后会列出来。',
        '图片和附件留在媒体库里，公众看不到。',
      ]}
      submit="撤销这次迁入"
      pending="正在撤销…"
      intent="import:run#undo"
      {...(errors ? { errors } : {})}
      {...(message ? { message } : {})}
    >
      <input type="hidden" name="version" value={version} />
    </ConfirmPage>
  );
}
