import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { getSiteForDesk } from '@zhanqun/sites/server';
import type { ChooseThemeInput } from '@zhanqun/templates/library-schema';
import { chooseTheme, listLibrary } from '@zhanqun/templates/server';
import { Callout, FormPage } from '@zhanqun/ui/console';
import { type ReactElement, useRef } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { useDraftKey } from '../draft';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { PictureChoice } from '../library/picture-choice';
import { putTheme, ThemeFields, themeOf } from '../library/theme-fields';
import { consolePath } from '../paths';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `主题外观 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('site:theme', async ({ context }) => {
  const entries = await listLibrary(context, 'THEME');
  return {
    site: await getSiteForDesk(context),
    url: context.site.state === 'PREPARING' ? undefined : context.directory.urlOf(context.site),
    themes: entries.flatMap((entry) =>
      entry.kind === 'THEME'
        ? [
            {
              value: entry.code,
              title: entry.name,
              note: entry.description,
              picture: `${consolePath.libraryPicture('THEME', entry.code)}?v=${entry.version}`,
              settings: entry.content,
            },
          ]
        : [],
    ),
  };
});

export const action = siteAction({
  'site:theme': async ({ context, form }) => {
    const { theme } = await getSiteForDesk(context);
    // The logo is not among the fields of this page and stays.
    const settings = { ...themeOf(form), ...(theme.logoFileId ? { logoFileId: theme.logoFileId } : {}) };
    const input = { themeCode: form.get('themeCode'), version: form.get('version'), settings };
    await chooseTheme(context, input as unknown as ChooseThemeInput);
    const { code } = context.site;
    return redirectWith(consolePath.theme(code), '主题已换上，网站已经更新。', { clears: `theme-${code}` });
  },
});

export default function Theme(): ReactElement {
  const { site, url, themes } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const place = useRef<HTMLDivElement>(null);
  const typed = refusal?.typed ?? {};
  return (
    <FormPage
      key={site.version}
      title="主题外观"
      lead="先选一个主题，再按本站的需要调整。文字和底色分不清的搭配不能保存。"
      back={{ label: site.shortName, href: consolePath.site(site.code) }}
      buttons={{
        submit: '换上主题',
        pending: '正在换上…',
        intent: 'site:theme',
        cancel: { label: '返回', href: consolePath.site(site.code) },
      }}
      actions={
        url && (
          <a href={url} target="_blank" rel="noreferrer" className="zc-button">
            打开网站<span className="sr-only">（新窗口）</span>
          </a>
        )
      }
      storageKey={useDraftKey(`theme-${site.code}`)}
      base={String(site.version)}
      {...summaryOf(refusal)}
    >
      {refusal?.error.code === 'STALE' && (
        <Callout tone="warn" title="这个站点刚被别人修改过">
          请刷新本页，核对以后再换主题。
        </Callout>
      )}
      <input type="hidden" name="version" value={site.version} />
      <div ref={place}>
        <PictureChoice
          name="themeCode"
          label="主题"
          help="选一个，下面的颜色和样式跟着换成它的。"
          choices={themes}
          defaultValue={typed.themeCode ?? site.themeCode}
          errors={refusal?.error.fields.themeCode}
          onChoose={(code) => {
            const chosen = themes.find(({ value }) => value === code);
            if (chosen) putTheme(place.current?.closest('form'), chosen.settings);
          }}
        />
      </div>
      <ThemeFields settings={site.theme} errors={refusal?.error.fields ?? {}} siteName={site.name} />
    </FormPage>
  );
}
