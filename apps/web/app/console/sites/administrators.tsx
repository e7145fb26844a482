import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { can, reachOf } from '@zhanqun/access';
import type { CreateAccountInput } from '@zhanqun/accounts/schema';
import { type CreatedAccount, createAccount, grantRole, listAccountsAcrossSites } from '@zhanqun/accounts/server';
import { DomainError } from '@zhanqun/kit';
import { listSiteAdministrators } from '@zhanqun/sites/server';
import { Badge, DataTable, EmptyState, ErrorSummary, Field, FormSection, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { MadeAccount } from '../accounts/made';
import { summaryOf, useAnswer, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `管理员 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('account:view', async ({ context }) => ({
  site: { code: context.site.code, name: context.site.name, shortName: context.site.shortName },
  administrators: await listSiteAdministrators(context, context.site.id),
  mayManage: can(context.actor, 'account:manage', context.site),
}));

export const action = siteAction({
  'account:manage#create': async ({ context, form }) => {
    const text = (name: string) => String(form.get(name) ?? '');
    const made = await createAccount(context, {
      username: text('username'),
      displayName: text('displayName'),
      unit: text('unit'),
      homeSiteId: context.site.id,
      grants: [{ siteId: context.site.id, role: 'SITE_ADMIN', subtree: false }],
    } satisfies CreateAccountInput);
    return { made, name: text('displayName') };
  },
  'account:manage#grant': async ({ context, form }) => {
    const username = String(form.get('existing') ?? '')
      .trim()
      .toLowerCase();
    const reach = reachOf(context.actor, 'account:view', context.directory.root()?.id ?? '');
    const { items } = await listAccountsAcrossSites(context, reach, { q: username });
    const account = items.find((row) => row.username === username);
    if (!account) {
      throw new DomainError('INVALID', '请检查标出的项目。', { existing: ['您管辖的站点里没有这个用户名的账号。'] });
    }
    await grantRole(context, { accountId: account.id, siteId: context.site.id, role: 'SITE_ADMIN', subtree: false });
    return redirectWith(consolePath.administrators(context.site.code), `${account.displayName}已成为站点管理员。`);
  },
});

function Forms(): ReactElement {
  const refusal = useRefusal();
  const typed = refusal?.typed ?? {};
  const errors = refusal?.error.fields ?? {};
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <Form method="post" noValidate>
        <FormSection title="新建一个账号作管理员" lead="创建后得到一次性密码，只显示一次。">
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
            help="以字母开头，3 到 32 个小写字母、数字、点、下划线或连字符。"
            defaultValue={typed.username}
            errors={errors.username}
          />
          <Field kind="text" name="unit" label="单位或科室" defaultValue={typed.unit} errors={errors.unit} />
          <button
            type="submit"
            name="intent"
            value="account:manage#create"
            className="zc-button zc-button-main self-start max-sm:w-full"
          >
            创建管理员
          </button>
        </FormSection>
      </Form>
      <Form method="post" noValidate>
        <FormSection title="请已有账号的人来管" lead="这个人原有的授权不变。">
          <Field
            kind="text"
            name="existing"
            label="他的用户名"
            required
            autoComplete="off"
            defaultValue={typed.existing}
            errors={errors.existing}
          />
          <button
            type="submit"
            name="intent"
            value="account:manage#grant"
            className="zc-button self-start max-sm:w-full"
          >
            设为管理员
          </button>
        </FormSection>
      </Form>
    </div>
  );
}

export default function Administrators(): ReactElement {
  const { site, administrators, mayManage } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const answer = useAnswer<{ made: CreatedAccount; name: string }>();
  return (
    <>
      <PageHeader
        title="管理员"
        lead="站点管理员建设和管理这个站点。上级的管理员也能管它。"
        back={{ label: site.shortName, href: consolePath.site(site.code) }}
        actions={
          <Link to={consolePath.accounts({ site: site.code })} className="zc-button">
            本站全部账号
          </Link>
        }
      />
      <div className="flex flex-col gap-6">
        {refusal && <ErrorSummary {...summaryOf(refusal)} />}
        {answer && <MadeAccount {...answer} />}
        <DataTable
          caption="站点的管理员"
          summary={`共 ${administrators.length} 项`}
          rows={administrators}
          rowKey={(row) => `${row.accountId}-${row.role}-${row.isInherited}`}
          rowHref={(row) => consolePath.account(row.accountId)}
          columns={[
            { key: 'name', header: '姓名', cell: (row) => row.displayName },
            { key: 'unit', header: '单位', cell: (row) => row.unit },
            { key: 'role', header: '角色', width: 'fit', cell: (row) => row.roleLabel },
            {
              key: 'from',
              header: '授权来自',
              width: 'fit',
              cell: (row) => (row.isInherited ? <Badge>上级站点</Badge> : <Badge tone="main">本站</Badge>),
            },
          ]}
          empty={
            <EmptyState icon="users" title="站点由管理员来建设和管理">
              还没有管理员。
            </EmptyState>
          }
        />
        {mayManage && !answer && <Forms />}
      </div>
    </>
  );
}
