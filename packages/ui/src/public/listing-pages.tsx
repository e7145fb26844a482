import { Crumbs } from './crumbs';
import type { LinkView, SitemapColumnView, SubsiteGroupView, SubsiteView } from './types';

export function SitemapPage({ trail, columns }: { trail: LinkView[]; columns: SitemapColumnView[] }) {
  return (
    <>
      <Crumbs trail={trail} current="站点地图" />
      <div className="page-head">
        <h1>站点地图</h1>
        <p>本站全部栏目。</p>
      </div>
      <div className="sitemap">
        {columns.map((column) => (
          <section key={column.href} className="sitemap-part">
            <h2>
              <a href={column.href}>{column.name}</a>
            </h2>
            {column.description ? <p>{column.description}</p> : null}
            <SitemapBranch columns={column.children ?? []} />
          </section>
        ))}
      </div>
    </>
  );
}

function SitemapBranch({ columns }: { columns: SitemapColumnView[] }) {
  if (columns.length === 0) return null;
  return (
    <ul>
      {columns.map((column) => (
        <li key={column.href}>
          <a href={column.href}>{column.name}</a>
          <SitemapBranch columns={column.children ?? []} />
        </li>
      ))}
    </ul>
  );
}

/** A site being prepared is named, so that people know it is coming, but is not a link. */
export function SubsiteTile({ site }: { site: SubsiteView }) {
  const content = (
    <>
      {site.pictureHref ? (
        <span className="frame frame-low">
          <img src={site.pictureHref} alt="" loading="lazy" width={1600} height={360} />
        </span>
      ) : null}
      <span className="subsite-name">{site.name}</span>
      {site.online === false ? (
        <span className="subsite-note">筹备中</span>
      ) : site.note ? (
        <span className="subsite-note">{site.note}</span>
      ) : null}
    </>
  );
  return site.online === false ? (
    <span className="subsite subsite-closed">{content}</span>
  ) : (
    <a className="subsite" href={site.href}>
      {content}
    </a>
  );
}

/** How many sites a group names, the one it is about included. */
function sitesIn({ href, sites, parts = [] }: SubsiteGroupView): number {
  return parts.reduce((sum, part) => sum + part.sites.length, sites.length + (href ? 1 : 0));
}

function SubsiteTiles({ sites }: { sites: SubsiteView[] }) {
  if (sites.length === 0) return null;
  return (
    <ul className="subsites">
      {sites.map((site) => (
        <li key={site.id}>
          <SubsiteTile site={site} />
        </li>
      ))}
    </ul>
  );
}

export function DirectoryPage({
  trail,
  title,
  groups,
}: {
  trail: LinkView[];
  title: string;
  groups: SubsiteGroupView[];
}) {
  const filled = groups.filter((group) => sitesIn(group) > 0);
  return (
    <>
      <Crumbs trail={trail} current={title} />
      <div className="page-head">
        <h1>{title}</h1>
        <p>共 {filled.reduce((sum, group) => sum + sitesIn(group), 0)} 个站点。</p>
      </div>
      {filled.length > 1 ? (
        <nav className="jump" aria-label="跳到">
          <ul>
            {filled.map((group) => (
              <li key={group.code}>
                <a href={`#${group.code}`}>
                  {group.title}
                  <span>{sitesIn(group)}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {filled.map((group) => (
        <section key={group.code} id={group.code} className="directory-group" aria-labelledby={`${group.code}-title`}>
          <h2 id={`${group.code}-title`}>{group.href ? <a href={group.href}>{group.title}</a> : group.title}</h2>
          <SubsiteTiles sites={group.sites} />
          {(group.parts ?? []).map((part) => (
            <div key={part.title} className="subsite-group">
              <h3>{part.title}</h3>
              <SubsiteTiles sites={part.sites} />
            </div>
          ))}
        </section>
      ))}
      {filled.length === 0 ? <p className="quiet">还没有开通的站点。</p> : null}
    </>
  );
}
