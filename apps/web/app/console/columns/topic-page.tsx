import type { MetaFunction } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { getColumn, getColumnTree, getTopic } from '@zhanqun/columns/server';
import type { Block } from '@zhanqun/pages/schema';
import { findTopicPage, saveTopicPage } from '@zhanqun/pages/server';
import { DraftCleared } from '@zhanqun/ui/console';
import { useRef } from 'react';
import { useRefusal } from '../answer';
import { savedMark } from '../articles/own-save';
import { redirectWith } from '../flash.server';
import { type SiteArgs, siteAction, siteLoader } from '../guard.server';
import { type Conflict, columnCodes, listPresets, saveBlocks } from '../pages/compose.server';
import { HomePageForm, homePageDraftKey } from '../pages/home-page-form';
import { consolePath } from '../paths';

/** The home page of a topic, composed like that of the site. Until somebody does, it shows its columns. */
export const loader = siteLoader('page:edit', async ({ context, params }) => {
  const { site, directory, actor } = context;
  const column = await getColumn(context, params.column ?? '');
  await getTopic(context, column.id);
  const tree = await getColumnTree(context);
  return {
    page: (await findTopicPage(context, column.id)) ?? NONE,
    presets: await listPresets(context),
    columns: columnCodes(tree),
    column: { id: column.id, name: column.name },
    viewUrl: directory.urlOf(site, `/c/${column.code}/`),
    site: { code: site.code, name: site.name },
    accountId: actor.accountId,
  };
});

const NONE: { version: number; blocks: Block[] } = { version: 0, blocks: [] };

async function save({ context, params, form }: SiteArgs & { form: FormData }, version: number) {
  const columnId = params.column ?? '';
  return saveBlocks(form, {
    save: (blocks) => saveTopicPage(context, { columnId, version, blocks }),
    told: (kept) =>
      redirectWith(
        consolePath.topicPage(context.site.code, columnId, { saved: savedMark(kept) }),
        '专题首页已保存，公众现在就能看到。',
      ),
    theirs: async () => (await findTopicPage(context, columnId)) ?? NONE,
  });
}

export const action = siteAction({
  'page:edit': (args) => save(args, Number(args.form.get('version'))),
  'page:edit#overwrite': (args) => save(args, Number(args.form.get('newestVersion'))),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `专题首页编排 ${data?.column.name ?? ''} - ${data?.site.name ?? ''} - 站群管理平台` },
];

export default function TopicPagePage() {
  const data = useLoaderData<typeof loader>();
  const { site, column, accountId } = data;
  const refusal = useRefusal();
  const location = useLocation();
  const saved = new URLSearchParams(location.search).get('saved') ?? '';
  const savedAtFirst = useRef(saved);
  const generation = useRef(0);
  generation.current = (location.state as { taken?: number } | null)?.taken ?? generation.current;
  const draft = homePageDraftKey(accountId, site.code, column.id);
  return (
    <>
      {/* Before the form, so that a draft that was just saved is gone when the form looks for one. */}
      {saved !== savedAtFirst.current && <DraftCleared key={saved} storageKey={draft} />}
      <HomePageForm
        key={generation.current}
        what="专题首页"
        data={data}
        draft={draft}
        here={consolePath.topicPage(site.code, column.id)}
        back={{ label: `专题“${column.name}”`, href: consolePath.topic(site.code, column.id) }}
        saved={saved}
        refusal={refusal}
        theirs={refusal && 'theirs' in refusal ? (refusal as Conflict).theirs : undefined}
        viewLink={
          <a href={data.viewUrl} target="_blank" rel="noopener" className="zc-button">
            看公开的专题
          </a>
        }
      />
    </>
  );
}
