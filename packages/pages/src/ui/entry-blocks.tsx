import { Icon, isIconName } from '@zhanqun/ui/icons';
import { ContactCard, Section, SubsiteTile, type SubsiteView } from '@zhanqun/ui/public';
import type { BlockViewOf } from './block-view';

export function QuickLinks({ id, view }: { id: string; view: BlockViewOf<'quickLinks'> }) {
  return (
    <Section id={id} title={view.settings.title || '快捷入口'}>
      <ul className="quick">
        {view.data.links.map((link) => (
          <li key={link.href}>
            <a href={link.href}>
              <span className="quick-label">{link.label}</span>
              {link.note ? <span className="quick-note">{link.note}</span> : null}
              <Icon name="arrow-right" size={18} />
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function ServiceGrid({ id, view }: { id: string; view: BlockViewOf<'serviceGrid'> }) {
  return (
    <Section id={id} title={view.settings.title || '办事服务'}>
      <ul
        className={
          view.data.services.length % 3 === 0 && view.data.services.length % 4 !== 0 ? 'tiles tiles-three' : 'tiles'
        }
      >
        {view.data.services.map((service) => (
          <li key={service.label}>
            <a className="tile" href={service.href}>
              <span className="tile-icon">
                <Icon name={isIconName(service.icon) ? service.icon : 'document'} size={32} />
              </span>
              <span className="tile-label">{service.label}</span>
              {service.note ? <span className="tile-note">{service.note}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function ContactBlock({ id, view }: { id: string; view: BlockViewOf<'contactCard'> }) {
  return (
    <Section id={id} title={view.settings.title || '联系我们'} className="contact">
      <ContactCard contact={view.data.contact} />
    </Section>
  );
}

/** Pictures only where every site has one: a row of half empty frames says less than names alone. */
function tilesClass(style: 'grid' | 'list', sites: SubsiteView[]): string {
  if (style === 'list') return 'subsites subsites-list';
  return sites.every((site) => site.pictureHref) ? 'subsites subsites-pictures' : 'subsites';
}

export function SubsiteDirectory({ id, view }: { id: string; view: BlockViewOf<'subsiteDirectory'> }) {
  const groups = view.data.groups.filter((group) => group.sites.length > 0);
  return (
    <Section id={id} title={view.settings.title || '下属站点'} moreHref={view.data.moreHref} moreLabel="全部站点">
      {groups.map((group) => (
        <div key={group.code} className="subsite-group">
          {groups.length > 1 ? <h3>{group.title}</h3> : null}
          <ul className={tilesClass(view.settings.style, group.sites)}>
            {group.sites.map((site) => (
              <li key={site.id}>
                <SubsiteTile site={site} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}
