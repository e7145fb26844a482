import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { notFound } from '@zhanqun/kit';
import {
  ADDRESS_KIND_LABELS,
  ADDRESS_KINDS,
  type CreateSiteInput,
  SITE_KIND_LABELS,
  SITE_KINDS,
  SITE_LEVEL_LABELS,
  SITE_LEVELS,
} from '@zhanqun/sites/schema';
import { createSite } from '@zhanqun/sites/server';
import { listLibrary } from '@zhanqun/templates/server';
import { atSite } from '@zhanqun/tenancy/server';
import { Field, FormPage, FormSection } from '@zhanqun/ui/console';
import { type ReactElement, useRef } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { useDraftKey } from '../draft';
import { redirectWith } from '../flash.server';
import { groupAction, groupLoader } from '../guard.server';
import { PictureChoice } from '../library/picture-choice';
import { consolePath } from '../paths';
import { sitesIn } from '../site-names.server';
import { typedOf } from '../typed';
import { AddressPreview } from './address-preview';
import { parentChoice } from './new.server';

export const meta: MetaFunction = () => [{ title: '开办站点 - 站群管理平台' }];

export const loader = groupLoader('site:create', async ({ context, reach, request }) => {
  const params = new URL(request.url).searchParams;
  const blueprints = await listLibrary(context, 'BLUEPRINT');
  const themes = await listLibrary(context, 'THEME');
  return {
    parents: sitesIn(context.directory, reach)
      .filter((site) => site.kind === 'PORTAL' && site.state !== 'CLOSED')
      .map((site) => parentChoice(context.directory, site)),
    blueprints: blueprints.map((entry) => ({
      value: entry.code,
      title: entry.name,
      note: entry.description,
      basis: entry.basedOnCode ?? entry.code,
      picture: `${consolePath.libraryPicture('BLUEPRINT', entry.code)}?v=${entry.version}`,
    })),
    themes: themes.map((entry) => ({ value: entry.code, label: entry.name })),
    parent: params.get('parent') ?? '',
    blueprint: params.get('blueprint') ?? '',
  };
});

const DRAFT = 'new-site';

export const action = groupAction({
  'site:create': async ({ context, form }) => {
    const typed = typedOf(form);
    const parent = context.directory.find(typed.parentId ?? '');
    if (!parent) throw notFound('上级站点');
    const { code } = await createSite(atSite(context, parent), typed as unknown as CreateSiteInput);
    return redirectWith(consolePath.site(code), '站点已开办，正在筹备。接下来请设立管理员。', { clears: DRAFT });
  },
});

/** What a site of a built-in blueprint is, and of a copy of one; of others nothing is guessed. */
const PLACES: Record<string, { level: string; kind: string }> = {
  'county-portal': { level: 'COUNTY', kind: 'PORTAL' },
  town: { level: 'TOWN', kind: 'CHANNEL' },
  department: { level: 'COUNTY', kind: 'DEPARTMENT' },
  zone: { level: 'COUNTY', kind: 'ZONE' },
};

function putPlace(form: HTMLFormElement | null | undefined, blueprint: string | undefined): void {
  const place = PLACES[blueprint ?? ''];
  if (!form || !place) return;
  for (const name of ['level', 'kind'] as const) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLSelectElement)) continue;
    field.value = place[name];
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

const choices = <T extends string>(values: readonly T[], labels: Record<T, string>) =>
  values.map((value) => ({ value, label: labels[value] }));

const ADDRESS_HELP: Record<(typeof ADDRESS_KINDS)[number], string> = {
  SUBDOMAIN: '用平台的域名，开办后马上可用。',
  PATH: '放在上级网站的地址后面。',
  OWN_DOMAIN: '用单位自己的域名，解析要先指到本平台。',
};

export default function NewSite(): ReactElement {
  const { parents, blueprints, themes, parent, blueprint } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const typed = refusal?.typed ?? {};
  const errors = refusal?.error.fields ?? {};
  const around = useRef<HTMLDivElement>(null);
  const basisOf = (code: string) => blueprints.find(({ value }) => value === code)?.basis;
  const place = PLACES[basisOf(blueprint) ?? ''] ?? { level: 'TOWN', kind: 'CHANNEL' };
  const chosenParent = parents.find(({ code }) => code === parent) ?? parents[0];
  return (
    <FormPage
      title="开办站点"
      lead="从蓝本建一个站点：栏目、首页和主题一次备好。开办后先筹备，上线以前只有工作人员和拿到预览链接的人能看到。"
      back={{ label: '站点名录', href: consolePath.register() }}
      buttons={{
        submit: '开办站点',
        pending: '正在开办…',
        intent: 'site:create',
        cancel: { label: '返回', href: consolePath.register() },
      }}
      storageKey={useDraftKey(DRAFT)}
      {...summaryOf(refusal)}
    >
      <div ref={around}>
        <PictureChoice
          name="blueprintCode"
          label="建站蓝本"
          help="决定开办时有哪些栏目、首页怎样摆。开办以后都可以改。"
          choices={blueprints}
          defaultValue={typed.blueprintCode ?? (blueprint || undefined)}
          errors={errors.blueprintCode}
          onChoose={(code) => putPlace(around.current?.closest('form'), basisOf(code))}
        />
      </div>
      <FormSection title="放在哪里">
        <Field
          kind="select"
          name="parentId"
          label="上级站点"
          required
          choices={parents}
          defaultValue={typed.parentId ?? chosenParent?.value}
          errors={errors.parentId}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <Field
            kind="select"
            name="level"
            label="层级"
            required
            choices={choices(SITE_LEVELS, SITE_LEVEL_LABELS)}
            defaultValue={typed.level ?? place.level}
            errors={errors.level}
          />
          <Field
            kind="select"
            name="kind"
            label="类型"
            required
            choices={choices(SITE_KINDS, SITE_KIND_LABELS)}
            defaultValue={typed.kind ?? place.kind}
            errors={errors.kind}
          />
        </div>
      </FormSection>
      <Field
        kind="select"
        name="themeCode"
        label="主题"
        empty="用蓝本自带的主题"
        choices={themes}
        defaultValue={typed.themeCode}
        errors={errors.themeCode}
      />
      <FormSection title="名称与地址">
        <Field
          kind="text"
          name="name"
          label="网站名称"
          required
          help="用正式全称，例如 赣县区梅林镇人民政府。"
          defaultValue={typed.name}
          errors={errors.name}
        />
        <Field
          kind="text"
          name="shortName"
          label="简称"
          required
          help="用在列表里，例如 梅林镇。"
          defaultValue={typed.shortName}
          errors={errors.shortName}
        />
        <Field
          kind="text"
          name="label"
          label="地址里的标识"
          required
          help="小写字母、数字和连字符，一般用拼音，例如 meilin。"
          defaultValue={typed.label}
          errors={errors.label}
        />
        <Field
          kind="radio"
          name="primaryAddress"
          label="主地址"
          required
          choices={ADDRESS_KINDS.map((kind) => ({
            value: kind,
            label: ADDRESS_KIND_LABELS[kind],
            help: ADDRESS_HELP[kind],
          }))}
          defaultValue={typed.primaryAddress ?? 'SUBDOMAIN'}
          errors={errors.primaryAddress}
        />
        <Field
          kind="text"
          name="ownDomain"
          label="独立域名"
          help="有才填，例如 www.example.gov.cn。"
          defaultValue={typed.ownDomain}
          errors={errors.ownDomain}
        />
        <AddressPreview parents={parents} />
      </FormSection>
    </FormPage>
  );
}
