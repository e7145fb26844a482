import { ItemList, type ItemView, Section } from '@zhanqun/ui/public';
import type { BlockType } from '../schema';
import { type BlockView, type BlockViewOf, placeBlocks } from './block-view';
import { ContactBlock, QuickLinks, ServiceGrid, SubsiteDirectory } from './entry-blocks';
import { LeadStory } from './lead-story';

/** A site's home page: its blocks on twelve columns. */
export function HomeBlocks({ blocks }: { blocks: readonly BlockView[] }) {
  const placed = placeBlocks(blocks);
  if (placed.length === 0) return <p className="quiet">首页内容正在准备，请先从上方栏目查找。</p>;
  return (
    <div className="blocks">
      {placed.map(({ view, half }) => (
        <div key={view.id} className={`block block-${KEBAB[view.type]}${half ? ' block-half' : ''}`}>
          <BlockBody view={view} half={half} />
        </div>
      ))}
    </div>
  );
}

const KEBAB: Record<BlockType, string> = {
  leadStory: 'lead-story',
  columnList: 'column-list',
  noticeList: 'notice-list',
  quickLinks: 'quick-links',
  serviceGrid: 'service-grid',
  contactCard: 'contact-card',
  subsiteDirectory: 'subsite-directory',
  parentNews: 'parent-news',
  childrenNews: 'children-news',
  portalNotices: 'portal-notices',
  pictureBand: 'picture-band',
  text: 'text',
};

function BlockBody({ view, half }: { view: BlockView; half: boolean }) {
  const id = `b-${view.id}`;
  switch (view.type) {
    case 'leadStory':
      return <LeadStory id={id} view={view} />;
    case 'columnList':
      return <ColumnList id={id} view={view} half={half} />;
    case 'noticeList':
      return (
        <Section id={id} title={view.settings.title || view.data.columnName} moreHref={view.data.moreHref}>
          <ItemList items={view.data.items} layout="compact" columns={half ? 1 : 2} />
        </Section>
      );
    case 'parentNews':
      return (
        <Section id={id} title={view.settings.title || `${view.data.siteName}要闻`} moreHref={view.data.moreHref}>
          <ItemList items={view.data.items} layout="compact" columns={half ? 1 : 2} />
        </Section>
      );
    case 'portalNotices':
      return (
        <Section id={id} title={view.settings.title || `${view.data.siteName}通知`} moreHref={view.data.moreHref}>
          <ItemList items={view.data.items} layout="compact" columns={half ? 1 : 2} />
        </Section>
      );
    case 'childrenNews':
      return (
        <Section id={id} title={view.settings.title || '基层动态'} moreHref={view.data.moreHref}>
          <ItemList items={view.data.items} layout="compact" columns={2} />
        </Section>
      );
    case 'quickLinks':
      return <QuickLinks id={id} view={view} />;
    case 'serviceGrid':
      return <ServiceGrid id={id} view={view} />;
    case 'contactCard':
      return <ContactBlock id={id} view={view} />;
    case 'subsiteDirectory':
      return <SubsiteDirectory id={id} view={view} />;
    case 'pictureBand':
      return <PictureBand view={view} />;
    case 'text':
      return <TextBlock id={id} view={view} />;
  }
}

const LIST_LAYOUT = { cards: 'list', compact: 'compact', list: 'list' } as const;

/** Cards stand in whole rows of three or four; one or two of them are a list. */
function wholeRows(items: ItemView[]): ItemView[] {
  return items.length % 3 === 0 || items.length % 4 === 0 ? items : items.slice(0, items.length - (items.length % 3));
}

function ColumnList({ id, view, half }: { id: string; view: BlockViewOf<'columnList'>; half: boolean }) {
  const { settings, data } = view;
  const wide = !half && settings.width === 'half';
  if (settings.layout === 'cards' && data.items.length >= 3) {
    return (
      <Section id={id} title={settings.title || data.columnName} moreHref={data.moreHref}>
        <ItemList items={wholeRows(data.items)} layout="cards" />
      </Section>
    );
  }
  return (
    <Section id={id} title={settings.title || data.columnName} moreHref={data.moreHref}>
      <ItemList
        items={data.items}
        layout={settings.layout === 'documents' ? 'documents' : half ? 'compact' : LIST_LAYOUT[settings.layout]}
        columns={wide ? 2 : 1}
      />
    </Section>
  );
}

function PictureBand({ view }: { view: BlockViewOf<'pictureBand'> }) {
  const { settings, data } = view;
  return (
    <figure className={`band band-${settings.height}`}>
      <img src={data.pictureHref} alt={data.alt ?? ''} width={1600} height={360} loading="lazy" />
      {settings.caption ? <figcaption>{settings.caption}</figcaption> : null}
    </figure>
  );
}

function TextBlock({ id, view }: { id: string; view: BlockViewOf<'text'> }) {
  const paragraphs = view.data.paragraphs.map((paragraph, index) => ({ key: `${view.id}-${index}`, paragraph }));
  const body = (
    <div className="prose">
      {paragraphs.map(({ key, paragraph }) => (
        <p key={key}>{paragraph}</p>
      ))}
    </div>
  );
  if (!view.settings.title) return body;
  return (
    <Section id={id} title={view.settings.title}>
      {body}
    </Section>
  );
}
