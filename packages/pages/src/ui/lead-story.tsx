import { ItemList, PublishedTime, Section } from '@zhanqun/ui/public';
import type { BlockViewOf } from './block-view';

/** The day's first item with its picture, and the next ones beside it. */
export function LeadStory({ id, view }: { id: string; view: BlockViewOf<'leadStory'> }) {
  const [lead, ...rest] = view.data.items;
  if (!lead) return null;
  const headlines = rest.slice(0, view.settings.headlines);
  return (
    <Section id={id} title={view.data.columnName} moreHref={view.data.moreHref}>
      <div className={headlines.length > 0 ? 'lead' : 'lead lead-alone'}>
        <a className="lead-main" href={lead.href}>
          {lead.pictureHref ? (
            <span className="frame frame-lead">
              <img src={lead.pictureHref} alt={lead.pictureAlt ?? ''} width={800} height={600} />
            </span>
          ) : null}
          <span className="lead-title">{lead.title}</span>
          {lead.summary ? <span className="lead-summary">{lead.summary}</span> : null}
          <span className="card-meta">
            {lead.sourceName ? <span>{lead.sourceName}</span> : null}
            <PublishedTime publishedAt={lead.publishedAt} />
          </span>
        </a>
        <ItemList items={headlines} layout="compact" />
      </div>
    </Section>
  );
}
