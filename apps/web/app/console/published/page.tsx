import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { renewPage, renewSite, renewSubtree } from '@zhanqun/publishing/server';
import {
  Callout,
  ConfirmPage,
  DefinitionList,
  ErrorSummary,
  Field,
  formatBytes,
  PageHeader,
  Timeline,
} from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { loadPublished } from './desk.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `页面发布 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('publishing:view', async ({ context, app, request }) => {
  const params = new URL(request.url).searchParams;
  const act = params.get('act');
  return {
    ...(await loadPublished(context, app, params.get('address') ?? '/')),
    act: act === 'site' || act === 'tree' ? act : undefined,
  };
});

export const action = siteAction({
  'publishing:renew#page': async ({ context, form }) => {
    const rest = String(form.get('rest') ?? '');
    await renewPage(context, { rest });
    return redirectWith(
      consolePath.published(context.site.code, { address: rest }),
      '已更新，下一位访客看到的是新页面。',
    );
  },
  'publishing:renew#site': async ({ context }) => {
    await renewSite(context);
    return redirectWith(consolePath.published(context.site.code), '本站全部页面已更新。');
  },
  'publishing:tree': async ({ context }) => {
    const count = await renewSubtree(context);
    return redirectWith(consolePath.published(context.site.code), `${count} 个站点的全部页面已更新。`);
  },
});

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Page = NonNullable<Loaded['page']>;

function Confirm({ site, act, subtree }: Loaded): ReactElement {
  const isTree = act === 'tree';
  return (
    <ConfirmPage
      title={isTree ? '更新下级站点的页面' : '更新本站全部页面'}
      back={{ label: '页面发布', href: consolePath.published(site.code) }}
      effect={
        isTree ? `将更新 ${site.shortName} 及下级共 ${subtree} 个站点的全部页面` : `将更新 ${site.shortName} 的全部页面`
      }
      consequences={[
        '内容有改动时页面会自动更新，平时不需要这样做。',
        '一秒之内在所有服务进程上生效，不影响访问。',
        '之后每个页面第一次有人打开时重新生成，这段时间打开会慢一点。',
      ]}
      submit="更新页面"
      pending="正在更新…"
      intent={isTree ? 'publishing:tree' : 'publishing:renew#site'}
      tone="main"
      {...summaryOf(useRefusal())}
    />
  );
}

function ChooseAddress({ site, typed, wrong, choices }: Loaded): ReactElement {
  return (
    <section aria-label="选择页面" className="mb-6 max-w-3xl">
      <Form method="get" noValidate className="zc-card flex flex-wrap items-end gap-3 p-4">
        <div className="min-w-0 flex-1 basis-64">
          <Field
            key={typed}
            kind="text"
            name="address"
            label="页面的网址"
            required
            help="粘贴整个网址，或者只填本站内的路径。"
            defaultValue={typed}
            maxLength={2_000}
            errors={wrong ? [wrong] : undefined}
          />
        </div>
        <button type="submit" className="zc-button zc-button-main max-sm:w-full">
          查看
        </button>
      </Form>
      <details className="mt-2" open={wrong !== undefined}>
        <summary className="zc-link inline-flex min-h-8 cursor-pointer items-center max-sm:min-h-11">
          从本站的页面中选择
        </summary>
        <div className="mt-2 grid gap-x-6 gap-y-4 sm:grid-cols-3">
          {choices.map((group) => (
            <div key={group.title}>
              <h2 className="font-semibold">{group.title}</h2>
              <ul>
                {group.choices.map((choice) => (
                  <li key={choice.rest}>
                    <Link
                      className="zc-link inline-flex min-h-8 items-center max-sm:min-h-11"
                      to={consolePath.published(site.code, { address: choice.rest })}
                    >
                      {choice.label}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </details>
    </section>
  );
}

function Kept({ kept }: { kept: NonNullable<Page['kept']> }): ReactElement {
  const { sizes } = kept;
  return (
    <>
      <DefinitionList
        items={[
          { term: '生成时间', value: kept.renderedAt },
          { term: '有效到', value: kept.holdsUntil ?? '内容有变化为止' },
          {
            term: '大小',
            value: sizes
              ? `${formatBytes(sizes.plain)}；压缩后 gzip ${formatBytes(sizes.gzip)}，Brotli ${formatBytes(sizes.brotli)}`
              : '存放在磁盘上，有人打开时读入内存',
          },
        ]}
      />
      <section aria-labelledby="shows">
        <h2 id="shows" className="text-lg font-semibold">
          这一页用到的内容
        </h2>
        <p className="mb-3 text-ink-soft">其中任何一项有变化，页面就会更新。</p>
        <div className="zc-card divide-y divide-line px-4">
          {kept.groups.map((group) => (
            <details key={group.title} className="py-2" open={group.lines.length <= 6}>
              <summary className="min-h-8 cursor-pointer content-center font-semibold max-sm:min-h-11">
                {group.title}
                <span className="ml-2 font-normal text-ink-soft">{group.lines.length + group.more} 项</span>
              </summary>
              <ul className="list-disc pl-6">
                {group.lines.map((line) => (
                  <li key={line} className="break-words">
                    {line}
                  </li>
                ))}
                {group.more > 0 && <li className="text-ink-soft">还有 {group.more} 项</li>}
              </ul>
            </details>
          ))}
        </div>
      </section>
    </>
  );
}

function NotKept({ page }: { page: Page }): ReactElement {
  return (
    <Callout tone="info" title={page.never ? '这个地址不留存' : '这一页现在没有留存'}>
      {page.never ?? '可能还没有人打开过，也可能刚刚更新。有人打开时会立即生成并留存，打开后再回到这里查看。'}
    </Callout>
  );
}

function RenewForm({ page }: { page: Page }): ReactElement {
  return (
    <Form method="post">
      <input type="hidden" name="rest" value={page.rest} />
      <button type="submit" name="intent" value="publishing:renew#page" className="zc-button">
        更新这一页
      </button>
    </Form>
  );
}

function Renewals({ page }: { page: Page }): ReactElement {
  return (
    <section aria-labelledby="renewals">
      <h2 id="renewals" className="text-lg font-semibold">
        最近因为什么更新
      </h2>
      <p className="mb-3 text-ink-soft">
        {page.kept
          ? '三十天之内与这一页有关的变化，最多二十条。'
          : '页面没有留存时，只列出三十天之内与本站整体和这个地址有关的变化。'}
      </p>
      {page.renewals.length > 0 ? (
        <Timeline entries={page.renewals} />
      ) : (
        <p className="text-ink-soft">三十天之内没有与这一页有关的变化。</p>
      )}
    </section>
  );
}

export default function Published(): ReactElement {
  const loaded = useLoaderData<typeof loader>();
  const { site, page, mayRenew, subtree, act } = loaded;
  const refusal = useRefusal();
  if (act === 'site' ? mayRenew : act === 'tree' && subtree > 0) return <Confirm {...loaded} />;
  return (
    <>
      <PageHeader
        title="页面发布"
        lead="公众看到的页面生成一次就留存下来，用到的内容有变化时自动更新。这里可以查看一个页面为什么更新。"
        back={{ label: site.shortName, href: consolePath.site(site.code) }}
        actions={
          mayRenew && (
            <>
              <Link to={consolePath.published(site.code, { act: 'site' })} className="zc-button">
                更新本站全部页面
              </Link>
              {subtree > 0 && (
                <Link to={consolePath.published(site.code, { act: 'tree' })} className="zc-button">
                  更新下级站点的页面
                </Link>
              )}
            </>
          )
        }
      />
      <div className="mb-5 max-w-3xl empty:hidden">{refusal && <ErrorSummary {...summaryOf(refusal)} />}</div>
      <ChooseAddress {...loaded} />
      {page && (
        <>
          <div className="mb-4 flex flex-wrap items-center gap-3">
            <a className="zc-link line-clamp-3 min-w-0 break-all" href={page.url}>
              {page.url}
            </a>
            {mayRenew && page.kept && <RenewForm page={page} />}
          </div>
          <div className="grid items-start gap-6 lg:grid-cols-2">
            <div className="flex min-w-0 flex-col gap-6">
              {page.kept ? <Kept kept={page.kept} /> : <NotKept page={page} />}
            </div>
            <Renewals page={page} />
          </div>
        </>
      )}
    </>
  );
}
