import type { ReactNode } from 'react';

/** Views a public page is drawn from. Every href is ready to use: built by the path builder, base of a path site included. */

export type HeaderStyle = 'ridge' | 'band' | 'plain' | 'seal';

export interface LinkView {
  label: string;
  href: string;
  /** The page being looked at, or the column it belongs to. */
  current?: boolean;
  note?: string;
}

export interface ContactView {
  /** Name of the office that answers, when it is not the site's own name. */
  office?: string;
  address?: string;
  phone?: string;
  /** Office hours as people say them, e.g. 周一至周五 9:00—12:00，13:30—17:00 */
  hours?: string;
  email?: string;
}

/** The eight official items (domain §2.3). One without a value is shown as 待办理, never left out or invented. */
export interface FooterFacts {
  /** Page about the official label of party and government sites, once it is granted. */
  labelHref?: string;
  siteCode?: string;
  icpNumber?: string;
  icpHref?: string;
  policeNumber?: string;
  policeHref?: string;
  sponsor?: string;
  operator?: string;
}

export interface PublicSiteView {
  name: string;
  shortName: string;
  level: string | number;
  kind: string;
  headerStyle: HeaderStyle;
  homeHref: string;
  bannerHref: string;
  logoHref?: string;
  /** From the portal down, without the site itself. */
  ancestors: { name: string; href: string }[];
  footer: FooterFacts;
  contact: ContactView;
}

export interface PublicLinks {
  /** Target of the search form (GET, field `q`). */
  searchHref: string;
  searchQuery?: string;
  sitemapHref: string;
  reportErrorHref: string;
  directoryHref?: string;
  /** Parent, sibling and child sites, drawn above the footer. */
  related?: { title: string; links: LinkView[] }[];
}

export interface PublicPageProps {
  site: PublicSiteView;
  nav: LinkView[];
  links: PublicLinks;
  /** On a home page the site's name is the page's main heading. */
  home?: boolean;
  /** A line above everything, e.g. the mark of demonstration data or the preview banner. */
  notice?: ReactNode;
  children: ReactNode;
}

export interface ItemView {
  id: string;
  title: string;
  href: string;
  /** `YYYY-MM-DD HH:MM`, Shanghai time. */
  publishedAt: string;
  summary?: string;
  pictureHref?: string;
  pictureAlt?: string;
  /** The site an item comes from, when it is another one. */
  sourceName?: string;
  columnName?: string;
  /** That it is valid no more, e.g. 已废止 */
  mark?: string;
  /** 文号 of a policy document. */
  documentNumber?: string;
  /** It leads outside at once: to which host. */
  outside?: string;
}

export interface PagerView {
  /** Shown page, 1 = newest, and their number. */
  page: number;
  pages: number;
  total: number;
  newerHref?: string;
  olderHref?: string;
  /** Pages to jump to, in order; a gap is drawn where numbers are missing. */
  numbers: { page: number; href: string }[];
}

export interface ArchivePagerView {
  /** Shown archive page, counted from the oldest; undefined on the column's own page, which shows the newest items. */
  page?: number;
  /** Items of the column; only said on its own page. */
  total?: number;
  newestHref: string;
  newerHref?: string;
  olderHref?: string;
  /** Pages to jump to, from the newest to the oldest; a gap is drawn where numbers are missing. */
  numbers: { page: number; href: string }[];
}

/** Ways to narrow a list, each a page of its own. */
export interface FilterView {
  label: string;
  options: LinkView[];
}

export interface ColumnView {
  name: string;
  description?: string;
  layout?: 'list' | 'documents' | 'cards' | 'links';
  feedHref?: string;
}

export interface AttachmentView {
  name: string;
  href: string;
  /** File type as people know it, e.g. PDF 文档 */
  type: string;
  bytes: number;
}

export interface RecordLineView {
  label: string;
  value: string;
  href?: string;
  /** It holds no more. */
  isVoid?: boolean;
}

export interface VideoView {
  href: string;
  posterHref?: string;
  /** What is said and seen, a paragraph each. */
  transcript: string[];
}

export interface ArticleView {
  title: string;
  subtitle?: string;
  /** `YYYY-MM-DD HH:MM`, Shanghai time. */
  publishedAt: string;
  source: string;
  author?: string;
  /** Safe markup: sanitised when saved. */
  bodyHtml: string;
  indent?: boolean;
  pictureHref?: string;
  responsibleEditor?: string;
  attachments?: AttachmentView[];
  /** What the type of the item tells beside its text. */
  record?: RecordLineView[];
  /** What it is beside its text: pictures to look through, a film, or a way to elsewhere. */
  gallery?: boolean;
  video?: VideoView;
  link?: { href: string; label: string };
  /** Interpretations of this document. */
  interpretations?: ItemView[];
  /** An item this site carries from another one. */
  carriedFrom?: { name: string; href?: string };
  /** Text beside a withdrawn or replaced document, e.g. 本文件已废止 */
  mark?: string;
  /** What was corrected since it was first public, the latest first; times as `YYYY-MM-DD HH:MM`. */
  corrections?: { at: string; text: string }[];
  /** Where it stood before it came here. */
  provenance?: { at?: string; address?: string };
  previous?: LinkView;
  next?: LinkView;
  related?: ItemView[];
}

export interface SitemapColumnView {
  name: string;
  href: string;
  description?: string;
  children?: SitemapColumnView[];
}

export interface SubsiteView {
  id: string;
  name: string;
  href: string;
  note?: string;
  pictureHref?: string;
  /** False while the site is being prepared: listed, not linked. */
  online?: boolean;
}

export interface SubsiteGroupView {
  /** Also the fragment of the jump link. */
  code: string;
  title: string;
  /** The site that the group is about, e.g. a county; it counts as one of the group's sites. */
  href?: string;
  sites: SubsiteView[];
  /** Sites under headings of their own, e.g. a county's towns and departments. */
  parts?: { title: string; sites: SubsiteView[] }[];
}

export type NoticeKind =
  | 'preparing'
  | 'temporarily-offline'
  | 'closed'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'bad-request'
  | 'too-many'
  | 'fault'
  | 'unavailable';
