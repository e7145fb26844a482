import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { FACTS_NEEDED_ONLINE, missingFacts, type SiteAction } from '@zhanqun/sites/schema';
import { getSiteForDesk, transitionSite } from '@zhanqun/sites/server';
import { actionsFrom, SITE_ACTION_LABELS } from '@zhanqun/sites/states';
import { Callout, ConfirmPage, Field, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { SiteStateBadge } from './site-badges';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `上线与下线 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('site:transition', async ({ context, request }) => {
  const site = await getSiteForDesk(context);
  const possible = actionsFrom(site.state);
  const wanted = new URL(request.url).searchParams.get('act');
  return {
    site,
    possible,
    chosen: possible.find((action) => action === wanted),
    missing: missingFacts(site).map((fact) => FACTS_NEEDED_ONLINE[fact]),
    children: context.directory.children(site.id).length,
  };
});

export const action = siteAction({
  'site:transition': async ({ context, form }) => {
    const action = String(form.get('action')) as SiteAction;
    await transitionSite(context, { action, note: String(form.get('note') ?? '') });
    return redirectWith(consolePath.site(context.site.code), `站点已${SITE_ACTION_LABELS[action]}。`);
  },
});

interface ActionText {
  effect: (name: string) => string;
  consequences: (children: number) => string[];
  pending: string;
  tone: 'main' | 'alarm';
  noteLabel?: string;
}

const below = (children: number) => (children > 0 ? [`下级的 ${children} 个站点有自己的状态，不跟着变。`] : []);

const TEXTS: Record<SiteAction, ActionText> = {
  'bring-online': {
    effect: (name) => `${name}将对所有人开放`,
    consequences: (children) => [
      '访客马上可以打开网站，看到全部已发布的内容。',
      '草稿仍然看不到。',
      ...below(children),
    ],
    pending: '正在上线…',
    tone: 'main',
  },
  'take-offline': {
    effect: (name) => `${name}将暂时下线，访客看到通知页`,
    consequences: (children) => [
      '下线后访客看到的是通知页和您写的说明，看不到任何内容。',
      '其他站点引用的本站内容也会同时消失，恢复上线后重新出现。',
      '工作人员仍可登录编辑，内容都在。',
      ...below(children),
    ],
    pending: '正在下线…',
    tone: 'alarm',
    noteLabel: '给访客的说明',
  },
  'return-online': {
    effect: (name) => `${name}将恢复对所有人开放`,
    consequences: (children) => ['通知页撤下，网站恢复原来的样子。', ...below(children)],
    pending: '正在恢复…',
    tone: 'main',
  },
  close: {
    effect: (name) => `${name}将永久关闭，不能再打开`,
    consequences: (children) => [
      '访客看到的是关闭通知和您写的说明。',
      '关闭以后不能恢复上线，站点资料和内容不能再修改。',
      '其他站点引用的本站内容同时撤下。',
      ...below(children),
    ],
    pending: '正在关闭…',
    tone: 'alarm',
    noteLabel: '给访客的说明，例如内容并到了哪个网站',
  },
};

export default function State(): ReactElement {
  const { site, possible, chosen, missing, children } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const here = consolePath.state(site.code);
  if (chosen) {
    const { effect, consequences, pending, tone, noteLabel } = TEXTS[chosen];
    return (
      <ConfirmPage
        title={`${SITE_ACTION_LABELS[chosen]}站点`}
        back={{ label: '上线与下线', href: here }}
        effect={effect(site.name)}
        consequences={consequences(children)}
        submit={SITE_ACTION_LABELS[chosen]}
        pending={pending}
        intent="site:transition"
        tone={tone}
        {...summaryOf(refusal)}
      >
        <input type="hidden" name="action" value={chosen} />
        {noteLabel && (
          <Field
            kind="textarea"
            name="note"
            label={noteLabel}
            required
            limit={200}
            rows={3}
            defaultValue={refusal?.typed.note}
            errors={refusal?.error.fields.note}
          />
        )}
      </ConfirmPage>
    );
  }
  return (
    <div className="max-w-2xl">
      <PageHeader
        title="上线与下线"
        badge={<SiteStateBadge state={site.state} />}
        back={{ label: site.shortName, href: consolePath.site(site.code) }}
      />
      {possible.length === 0 && (
        <Callout tone="info" title="站点已经关闭">
          关闭的站点不能再改变状态。内容仍然保存着，可以查阅日志。
        </Callout>
      )}
      {site.state === 'PREPARING' && missing.length > 0 && (
        <div className="mb-4">
          <Callout tone="warn" title="还不能上线">
            请先填写：{missing.join('、')}。
            <Link to={consolePath.facts(site.code)} className="zc-link ml-2">
              去填写
            </Link>
          </Callout>
        </div>
      )}
      <ul className="flex flex-col gap-3">
        {possible.map((action) => (
          <li key={action} className="zc-card flex flex-wrap items-center gap-3 p-4">
            <p className="min-w-0 flex-1">
              <strong className="block font-semibold">{SITE_ACTION_LABELS[action]}</strong>
              <span className="text-ink-soft">{TEXTS[action].consequences(0)[0]}</span>
            </p>
            {(action !== 'bring-online' || missing.length === 0) && (
              <Link to={`${here}?act=${action}`} className="zc-button">
                {SITE_ACTION_LABELS[action]}…
              </Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
