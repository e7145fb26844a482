import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { ADDRESS_KIND_LABELS, ADDRESS_KINDS, type AddAddressInput } from '@zhanqun/sites/schema';
import { addAddress, choosePrimaryAddress, getSiteForDesk, removeAddress } from '@zhanqun/sites/server';
import {
  Badge,
  Callout,
  ConfirmPage,
  DataTable,
  ErrorSummary,
  Field,
  FormSection,
  PageHeader,
} from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `访问地址 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('site:address', async ({ context, request }) => {
  const params = new URL(request.url).searchParams;
  const site = await getSiteForDesk(context);
  const address = site.addresses.find(({ id }) => id === params.get('address'));
  const act = params.get('act');
  return {
    site,
    baseDomain: context.directory.addressing.baseDomain,
    isOneHost: context.directory.addressing.mode === 'path',
    hasParent: context.site.parentId !== null,
    chosen: address && (act === 'remove' || act === 'primary') ? { act, address } : undefined,
    primaryUrl: site.addresses.find(({ isPrimary }) => isPrimary)?.url ?? '',
  };
});

export const action = siteAction({
  'site:address#add': async ({ context, form }) => {
    await addAddress(context, { kind: form.get('kind'), value: String(form.get('value') ?? '') } as AddAddressInput);
    return redirectWith(consolePath.addresses(context.site.code), '地址已增加，访问它会转到主地址。');
  },
  'site:address#primary': async ({ context, form }) => {
    await choosePrimaryAddress(context, { addressId: String(form.get('addressId') ?? '') });
    return redirectWith(consolePath.addresses(context.site.code), '主地址已更换，其他地址会转到它。');
  },
  'site:address#remove': async ({ context, form }) => {
    await removeAddress(context, { addressId: String(form.get('addressId') ?? '') });
    return redirectWith(consolePath.addresses(context.site.code), '地址已删除。');
  },
});

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Confirm({ site, chosen, primaryUrl }: Loaded): ReactElement | null {
  const summary = summaryOf(useRefusal());
  if (!chosen) return null;
  const { act, address } = chosen;
  const back = { label: '访问地址', href: consolePath.addresses(site.code) };
  const field = <input type="hidden" name="addressId" value={address.id} />;
  if (act === 'remove') {
    return (
      <ConfirmPage
        title="删除地址"
        back={back}
        effect={`${address.url} 将不能再打开这个网站`}
        consequences={['别处指向这个地址的链接会失效。', '网站的其他地址不受影响。', '这个地址可以再给别的站点用。']}
        submit="删除地址"
        pending="正在删除…"
        intent="site:address#remove"
        {...summary}
      >
        {field}
      </ConfirmPage>
    );
  }
  return (
    <ConfirmPage
      title="更换主地址"
      back={back}
      effect={`网站的主地址将从 ${primaryUrl} 改为 ${address.url}`}
      consequences={[
        '原来的地址继续有效，访问它会自动转到新的主地址，链接不会断。',
        '搜索引擎要过一段时间才会改用新地址。',
      ]}
      submit="设为主地址"
      pending="正在更换…"
      intent="site:address#primary"
      tone="main"
      {...summary}
    >
      {field}
    </ConfirmPage>
  );
}

function AddForm({ site, baseDomain, hasParent }: Loaded): ReactElement {
  const refusal = useRefusal();
  const errors = refusal?.error.fields ?? {};
  const help: Record<(typeof ADDRESS_KINDS)[number], string> = {
    OWN_DOMAIN: '单位自己的域名，例如 www.example.gov.cn；域名解析要先指到本平台。',
    SUBDOMAIN: `平台域名下的一段，例如 meilin.ganxian，访问时是 meilin.ganxian.${baseDomain}。`,
    PATH: '上级网站地址后面的一段，例如 meilin。',
  };
  return (
    <Form key={site.addresses.length} method="post" noValidate className="max-w-2xl">
      <FormSection title="增加一个地址" lead="增加后，访问它会转到主地址。">
        <Field
          kind="radio"
          name="kind"
          label="地址类型"
          required
          defaultValue={refusal?.typed.kind ?? 'OWN_DOMAIN'}
          errors={errors.kind}
          choices={ADDRESS_KINDS.filter((kind) => kind !== 'PATH' || hasParent)
            .toReversed()
            .map((kind) => ({ value: kind, label: ADDRESS_KIND_LABELS[kind], help: help[kind] }))}
        />
        <Field
          kind="text"
          name="value"
          label="地址"
          required
          defaultValue={refusal?.typed.value}
          errors={errors.value}
          help="不带 http:// 和斜杠。"
        />
        <button
          type="submit"
          name="intent"
          value="site:address#add"
          className="zc-button zc-button-main self-start max-sm:w-full"
        >
          增加地址
        </button>
      </FormSection>
    </Form>
  );
}

export default function Addresses(): ReactElement {
  const loaded = useLoaderData<typeof loader>();
  const { site, chosen, isOneHost } = loaded;
  const summary = summaryOf(useRefusal());
  if (chosen) return <Confirm {...loaded} />;
  const toConfirm = (act: string, id: string) => `${consolePath.addresses(site.code)}?act=${act}&address=${id}`;
  return (
    <>
      <PageHeader
        title="访问地址"
        lead="网站可以有几个地址。其中一个是主地址，访问其余地址会自动转到它；更换主地址不会弄断旧链接。"
        back={{ label: site.shortName, href: consolePath.site(site.code) }}
      />
      <div className="flex flex-col gap-6">
        <ErrorSummary {...summary} />
        {isOneHost && (
          <Callout tone="info">
            平台现在按路径访问（ADDRESSING=path），所有站点都在同一个主机名下；下面的地址在改为按主机名访问后生效。
          </Callout>
        )}
        <div>
          <DataTable
            caption="网站的地址"
            summary={`共 ${site.addresses.length} 个地址`}
            rows={site.addresses}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'url',
                header: '地址',
                cell: (row) => (
                  <a href={row.url} target="_blank" rel="noreferrer" className="zc-link break-all">
                    {row.url}
                    <span className="sr-only">（新窗口）</span>
                  </a>
                ),
              },
              { key: 'kind', header: '类型', width: 'fit', cell: (row) => ADDRESS_KIND_LABELS[row.kind] },
              {
                key: 'act',
                header: '操作',
                cell: (row) =>
                  row.isPrimary ? (
                    <Badge tone="main">主地址</Badge>
                  ) : (
                    <span className="flex flex-wrap gap-2">
                      <Link to={toConfirm('primary', row.id)} className="zc-button zc-button-small">
                        设为主地址
                      </Link>
                      <Link to={toConfirm('remove', row.id)} className="zc-button zc-button-quiet zc-button-small">
                        删除
                      </Link>
                    </span>
                  ),
              },
            ]}
            empty={<p className="text-ink-soft">还没有地址。</p>}
          />
        </div>
        <AddForm {...loaded} />
      </div>
    </>
  );
}
