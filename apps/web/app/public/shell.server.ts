import { getPublicColumns, PublicTree } from '@zhanqun/columns/server';
import { dependsOn, TAGS } from '@zhanqun/publishing/server';
import { getPublicSite, type PublicSite } from '@zhanqun/sites/server';
import type { LinkView, PublicLinks, PublicSiteView } from '@zhanqun/ui/public';
import type { PublicArgs } from './page.server';
import { type PublicPaths, publicPaths } from './paths';
import { borrow } from './recall.server';

/** What every public page of a site shows around its content. */
export interface Shell {
  site: PublicSiteView;
  nav: LinkView[];
  links: PublicLinks;
  /** Values of the site's META tags (domain §2.4). */
  tags: { siteName: string; siteDomain: string; siteIdCode: string };
  canonical: string;
  isDemonstration: boolean;
  previewEnds?: string;
}

export interface ShellParts {
  shell: Shell;
  tree: PublicTree;
  paths: PublicPaths;
}

const LEVELS = { CITY: 1, COUNTY: 2, TOWN: 3 } as const;
/** First-level columns beyond this are reached through the site map. */
const NAV_LIMIT = 8;

interface Sources {
  facts: PublicSite;
  tree: PublicTree;
}

async function sourcesOf(args: Pick<PublicArgs, 'tx' | 'visit' | 'shared'>): Promise<Sources> {
  const { id } = args.visit.site;
  const { site, columns } = await borrow(
    args,
    (memory) => memory.shells,
    id,
    async (apart) => {
      const read = { site: await getPublicSite(apart, id), columns: await getPublicColumns(apart, id) };
      // What they say of themselves is remembered with them, and how many items they have.
      dependsOn(apart, ...read.columns.flatMap((column) => [TAGS.about(id, column.id), TAGS.column(id, column.id)]));
      return read;
    },
  );
  // Of the columns a page depends on those that it uses, as the tree notes.
  dependsOn(args.tx, TAGS.site(id));
  return { facts: site, tree: new PublicTree(args.tx, id, columns) };
}

export async function loadShell(args: Pick<PublicArgs, 'tx' | 'directory' | 'visit' | 'shared'>): Promise<ShellParts> {
  const { directory, visit } = args;
  const { site, base } = visit;
  const { facts, tree } = await sourcesOf(args);
  const paths = publicPaths(base);
  const { theme } = facts;
  const ancestors = directory.ancestors(site).map((ancestor) => ({
    name: ancestor.parentId ? ancestor.shortName : ancestor.name,
    href: directory.href(site, ancestor),
  }));
  const children = directory.hasOnlineChild(site.id);
  const shell: Shell = {
    site: {
      name: facts.name,
      shortName: facts.shortName,
      level: LEVELS[site.level],
      kind: site.kind,
      headerStyle: theme.headerStyle,
      homeHref: paths.home(),
      bannerHref: `${paths.banner()}?v=${site.themeHash}`,
      ancestors,
      footer: {
        ...(facts.siteIdCode ? { siteCode: facts.siteIdCode } : {}),
        ...(facts.icpNumber ? { icpNumber: facts.icpNumber } : {}),
        ...(facts.psbNumber ? { policeNumber: facts.psbNumber } : {}),
        sponsor: facts.sponsor || facts.name,
      },
      contact: { address: facts.contactAddress, phone: facts.contactPhone, hours: facts.officeHours },
      ...(theme.logoFileId ? { logoHref: paths.file(theme.logoFileId, 'logo') } : {}),
    },
    nav: tree
      .menu()
      .filter((column) => !column.isHidden)
      .slice(0, NAV_LIMIT)
      .map((column) => ({ label: column.name, href: paths.column(column.code) })),
    links: {
      searchHref: paths.search(),
      sitemapHref: paths.sitemap(),
      reportErrorHref: paths.reportError(),
      ...(children ? { directoryHref: paths.subsites() } : {}),
    },
    tags: {
      siteName: facts.name,
      siteDomain: directory.placeOf(site).host + directory.placeOf(site).base,
      siteIdCode: facts.siteIdCode,
    },
    canonical: '',
    isDemonstration: site.isDemonstration,
  };
  return { shell, tree, paths };
}
