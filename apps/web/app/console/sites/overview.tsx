import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { ADDRESS_KIND_LABELS, SITE_KIND_LABELS, SITE_LEVEL_LABELS } from '@zhanqun/sites/schema';
import { Badge, Callout, DefinitionList, PageHeader, Stat, StatRow } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { DutiesNote } from '../columns/duties-note';
import { siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { OpeningSteps } from './opening-steps';
import { overviewData } from './overview.server';
import { SiteStateBadge } from './site-badges';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.site.name ?? '站点'} - 站群管理平台` },
];

export const loader = siteLoader('site:view', overviewData);

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function Addresses({ site, may }: Loaded): ReactElement {
  return (
    <section aria-labelledby="addresses">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <h2 id="addresses" className="text-lg font-semibold">
          访问地址
        </h2>
        {may.address && (
          <Link to={consolePath.addresses(site.code)} className="zc-link text-sm">
            管理地址
          </Link>
        )}
      </div>
      <ul className="zc-card divide-y divide-line px-4">
        {site.addresses.map((address) => (
          <li key={address.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <a href={address.url} target="_blank" rel="noreferrer" className="zc-link min-w-0 break-all">
              {address.url}
              <span className="sr-only">（新窗口）</span>
            </a>
            <span className="text-sm text-ink-soft">{ADDRESS_KIND_LABELS[address.kind]}</span>
            {address.isPrimary && <Badge tone="main">主地址</Badge>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Administrators({ site, administrators }: Loaded): ReactElement | null {
  if (!administrators) return null;
  return (
    <section aria-labelledby="administrators">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <h2 id="administrators" className="text-lg font-semibold">
          管理员
        </h2>
        <Link to={consolePath.administrators(site.code)} className="zc-link text-sm">
          全部
        </Link>
      </div>
      <ul className="zc-card divide-y divide-line px-4">
        {administrators.slice(0, 5).map((one) => (
          <li key={`${one.accountId}-${one.role}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <Link to={consolePath.account(one.accountId)} className="zc-link">
              {one.displayName}
            </Link>
            <span className="text-sm text-ink-soft">{one.unit}</span>
            <Badge>{one.isInherited ? `上级${one.roleLabel}` : one.roleLabel}</Badge>
          </li>
        ))}
        {administrators.length === 0 && <li className="py-2.5 text-ink-soft">还没有管理员。</li>}
      </ul>
    </section>
  );
}

function Facts({ site, parent, hint, createdAt, changedAt, may }: Loaded): ReactElement {
  return (
    <section aria-labelledby="facts">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <h2 id="facts" className="text-lg font-semibold">
          站点资料
        </h2>
        {may.edit && (
          <Link to={consolePath.facts(site.code)} className="zc-link text-sm">
            修改资料
          </Link>
        )}
      </div>
      <DefinitionList
        items={[
          {
            term: '归属',
            value: parent?.code ? (
              <Link to={consolePath.site(parent.code)} className="zc-link">
                {parent.name}
              </Link>
            ) : (
              (parent?.name ?? hint)
            ),
          },
          { term: '层级与类型', value: `${SITE_LEVEL_LABELS[site.level]} · ${SITE_KIND_LABELS[site.kind]}` },
          { term: '简称', value: site.shortName },
          { term: '站点代码', value: site.code },
          { term: '主办单位', value: site.sponsor },
          { term: '联系地址', value: site.contactAddress },
          { term: '联系电话', value: site.contactPhone },
          { term: '办公时间', value: site.officeHours },
          { term: '网站标识码', value: site.siteIdCode },
          { term: 'ICP 备案编号', value: site.icpNumber },
          { term: '公安备案编号', value: site.psbNumber },
          { term: '开办时间', value: createdAt },
          { term: '状态变更', value: changedAt },
        ]}
      />
    </section>
  );
}

export default function Overview(): ReactElement {
  const loaded = useLoaderData<typeof loader>();
  const { site, hint, counts, children, steps, preview, may } = loaded;
  const { code } = site;
  return (
    <>
      <PageHeader
        title={site.name}
        lead={hint}
        badge={
          <>
            <SiteStateBadge state={site.state} />
            {site.isDemonstration && <Badge tone="act">演示数据</Badge>}
          </>
        }
        actions={
          may.transition && (
            <Link to={consolePath.state(code)} className="zc-button">
              上线与下线
            </Link>
          )
        }
      />
      {(site.state === 'TEMP_OFFLINE' || site.state === 'CLOSED') && (
        <div className="mb-5">
          <Callout tone="warn" title={site.state === 'CLOSED' ? '站点已经关闭' : '站点暂时下线'}>
            访客现在看到的是通知页：{site.stateNote}
          </Callout>
        </div>
      )}
      {steps && preview && <OpeningSteps code={code} steps={steps} preview={preview} />}
      {loaded.duties && <DutiesNote code={code} duties={loaded.duties} />}
      <StatRow>
        <Stat
          label="已发布"
          value={counts.published}
          unit="篇"
          href={consolePath.articles(code, { state: 'PUBLISHED' })}
        />
        <Stat
          label="草稿"
          value={counts.draft}
          unit="篇"
          tone={counts.draft > 0 ? 'act' : undefined}
          href={consolePath.articles(code, { state: 'DRAFT' })}
        />
        <Stat
          label="栏目"
          value={counts.columns}
          unit="个"
          href={may.columns ? consolePath.columns(code) : undefined}
        />
        <Stat label="下级站点" value={children} unit="个" />
      </StatRow>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Facts {...loaded} />
        <div className="flex flex-col gap-6">
          <Addresses {...loaded} />
          <Administrators {...loaded} />
        </div>
      </div>
    </>
  );
}
