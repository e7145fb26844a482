import type { ReactNode } from 'react';
import type { PublicLinks, PublicSiteView } from './types';

const PENDING = '待办理';

/** The eight official items in the order the public knows them, after the ways to neighbouring sites. */
export function PublicFooter({ site, links }: { site: PublicSiteView; links: PublicLinks }) {
  const { footer, contact } = site;
  const related = (links.related ?? []).filter((group) => group.links.length > 0);
  return (
    <footer className="foot">
      {related.length > 0 ? (
        <nav className="wrap foot-related" aria-label="相关网站">
          {related.map((group) => (
            <div key={group.title}>
              <h2>{group.title}</h2>
              <ul>
                {group.links.map((link) => (
                  <li key={link.href}>
                    <a href={link.href}>{link.label}</a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
      ) : null}
      <div className="foot-band">
        <div className="wrap">
          <ul className="foot-acts">
            <li>
              <a className="foot-report" href={links.reportErrorHref}>
                我为政府网站找错
              </a>
            </li>
            <li>
              <a href={links.sitemapHref}>站点地图</a>
            </li>
          </ul>
          <dl className="foot-facts">
            <Fact name="主办单位">{footer.sponsor ?? site.name}</Fact>
            {footer.operator ? <Fact name="承办单位">{footer.operator}</Fact> : null}
            <Fact name="网站标识码">{footer.siteCode ?? PENDING}</Fact>
            <Fact name="ICP备案">
              <Maybe text={footer.icpNumber} href={footer.icpHref} />
            </Fact>
            <Fact name="公安备案">
              <Maybe text={footer.policeNumber} href={footer.policeHref} />
            </Fact>
            <Fact name="党政机关网站标识">
              <Maybe text={footer.labelHref ? '查看标识' : undefined} href={footer.labelHref} />
            </Fact>
            <Fact name="联系方式" className="foot-contact">
              {[contact.phone, contact.address].filter(Boolean).join('　') || '正在完善，请先到站点所属单位窗口咨询'}
            </Fact>
          </dl>
        </div>
      </div>
    </footer>
  );
}

function Fact({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className={className}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Maybe({ text, href }: { text: string | undefined; href: string | undefined }) {
  if (!text) return PENDING;
  return href ? <a href={href}>{text}</a> : text;
}
