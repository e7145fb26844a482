import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { CreateAccountInput } from '@zhanqun/accounts/schema';
import { type CreatedAccount, createAccount } from '@zhanqun/accounts/server';
import { Field, FormPage, FormSection, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useAnswer, useRefusal } from '../answer';
import { useDraftKey } from '../draft';
import { groupAction, groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { GrantFields } from './grant-fields';
import { manageableSites, mayGrantSubtree, roleChoices, siteChoices } from './grantable.server';
import { MadeAccount, NEW_ACCOUNT_DRAFT } from './made';

export const meta: MetaFunction = () => [{ title: '创建账号 - 站群管理平台' }];

export const loader = groupLoader('account:manage', async ({ context, request }) => {
  const sites = manageableSites(context);
  const wanted = new URL(request.url).searchParams.get('site');
  return {
    sites: siteChoices(context),
    roles: roleChoices(context, sites),
    maySubtree: mayGrantSubtree(context),
    siteId: sites.find(({ code }) => code === wanted)?.id ?? (sites.length === 1 ? sites[0]?.id : undefined),
  };
});

export const action = groupAction({
  'account:manage#create': async ({ context, form }) => {
    const text = (name: string) => String(form.get(name) ?? '');
    const grant = { siteId: text('siteId'), role: text('role'), subtree: form.get('subtree') };
    const made = await createAccount(context, {
      username: text('username'),
      displayName: text('displayName'),
      unit: text('unit'),
      homeSiteId: text('siteId'),
      grants: [grant],
    } as CreateAccountInput);
    return { made, name: text('displayName') };
  },
});

export default function NewAccount(): ReactElement {
  const { sites, roles, maySubtree, siteId } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const answer = useAnswer<{ made: CreatedAccount; name: string }>();
  const storageKey = useDraftKey(NEW_ACCOUNT_DRAFT);
  const back = { label: '账号', href: consolePath.accounts() };
  if (answer) {
    return (
      <>
        <PageHeader title="账号已创建" back={back} />
        <MadeAccount {...answer} />
      </>
    );
  }
  const typed = refusal?.typed ?? {};
  const errors = refusal?.error.fields ?? {};
  return (
    <FormPage
      title="创建账号"
      lead="创建后得到一次性密码，只显示一次；本人第一次登录时换成自己的密码。"
      back={back}
      buttons={{
        submit: '创建账号',
        pending: '正在创建…',
        intent: 'account:manage#create',
        cancel: { label: '返回', href: back.href },
      }}
      storageKey={storageKey}
      {...summaryOf(refusal)}
    >
      <FormSection title="这是谁">
        <Field
          kind="text"
          name="displayName"
          label="姓名"
          required
          defaultValue={typed.displayName}
          errors={errors.displayName}
        />
        <Field
          kind="text"
          name="username"
          label="用户名"
          required
          autoComplete="off"
          help="登录时用。以字母开头，3 到 32 个小写字母、数字、点、下划线或连字符。"
          defaultValue={typed.username}
          errors={errors.username}
        />
        <Field kind="text" name="unit" label="单位或科室" defaultValue={typed.unit} errors={errors.unit} />
      </FormSection>
      <FormSection title="做什么" lead="以后可以在账号页增加别的站点和角色。">
        <GrantFields
          sites={sites}
          roles={roles}
          maySubtree={maySubtree}
          typed={typed}
          errors={{ ...errors, siteId: errors.siteId ?? errors.homeSiteId ?? [] }}
          defaults={{ siteId, role: 'EDITOR' }}
        />
      </FormSection>
    </FormPage>
  );
}
