import { Form } from '@remix-run/react';
import { formatDateTime } from '@zhanqun/kit';
import type { CarriedItem, OwnSharedItem, SharedItem } from '@zhanqun/sharing/server';
import { Badge, type Choice, DataTable, EmptyState, FilterBar, NoMatch, type TableColumn } from '@zhanqun/ui/console';
import { useState } from 'react';
import { consolePath } from '../paths';

type Offer = SharedItem & { url?: string };

/** The title as visitors of its own site find it, in a new tab. */
function Title({ text, url }: { text: string; url?: string }) {
  if (!url) return text;
  return (
    <a href={url} target="_blank" rel="noopener" className="zc-link">
      {text}
    </a>
  );
}

/** Asks for the column only after the press, so that a page of offers does not hold every column twenty times. */
function CarryControl({ item, columns }: { item: Offer; columns: readonly Choice[] }) {
  const [isOpen, setOpen] = useState(false);
  const id = `column-${item.articleId}`;
  if (!isOpen) {
    return (
      <button type="button" className="zc-button zc-button-small" onClick={() => setOpen(true)}>
        转载<span className="sr-only">“{item.title}”</span>
      </button>
    );
  }
  return (
    <Form method="post" className="flex flex-wrap items-center gap-1">
      <input type="hidden" name="sourceSiteId" value={item.siteId} />
      <input type="hidden" name="sourceArticleId" value={item.articleId} />
      <label htmlFor={id} className="sr-only">
        放进本站哪个栏目
      </label>
      {/* biome-ignore lint/a11y/noAutofocus: the press on the button that stood here asked for it */}
      <select id={id} name="columnId" autoFocus required defaultValue="" className="zc-input w-44">
        <option value="" disabled>
          放进哪个栏目
        </option>
        {columns.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
      <button type="submit" name="intent" value="link:carry#add" className="zc-button zc-button-main zc-button-small">
        确定转载
      </button>
      <button type="button" className="zc-button zc-button-quiet zc-button-small" onClick={() => setOpen(false)}>
        取消
      </button>
    </Form>
  );
}

export interface OffersListProps {
  items: readonly Offer[];
  columns: readonly Choice[];
  isSearch: boolean;
  siteCode: string;
  mayCarry: boolean;
}

export function OffersList({ items, columns, isSearch, siteCode, mayCarry }: OffersListProps) {
  const table: TableColumn<Offer>[] = [
    { key: 'title', header: '标题', cell: (row) => <Title text={row.title} url={row.url} /> },
    { key: 'site', header: '来自', cell: (row) => row.siteName, width: 'fit' },
    { key: 'published', header: '发布时间', cell: (row) => formatDateTime(row.firstPublishedAt), width: 'fit' },
    { key: 'shared', header: '共享时间', cell: (row) => formatDateTime(row.sharedAt), width: 'fit', notOnPhones: true },
    {
      key: 'carry',
      header: '转载',
      cell: (row) => {
        if (row.linkId) return <Badge tone="main">已转载</Badge>;
        return mayCarry && <CarryControl item={row} columns={columns} />;
      },
      width: 'fit',
    },
  ];
  return (
    <>
      <FilterBar search={{ label: '标题', placeholder: '标题中的词' }} />
      <DataTable
        caption="别的站点共享的文章，新共享的在前"
        columns={table}
        rows={items}
        rowKey={(row) => row.articleId}
        summary={`本页 ${items.length} 篇，新共享的在前`}
        empty={
          isSearch ? (
            <NoMatch unit="文章" clearHref={consolePath.shared(siteCode)} />
          ) : (
            <EmptyState icon="share" title="别的站点共享的文章会列在这里">
              <p>上级或兄弟单位共享文章后，可以转载到本站的栏目。</p>
            </EmptyState>
          )
        }
      />
    </>
  );
}

type Carried = CarriedItem & { sourceUrl?: string };

export function CarriedList({
  items,
  siteCode,
  mayCarry,
}: {
  items: readonly Carried[];
  siteCode: string;
  mayCarry: boolean;
}) {
  const table: TableColumn<Carried>[] = [
    {
      key: 'title',
      header: '标题',
      cell: (row) =>
        row.title === null ? (
          <>
            原站已撤回或不再共享 <Badge tone="act">不显示</Badge>
          </>
        ) : (
          <Title text={row.title} url={row.sourceUrl} />
        ),
    },
    { key: 'source', header: '来自', cell: (row) => row.sourceSiteName, width: 'fit' },
    { key: 'column', header: '本站栏目', cell: (row) => row.columnName, width: 'fit' },
    {
      key: 'who',
      header: '转载',
      cell: (row) => `${row.createdByName} ${formatDateTime(row.createdAt)}`,
      width: 'fit',
    },
    {
      key: 'drop',
      header: '操作',
      cell: (row) =>
        mayCarry && (
          <Form method="post">
            <input type="hidden" name="linkId" value={row.linkId} />
            <button type="submit" name="intent" value="link:carry#drop" className="zc-button zc-button-small">
              取消转载<span className="sr-only">“{row.title ?? '原站已撤回的文章'}”</span>
            </button>
          </Form>
        ),
      width: 'fit',
    },
  ];
  return (
    <DataTable
      caption="本站转载的文章，新转载的在前"
      columns={table}
      rows={items}
      rowKey={(row) => row.linkId}
      summary={`本页 ${items.length} 篇，新转载的在前`}
      empty={
        <EmptyState
          icon="share"
          title="本站转载的文章会列在这里"
          action={{ label: '看看别的站点共享了什么', href: consolePath.shared(siteCode) }}
        />
      }
    />
  );
}

export function OwnSharedList({ items, siteCode }: { items: readonly OwnSharedItem[]; siteCode: string }) {
  const table: TableColumn<OwnSharedItem>[] = [
    { key: 'title', header: '标题', cell: (row) => row.title },
    {
      key: 'state',
      header: '状态',
      cell: (row) => <Badge tone={row.isPublished ? 'good' : 'alarm'}>{row.isPublished ? '已发布' : '已撤回'}</Badge>,
      width: 'fit',
    },
    { key: 'shared', header: '共享时间', cell: (row) => formatDateTime(row.sharedAt), width: 'fit' },
    {
      key: 'carriers',
      header: '转载的站点',
      cell: (row) => (row.carriers.length > 0 ? `${row.carriers.length} 个：${row.carriers.join('、')}` : '还没有'),
    },
  ];
  return (
    <DataTable
      caption="本站共享的文章，新共享的在前"
      columns={table}
      rows={items}
      rowKey={(row) => row.articleId}
      rowHref={(row) => consolePath.article(siteCode, row.articleId)}
      summary={`本页 ${items.length} 篇，新共享的在前`}
      empty={
        <EmptyState
          icon="share"
          title="本站共享的文章和转载它的站点会列在这里"
          action={{ label: '去选一篇已发布的文章', href: consolePath.articles(siteCode, { state: 'PUBLISHED' }) }}
        >
          <p>打开一篇已发布的文章，在右侧按“共享给其他站点”。</p>
        </EmptyState>
      }
    />
  );
}
