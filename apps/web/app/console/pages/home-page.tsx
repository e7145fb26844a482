import { data as answer, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { can, reachOf } from '@zhanqun/access';
import { type ColumnNode, getColumnTree } from '@zhanqun/columns/server';
import { DomainError, httpStatusOf, isDomainError } from '@zhanqun/kit';
import type { Block } from '@zhanqun/pages/schema';
import { getHomePage, type HomePage, saveHomePage } from '@zhanqun/pages/server';
import { BUILT_IN_BLOCKS } from '@zhanqun/templates/blueprints';
import { listLibrary } from '@zhanqun/templates/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { type Choice, DraftCleared } from '@zhanqun/ui/console';
import { useRef } from 'react';
import { makePreviewToken } from '../../../server/preview-link.server';
import { useRefusal } from '../answer';
import { savedMark } from '../articles/own-save';
import { redirectWith } from '../flash.server';
import { type Refusal, type SiteArgs, siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { HomePageForm, homePageDraftKey, type Preset } from './home-page-form';

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

async function listPresets(context: SiteContext): Promise<Preset[]> {
  const { actor, directory } = context;
  const reach = reachOf(actor, 'library:view', directory.root()?.id ?? '');
  const mayView = can(actor, 'library:view', context.site) || reach.roots.length + reach.sites.length > 0;
  const library = mayView ? await listLibrary(context, 'BLOCK') : [];
  const kept = library.flatMap((entry) => (entry.kind === 'BLOCK' ? [{ ...entry, block: entry.content.block }] : []));
  const entries = kept.length > 0 ? kept : BUILT_IN_BLOCKS.map((entry) => ({ ...entry, block: entry.content.block }));
  return entries.map(({ code, name, description, block }) => ({ code, name, description, block }));
}

function columnCodes(nodes: readonly ColumnNode[], depth = 0): Choice[] {
  return nodes.flatMap((node) => [
    { value: node.code, label: '　'.repeat(depth) + node.name, disabled: node.kind === 'GROUP' },
    ...columnCodes(node.children, depth + 1),
  ]);
}

export type Conflict = Refusal & { theirs: Pick<HomePage, 'version' | 'blocks'> };

async function save({ context, form }: SiteArgs & { form: FormData }, version: number) {
  let blocks: Block[];
  try {
    blocks = JSON.parse(String(form.get('blocks') ?? ''));
  } catch {
    throw new DomainError('INVALID', '区块列表没有读懂，请刷新页面后重试。');
  }
  try {
    const kept = await saveHomePage(context, { version, blocks });
    const path = consolePath.homePage(context.site.code, { saved: savedMark(kept.version) });
    return redirectWith(path, '首页已保存，公众现在就能看到。');
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'STALE') throw error;
    const { version: newest, blocks: theirs } = await getHomePage(context);
    const conflict: Conflict = {
      error: { code: error.code, message: error.message, fields: {} },
      typed: { blocks: String(form.get('blocks')) },
      theirs: { version: newest, blocks: theirs },
    };
    return answer(conflict, { status: httpStatusOf('STALE') });
  }
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
        data={data}
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
