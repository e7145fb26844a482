import { Icon } from '../icons';
import type { LinkView, PublicLinks, PublicSiteView } from './types';

export function PublicHeader({
  site,
  nav,
  links,
  home,
}: {
  site: PublicSiteView;
  nav: LinkView[];
  links: PublicLinks;
  home: boolean;
}) {
  const landscape = site.headerStyle === 'ridge' || site.headerStyle === 'band' || home;
  return (
    <header className={`head head-${site.headerStyle}${home ? ' head-home' : ''}`}>
      <div className="head-stage">
        {landscape && site.headerStyle !== 'plain' ? (
          <img className="head-banner" src={site.bannerHref} alt="" width={1600} height={360} />
        ) : null}
        <div className="wrap head-util">
          <Ancestors site={site} />
          <ul className="head-links">
            {links.directoryHref ? (
              <li>
                <a href={links.directoryHref}>站群导航</a>
              </li>
            ) : null}
            <li>
              <a href={links.reportErrorHref}>网站找错</a>
            </li>
          </ul>
        </div>
        <div className="wrap head-main">
          <Wordmark site={site} home={home} />
          <SearchForm links={links} />
          <a className="head-button head-search-link" href={links.searchHref} aria-label="搜索">
            <Icon name="search" size={24} />
          </a>
          <details className="head-menu">
            <summary className="head-button">
              <Icon name="menu" size={24} />
              <span>菜单</span>
            </summary>
            <nav aria-label="栏目菜单">
              <NavLinks nav={nav} home={site.homeHref} onHome={home} />
              <ul className="head-menu-more">
                {links.directoryHref ? (
                  <li>
                    <a href={links.directoryHref}>站群导航</a>
                  </li>
                ) : null}
                <li>
                  <a href={links.sitemapHref}>站点地图</a>
                </li>
                <li>
                  <a href={links.reportErrorHref}>网站找错</a>
                </li>
              </ul>
            </nav>
          </details>
        </div>
      </div>
      <nav className="head-nav" aria-label="主要栏目">
        <div className="wrap">
          <NavLinks nav={nav} home={site.homeHref} onHome={home} />
        </div>
      </nav>
    </header>
  );
}

function Ancestors({ site }: { site: PublicSiteView }) {
  if (site.ancestors.length === 0) return <span />;
  return (
    <nav className="ancestors" aria-label="上级网站">
      <ol>
        {site.ancestors.map((ancestor) => (
          <li key={ancestor.href}>
            <a href={ancestor.href}>{ancestor.name}</a>
            <Icon name="chevron-right" size={14} />
          </li>
        ))}
        <li aria-current="true">{site.shortName}</li>
      </ol>
    </nav>
  );
}

function Wordmark({ site, home }: { site: PublicSiteView; home: boolean }) {
  const Name = home ? 'h1' : 'p';
  return (
    <Name className={site.name.length > 10 ? 'wordmark wordmark-long' : 'wordmark'}>
      <a href={site.homeHref}>
        {site.logoHref ? (
          <img className="wordmark-logo" src={site.logoHref} alt="" />
        ) : site.headerStyle === 'seal' ? (
          <Seal text={site.shortName} />
        ) : null}
        <span>
          <BreakableName name={site.name} />
        </span>
      </a>
    </Name>
  );
}

/** A name that needs two lines breaks before its office, not in the middle of a word. */
function BreakableName({ name }: { name: string }) {
  const office =
    /^(.{2,}?)(人民政府|管理委员会|街道办事处)$/u.exec(name) ?? /^(.{1,6}?[市县区])(.{2,}[局会室院])$/u.exec(name);
  if (!office) return <>{name}</>;
  return (
    <>
      {office[1]}
      <wbr />
      {office[2]}
    </>
  );
}

/** A square seal reads top to bottom, right to left, and holds two or four characters. */
function Seal({ text }: { text: string }) {
  const characters = Array.from(text.replace(/(街道|镇|乡|县|区|市)$/u, ''));
  const cut = characters.length >= 4 ? 4 : 2;
  return (
    <span className={`seal seal-${cut}`} aria-hidden="true">
      {characters.slice(0, cut).join('')}
    </span>
  );
}

function SearchForm({ links }: { links: PublicLinks }) {
  return (
    <search className="head-search">
      <form action={links.searchHref} method="get">
        <label className="visually-hidden" htmlFor="head-search">
          搜索本站
        </label>
        <input id="head-search" name="q" type="search" placeholder="搜索本站" defaultValue={links.searchQuery} />
        <button type="submit" aria-label="搜索">
          <Icon name="search" size={20} />
        </button>
      </form>
    </search>
  );
}

function NavLinks({ nav, home, onHome }: { nav: LinkView[]; home: string; onHome: boolean }) {
  return (
    <ul className="nav-links">
      <li>
        <a href={home} aria-current={onHome ? 'page' : undefined}>
          首页
        </a>
      </li>
      {nav.map((link) => (
        <li key={link.href}>
          <a href={link.href} aria-current={link.current ? 'true' : undefined}>
            {link.label}
          </a>
        </li>
      ))}
    </ul>
  );
}
