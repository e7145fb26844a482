import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { listAuditLines } from '@zhanqun/audit/server';
import { formatDate, formatDateTime } from '@zhanqun/kit';
import { type ChangePartnerLimitInput, MAX_LIMIT } from '@zhanqun/partners/schema';
import { changePartnerLimit, getPartner, revokePartner } from '@zhanqun/partners/server';
import { atSite } from '@zhanqun/tenancy/server';
import { ConfirmPage, DefinitionList, ErrorSummary, Field, PageHeader, Timeline } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { groupAction, groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { PartnerBadge } from './state-badge';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.partner.name ?? '密钥'} · 接口密钥 - 站群管理平台` },
];

const idOf = (params: Record<string, string | undefined>) => params.partner ?? '';
const DAY_MS = 86_400_000;

export const loader = groupLoader('partner:manage', async ({ context, params, request }) => {
  const partner = await getPartner(context, idOf(params));
  const root = context.directory.root();
  const log = root ? (await listAuditLines(atSite(context, root), { subjectId: partner.id })).items : [];
  return {
    partner,
    // The key ends when its last day is over.
    lastDay: partner.expiresAt ? formatDate(new Date(partner.expiresAt.getTime() - DAY_MS)) : '',
    log: log.map(({ id, at, actorName, summary }) => ({ id, at, actorName, summary })),
    isRevoking: new URL(request.url).searchParams.get('act') === 'revoke' && partner.state !== 'REVOKED',
  };
});

export const action = groupAction({
  'partner:manage#limit': async ({ context, params, form }) => {
    const limit = String(form.get('limit') ?? '') as ChangePartnerLimitInput['limit'];
    await changePartnerLimit(context, { partnerId: idOf(params), limit });
    return redirectWith(consolePath.partner(idOf(params)), '次数已修改。');
  },
  'partner:manage#revoke': async ({ context, params }) => {
    await revokePartner(context, { partnerId: idOf(params) });
    return redirectWith(consolePath.partner(idOf(params)), '密钥已作废。');
  },
});

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Revoke({ partner }: Loaded): ReactElement {
  return (
    <ConfirmPage
      title="作废密钥"
      back={{ label: partner.name, href: consolePath.partner(partner.id) }}
      effect={`${partner.unit}将不能再用“${partner.name}”的密钥`}
      consequences={[
        '五秒之内在所有服务进程上生效，不能恢复。',
        '不带密钥仍可使用开放接口，次数较少。',
        '记录和日志保留。',
      ]}
      submit="作废密钥"
      pending="正在作废…"
      intent="partner:manage#revoke"
      {...summaryOf(useRefusal())}
    />
  );
}

function LimitForm({ partner }: Loaded): ReactElement {
  const refusal = useRefusal();
  return (
    <section aria-labelledby="limit-title">
      <h2 id="limit-title" className="mb-2 text-lg font-semibold">
        修改次数
      </h2>
      <Form method="post" noValidate className="zc-card flex flex-col gap-4 p-4">
        <Field
          key={partner.limit}
          kind="text"
          type="number"
          name="limit"
          label="每分钟次数"
          required
          min={1}
          max={MAX_LIMIT}
          suffix="次"
          width="short"
          defaultValue={refusal?.typed.limit ?? partner.limit}
          errors={refusal?.error.fields.limit}
        />
        <button type="submit" name="intent" value="partner:manage#limit" className="zc-button self-start max-sm:w-full">
          保存次数
        </button>
      </Form>
    </section>
  );
}

export default function Partner(): ReactElement {
  const loaded = useLoaderData<typeof loader>();
  const { partner, lastDay, log, isRevoking } = loaded;
  const refusal = useRefusal();
  if (isRevoking) return <Revoke {...loaded} />;
  const isRevoked = partner.state === 'REVOKED';
  return (
    <>
      <PageHeader
        title={partner.name}
        lead={partner.unit}
        back={{ label: '接口密钥', href: consolePath.partners() }}
        badge={<PartnerBadge state={partner.state} />}
        actions={
          !isRevoked && (
            <Link to={`${consolePath.partner(partner.id)}?act=revoke`} className="zc-button">
              作废密钥
            </Link>
          )
        }
      />
      <div className="mb-5 max-w-3xl empty:hidden">{refusal && <ErrorSummary {...summaryOf(refusal)} />}</div>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="flex flex-col gap-6">
          <section aria-label="密钥资料">
            <DefinitionList
              items={[
                { term: '密钥开头', value: `${partner.keyStart}…` },
                { term: '联系人', value: partner.contact || '没有填写' },
                { term: '每分钟次数', value: `${partner.limit} 次` },
                { term: '有效期至', value: lastDay || '一直有效' },
                { term: '最近使用', value: partner.lastUsedAt ? formatDateTime(partner.lastUsedAt) : '还没有使用' },
                { term: '创建', value: `${formatDateTime(partner.createdAt)}，${partner.createdByName}` },
                ...(partner.revokedAt ? [{ term: '作废时间', value: formatDateTime(partner.revokedAt) }] : []),
              ]}
            />
          </section>
          {!isRevoked && <LimitForm {...loaded} />}
        </div>
        <section aria-labelledby="log">
          <h2 id="log" className="mb-3 text-lg font-semibold">
            这个密钥的变更
          </h2>
          <Timeline
            entries={log.map((line) => ({
              id: line.id,
              time: formatDateTime(line.at),
              dateTime: line.at.toISOString(),
              who: line.actorName,
              what: line.summary,
            }))}
          />
        </section>
      </div>
    </>
  );
}
