import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { getColumnTree } from '@zhanqun/columns/server';
import { carryItem, dropItem, listCarriedItems, listOwnSharedItems, listSharedItems } from '@zhanqun/sharing/server';
import type { SiteContext } from '@zhanqun/tenancy/server';
import { ErrorSummary, PageHeader, Pager } from '@zhanqun/ui/console';
import { summaryOf, useRefusal } from '../answer';
import { itemColumnChoices } from '../columns/column-choices';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { CarriedList, OffersList, OwnSharedList } from './lists';
import { ViewTabs } from './view-tabs';

async function readView(context: SiteContext, params: URLSearchParams) {
  const after = params.get('after') || undefined;
  switch (params.get('view')) {
    case 'carried': {
      const links = await listCarriedItems(context, { after });
      const items = links.items.map((item) => {
        const source = context.directory.find(item.sourceSiteId);
        return { ...item, sourceUrl: source && context.directory.urlOf(source, `/a/${item.sourceArticleId}.html`) };
      });
      return { name: 'carried' as const, items, next: links.next };
    }
    case 'own':
      return { name: 'own' as const, ...(await listOwnSharedItems(context, { after })) };
    default: {
      const q = params.get('q')?.trim() || undefined;
      const offers = await listSharedItems(context, { q, after });
      const items = offers.items.map((item) => {
        const source = context.directory.find(item.siteId);
        return { ...item, url: source && context.directory.urlOf(source, `/a/${item.articleId}.html`) };
      });
      return {
        name: 'offers' as const,
        items,
        next: offers.next,
        isSearch: q !== undefined,
        columns: itemColumnChoices(await getColumnTree(context)),
      };
    }
  }
}

export const loader = siteLoader('site:view', async ({ context, request }) => {
  const params = new URL(request.url).searchParams;
  return {
    view: await readView(context, params),
    isFirstPage: !params.get('after'),
    site: { code: context.site.code, name: context.site.name },
    mayCarry: can(context.actor, 'link:carry', context.site),
  };
});

export const action = siteAction({
  'link:carry#add': async ({ context, form }) => {
    const text = (name: string) => String(form.get(name) ?? '');
    await carryItem(context, {
      sourceSiteId: text('sourceSiteId'),
      sourceArticleId: text('sourceArticleId'),
      columnId: text('columnId'),
    });
    return redirectWith(consolePath.shared(context.site.code, { view: 'carried' }), '已转载，公众在所选栏目里能看到。');
  },
  'link:carry#drop': async ({ context, form }) => {
    await dropItem(context, { linkId: String(form.get('linkId') ?? '') });
    return redirectWith(consolePath.shared(context.site.code, { view: 'carried' }), '已取消转载，原站的文章不受影响。');
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `共享与转载 - ${data?.site.name ?? ''} - 站群管理平台` },
];

export default function SharedPage() {
  const { view, isFirstPage, site, mayCarry } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  return (
    <>
      <PageHeader
        title="共享与转载"
        lead="转载的文章跟着原站走：原站修改，这里同步；原站撤回，这里同时撤下。页面上注明来源。"
      />
      <ViewTabs
        label="共享与转载"
        current={view.name}
        items={[
          { value: 'offers', label: '别的站点共享的', href: consolePath.shared(site.code) },
          { value: 'carried', label: '本站转载的', href: consolePath.shared(site.code, { view: 'carried' }) },
          { value: 'own', label: '本站共享的', href: consolePath.shared(site.code, { view: 'own' }) },
        ]}
      />
      {refusal && (
        <div className="mb-4">
          <ErrorSummary message={Object.values(errors ?? {}).flat()[0] ?? message} />
        </div>
      )}
      {view.name === 'offers' && (
        <OffersList
          items={view.items}
          columns={view.columns}
          isSearch={view.isSearch}
          siteCode={site.code}
          mayCarry={mayCarry}
        />
      )}
      {view.name === 'carried' && <CarriedList items={view.items} siteCode={site.code} mayCarry={mayCarry} />}
      {view.name === 'own' && <OwnSharedList items={view.items} siteCode={site.code} />}
      <Pager next={view.next} isFirstPage={isFirstPage} />
    </>
  );
}
