import type { HeadersFunction, MetaDescriptor } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import {
  BareNoticePage,
  DemonstrationBanner,
  type LinkView,
  type NoticeKind,
  NoticePage,
  noticeTitle,
  PreviewBanner,
  PublicPage,
} from '@zhanqun/ui/public';
import type { ReactNode } from 'react';
import type { FeedLink } from './feeds/formats';
import type { PublicAnswer, PublicFailure } from './page.server';
import type { Shell } from './shell.server';

type Loaded<L> = L extends (args: never) => Promise<{ data: PublicAnswer<infer T> }> ? T : never;

const KINDS: Partial<Record<string, NoticeKind>> = {
  NOT_FOUND: 'not-found',
  GONE: 'gone',
  BUSY: 'unavailable',
  INVALID: 'bad-request',
};

function kindOf(failure: PublicFailure): NoticeKind {
  return KINDS[failure.code] ?? 'fault';
}

function helpLinks(shell: Shell): LinkView[] {
  return [
    { label: '回到首页', href: shell.site.homeHref },
    { label: '搜索', href: shell.links.searchHref },
    { label: '站点地图', href: shell.links.sitemapHref },
  ];
}

/** The frame of a site around a page; `home` makes the site's name the main heading. */
export function PublicFrame({
  shell,
  home,
  current,
  children,
}: {
  shell: Shell;
  home?: boolean;
  current?: string;
  children: ReactNode;
}) {
  const notice = shell.previewEnds ? (
    <PreviewBanner expiresAt={shell.previewEnds} />
  ) : shell.isDemonstration ? (
    <DemonstrationBanner />
  ) : undefined;
  return (
    <PublicPage
      site={shell.site}
      nav={shell.nav.map((link) => (link.href === current ? { ...link, current: true } : link))}
      links={shell.links}
      home={home ?? false}
      notice={notice}
    >
      {children}
    </PublicPage>
  );
}

/** The component of a public route: the page, or in its place the reason why there is none. */
export function publicPage<L>(
  draw: (page: Loaded<L>, shell: Shell) => ReactNode,
  options: { home?: boolean; current?: (page: Loaded<L>) => string } = {},
) {
  return function PublicRoute() {
    const answer = useLoaderData() as unknown as PublicAnswer<Loaded<L>>;
    if (answer.failure) {
      const kind = kindOf(answer.failure);
      if (!answer.shell) return <BareNoticePage kind={kind} links={[]} />;
      return (
        <PublicFrame shell={answer.shell}>
          <NoticePage
            kind={kind}
            {...(kind === 'not-found' ? {} : { body: answer.failure.message })}
            links={helpLinks(answer.shell)}
          />
        </PublicFrame>
      );
    }
    const { shell, page } = answer;
    return (
      <PublicFrame shell={shell} home={options.home ?? false} current={options.current?.(page) ?? ''}>
        {draw(page, shell)}
      </PublicFrame>
    );
  };
}

/** What the loader says about its answer reaches the document, e.g. when to come back to a busy site. */
export const publicHeaders: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

export interface PageTags {
  title?: string;
  /** Not for search engines: results of a search. */
  isPrivate?: boolean;
  description?: string;
  column?: { name: string; description: string; keywords: string; type: string };
  article?: { title: string; publishedAt: string; source: string; author: string; keywords: string };
  /** Feeds of what the page shows. */
  feeds?: FeedLink[];
}

/** The META tags that the Guideline asks for (domain §2.4), from what the page shows. */
export function publicMeta<L>(tags: (page: Loaded<L>, shell: Shell) => PageTags) {
  return ({ data: loaded }: { data: unknown }): MetaDescriptor[] => {
    const answer = loaded as PublicAnswer<Loaded<L>> | undefined;
    const shell = answer?.shell;
    if (!answer || answer.failure || !shell) {
      const title = noticeTitle(answer?.failure ? kindOf(answer.failure) : 'fault');
      const titled = shell ? `${title} - ${shell.tags.siteName}` : title;
      return [{ title: titled }, { name: 'robots', content: 'noindex' }];
    }
    const own = tags(answer.page, shell);
    const named: Record<string, string | undefined> = {
      SiteName: shell.tags.siteName,
      SiteDomain: shell.tags.siteDomain,
      SiteIDCode: shell.tags.siteIdCode,
      ColumnName: own.column?.name,
      ColumnDescription: own.column?.description,
      ColumnKeywords: own.column?.keywords,
      ColumnType: own.column?.type,
      ArticleTitle: own.article?.title,
      PubDate: own.article?.publishedAt,
      ContentSource: own.article?.source,
      Author: own.article?.author,
      Keywords: own.article?.keywords,
      description: own.description,
    };
    const isHidden = shell.isDemonstration || shell.previewEnds || own.isPrivate;
    return [
      ...(isHidden ? [{ name: 'robots', content: 'noindex' }] : []),
      { property: 'og:title', content: own.title ?? shell.tags.siteName },
      { property: 'og:site_name', content: shell.tags.siteName },
      { property: 'og:type', content: own.article ? 'article' : 'website' },
      { property: 'og:url', content: shell.canonical },
      { property: 'og:locale', content: 'zh_CN' },
      ...(own.description ? [{ property: 'og:description', content: own.description }] : []),
      { title: own.title ? `${own.title} - ${shell.tags.siteName}` : shell.tags.siteName },
      ...Object.entries(named)
        .filter((entry): entry is [string, string] => Boolean(entry[1]))
        .map(([name, content]) => ({ name, content })),
      { tagName: 'link', rel: 'canonical', href: shell.canonical },
      ...(own.feeds ?? []).map((feed) => ({ tagName: 'link' as const, rel: 'alternate', ...feed })),
    ];
  };
}
