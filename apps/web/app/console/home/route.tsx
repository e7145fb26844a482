import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { SITE_STATE_LABELS } from '@zhanqun/sites/schema';
import { Callout, EmptyState, PageHeader, Stat, StatRow, Timeline } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { selfLoader } from '../guard.server';
import { consolePath } from '../paths';
import { SiteStateBadge } from '../sites/site-badges';
import { homeData, type SiteCard } from './home.server';

export const meta: MetaFunction = () => [{ title: '工作台 - 站群管理平台' }];

export const loader = selfLoader(homeData);

function Card({ site }: { site: SiteCard }): ReactElement {
  const counts = site.articles;
  return (
    <li className="zc-card flex flex-col gap-3 p-4">
      <div>
        <h3 className="flex flex-wrap items-center gap-2 text-lg font-semibold">
          <Link to={consolePath.site(site.code)} className="zc-link">
            {site.name}
          </Link>
          <SiteStateBadge state={site.state} />
        </h3>
        <p className="text-sm text-ink-soft">{site.hint}</p>
      </div>
      {counts && (
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          <li>
            <Link to={consolePath.articles(site.code, { state: 'DRAFT' })} className="zc-link">
              草稿 {counts.draft} 篇
            </Link>
          </li>
          <li>
            <Link to={consolePath.articles(site.code, { state: 'PUBLISHED' })} className="zc-link">
              已发布 {counts.published} 篇
            </Link>
          </li>
        </ul>
      )}
      <div className="mt-auto flex flex-wrap gap-2">
        {site.mayWrite && (
          <Link to={consolePath.newArticle(site.code)} className="zc-button zc-button-small">
            写一篇
          </Link>
        )}
        {site.state !== 'PREPARING' && (
          <a href={site.url} target="_blank" rel="noreferrer" className="zc-button zc-button-quiet zc-button-small">
            打开网站<span className="sr-only">（新窗口）</span>
          </a>
        )}
      </div>
    </li>
  );
}

export default function Home(): ReactElement {
  const { name, cards, total, byState, mayOpenSites, isEmbedded, lines } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={`${name}，您好`}
        lead={total > 0 ? `您可以进入 ${total} 个站点。` : undefined}
        actions={
          mayOpenSites && (
            <Link to={consolePath.newSite()} className="zc-button zc-button-main">
              开办站点
            </Link>
          )
        }
      />
      {isEmbedded && (
        <div className="mb-5">
          <Callout tone="info">
            平台正在用内置数据库，适合试用；它在断电时可能丢失最后几笔修改，正式使用请换成 PostgreSQL。
          </Callout>
        </div>
      )}
      {byState && (
        <StatRow>
          {byState.map(({ state, count }) => (
            <Stat
              key={state}
              label={SITE_STATE_LABELS[state]}
              value={count}
              unit="个站点"
              tone={state === 'TEMP_OFFLINE' && count > 0 ? 'act' : undefined}
              href={consolePath.register({ state })}
            />
          ))}
        </StatRow>
      )}
      {total === 0 && (
        <EmptyState icon="key" title="您还没有可以进入的站点">
          账号已经建好，但还没有授权。请联系本站的站点管理员，为您授予站点上的角色。
        </EmptyState>
      )}
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        {cards.length > 0 && (
          <section aria-labelledby="my-sites">
            <div className="mb-2 flex items-baseline justify-between gap-4">
              <h2 id="my-sites" className="text-lg font-semibold">
                我的站点
              </h2>
              {byState && (
                <Link to={consolePath.register()} className="zc-link text-sm">
                  全部 {total} 个站点
                </Link>
              )}
            </div>
            <ul className={cards.length > 1 ? 'grid gap-4 sm:grid-cols-2' : 'grid gap-4'}>
              {cards.map((site) => (
                <Card key={site.code} site={site} />
              ))}
            </ul>
          </section>
        )}
        {lines && (
          <section aria-labelledby="newest">
            <div className="mb-3 flex items-baseline justify-between gap-4">
              <h2 id="newest" className="text-lg font-semibold">
                最近的操作
              </h2>
              {lines.length > 0 && (
                <Link to={consolePath.log()} className="zc-link text-sm">
                  全部日志
                </Link>
              )}
            </div>
            {lines.length === 0 ? (
              <p className="text-ink-soft">还没有操作记录。</p>
            ) : (
              <Timeline
                entries={lines.map((line) => ({
                  id: line.id,
                  time: line.time,
                  dateTime: line.at.toISOString(),
                  who: line.actorName,
                  what: line.summary,
                  detail: line.siteName,
                }))}
              />
            )}
          </section>
        )}
      </div>
    </>
  );
}
