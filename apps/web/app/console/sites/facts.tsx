import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type EditSiteInput, FACTS_NEEDED_ONLINE } from '@zhanqun/sites/schema';
import { editSite, getSiteForDesk } from '@zhanqun/sites/server';
import { Callout, Field, FormPage, FormSection } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { useDraftKey } from '../draft';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { typedOf } from '../typed';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `站点资料 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('site:edit', async ({ context }) => ({ site: await getSiteForDesk(context) }));

export const action = siteAction({
  'site:edit': async ({ context, form }) => {
    await editSite(context, typedOf(form) as EditSiteInput);
    return redirectWith(consolePath.facts(context.site.code), '站点资料已保存。', {
      clears: `facts-${context.site.code}`,
    });
  },
});

export default function Facts(): ReactElement {
  const { site } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const errors = refusal?.error.fields ?? {};
  const value = (name: keyof typeof site) => refusal?.typed[name] ?? String(site[name]);
  const isOnline = site.state === 'ONLINE' && !site.isDemonstration;
  const text = (name: keyof typeof site, label: string, more: { help?: string; required?: boolean } = {}) => (
    <Field
      kind="text"
      name={name}
      label={label}
      defaultValue={value(name)}
      errors={errors[name]}
      required={more.required || (isOnline && name in FACTS_NEEDED_ONLINE)}
      help={more.help}
    />
  );
  return (
    <FormPage
      key={site.version}
      title="站点资料"
      lead="这些资料显示在网站的页头和页脚。保存后，已经上线的网站马上更新。"
      back={{ label: site.shortName, href: consolePath.site(site.code) }}
      buttons={{
        submit: '保存资料',
        pending: '正在保存…',
        intent: 'site:edit',
        cancel: { label: '返回', href: consolePath.site(site.code) },
      }}
      storageKey={useDraftKey(`facts-${site.code}`)}
      base={String(site.version)}
      {...summaryOf(refusal)}
    >
      <input type="hidden" name="version" value={site.version} />
      {refusal?.error.code === 'STALE' && (
        <Callout tone="warn" title="这份资料刚被别人修改过">
          您填写的内容还在下面。请在新窗口打开本页，核对别人改了什么，再决定怎样保存。
        </Callout>
      )}
      <FormSection title="名称">
        {text('name', '网站名称', { required: true, help: '显示在页头，例如 梅林镇人民政府。' })}
        {text('shortName', '简称', { required: true, help: '用在列表和面包屑里，例如 梅林镇。' })}
      </FormSection>
      <FormSection title="主办与联系" lead="访客在每一页的页脚都能看到。">
        {text('sponsor', '主办单位')}
        {text('contactAddress', '联系地址')}
        {text('contactPhone', '联系电话', { help: '几个号码之间用顿号隔开。' })}
        {text('officeHours', '办公时间', { help: '例如 工作日 8:30–12:00，14:30–17:30。' })}
      </FormSection>
      <FormSection title="备案信息" lead="政府网站上线前必须取得并填写。">
        {text('siteIdCode', '网站标识码', { help: '10 位数字，或 bm 加 8 位数字。' })}
        {text('icpNumber', 'ICP 备案编号')}
        {text('psbNumber', '公安机关备案编号')}
      </FormSection>
    </FormPage>
  );
}
