import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { getColumnTree } from '@zhanqun/columns/server';
import { getHomePage, saveHomePage } from '@zhanqun/pages/server';
import { DraftCleared } from '@zhanqun/ui/console';
import { useRef } from 'react';
import { makePreviewToken } from '../../../server/preview-link.server';
import { useRefusal } from '../answer';
import { savedMark } from '../articles/own-save';
import { redirectWith } from '../flash.server';
import { type SiteArgs, siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { type Conflict, columnCodes, listPresets, saveBlocks } from './compose.server';
import { HomePageForm, homePageDraftKey } from './home-page-form';

export const loader = siteLoader('page:edit', async ({ context, app }) => {
  const { site, directory, actor } = context;
  const token = makePreviewToken(app.deployment.settings.secretKey, { siteId: site.id }, app.now());
  return {
    page: await getHomePage(context),
    presets: await listPresets(context),
    columns: columnCodes(await getColumnTree(context)),
    /** The page that is saved: public, or by a signed link before the site is open. */
    viewUrl: directory.urlOf(site, site.state === 'ONLINE' ? '/' : `/preview/${token}/`),
    isOnline: site.state === 'ONLINE',
    site: { code: site.code, name: site.name },
    accountId: actor.accountId,
  };
});

async function save({ context, form }: SiteArgs & { form: FormData }, version: number) {
  return saveBlocks(form, {
    save: (blocks) => saveHomePage(context, { version, blocks }),
    told: (kept) =>
      redirectWith(
        consolePath.homePage(context.site.code, { saved: savedMark(kept) }),
        '首页已保存，公众现在就能看到。',
      ),
    theirs: () => getHomePage(context),
  });
}

export const action = siteAction({
  'page:edit': (args) => save(args, Number(args.form.get('version'))),
  'page:edit#overwrite': (args) => save(args, Number(args.form.get('newestVersion'))),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `首页编排 - ${data?.site.name ?? ''} - 站群管理平台` },
];

export default function HomePagePage() {
  const data = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const location = useLocation();
  const saved = new URLSearchParams(location.search).get('saved') ?? '';
  const savedAtFirst = useRef(saved);
  const generation = useRef(0);
  generation.current = (location.state as { taken?: number } | null)?.taken ?? generation.current;
  return (
    <>
      {/* Before the form, so that a draft that was just saved is gone when the form looks for one. */}
      {saved !== savedAtFirst.current && (
        <DraftCleared key={saved} storageKey={homePageDraftKey(data.accountId, data.site.code)} />
      )}
      <HomePageForm
        key={generation.current}
        what="首页"
        data={data}
        draft={homePageDraftKey(data.accountId, data.site.code)}
        here={consolePath.homePage(data.site.code)}
        saved={saved}
        refusal={refusal}
        theirs={refusal && 'theirs' in refusal ? (refusal as Conflict).theirs : undefined}
        viewLink={
          <Link to={data.viewUrl} target="_blank" rel="noopener" className="zc-button">
            {data.isOnline ? '看公开的首页' : '预览首页'}
          </Link>
        }
      />
    </>
  );
}
