import { PublicFooter } from './footer';
import { PublicHeader } from './header';
import type { PublicPageProps } from './types';

/** The body of every public page: skip link, header, main content, footer. */
export function PublicPage({ site, nav, links, home = false, notice, children }: PublicPageProps) {
  return (
    <div className={`page page-${site.kind.toLowerCase()}`}>
      <a className="skip" href="#main">
        跳到正文
      </a>
      {notice ? <aside aria-label="页面说明">{notice}</aside> : null}
      <PublicHeader site={site} nav={nav} links={links} home={home} />
      <main id="main" tabIndex={-1} className="wrap main">
        {children}
      </main>
      <PublicFooter site={site} links={links} />
    </div>
  );
}
