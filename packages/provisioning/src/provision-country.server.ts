import { writeArticles } from '@zhanqun/articles/server';
import { analyse } from '@zhanqun/db';
import { type Deployment, operatorContext } from '@zhanqun/deployment/server';
import { type BulkSite, createSitesInBulk } from '@zhanqun/sites/server';
import { seedLibrary } from '@zhanqun/templates/server';
import { COUNTRY_CODE, type CountryPart, type CountrySite, planCountry } from './city-plan';
import { demonstrationArticles, demonstrationTheme } from './demonstration';
import {
  columnsOf,
  createPeople,
  demandOwnTrial,
  type ProvisionProgress,
  type ProvisionReport,
  prepareArticles,
  wishFor,
} from './provision-city.server';

/** The newest items of the first news column: enough for a home page that is not empty. */
const ARTICLES_PER_SITE = 2;
/** The writing process and the database keep two processors busy with so many transactions. */
const PARALLEL = 4;

function countryWish(site: CountrySite): BulkSite {
  const { ownDomain: _, ...wish } = wishFor(site.origin.site, site.origin.plan);
  const { code, parentCode, label } = site;
  return { ...wish, code, parentCode, label, themeCode: demonstrationTheme(site) };
}

function articlesOf({ origin }: CountrySite, now: Date) {
  const news = columnsOf(origin.site).find((column) => column.kind === 'NEWS');
  const articles = demonstrationArticles(origin.site, news ? [news] : [], origin.plan, { now, perSite: 1 });
  return prepareArticles(origin.site, articles.slice(0, ARTICLES_PER_SITE));
}

/**
 * Makes every division of the country a site of one group, or a part of it of the same shape, with a few items each:
 * what one deployment must hold. A second run changes nothing, and a run that was cut off is taken up where it was.
 */
export async function provisionCountry(
  deployment: Deployment,
  part: CountryPart,
  onProgress: (progress: ProvisionProgress) => void,
): Promise<ProvisionReport> {
  demandOwnTrial(deployment, COUNTRY_CODE);
  const context = operatorContext(deployment);
  await seedLibrary(context);
  const sites = planCountry(part);
  const planned = new Map<string, CountrySite>(sites.map((site) => [site.code, site]));
  let done = 0;
  const { created } = await createSitesInBulk(context, sites.map(countryWish), {
    isAboveCity: true,
    parallel: deployment.db.kind === 'postgres' ? PARALLEL : 1,
    content: ({ code }) => {
      const site = planned.get(code);
      const items = site ? articlesOf(site, context.now) : () => [];
      return async (tx, record, written) => {
        await writeArticles(tx, { ...context, site: record }, items(written.columnIds));
      };
    },
    onSite: ({ site }) => {
      done += 1;
      onProgress({ done, total: sites.length, name: site.name });
    },
  });
  const accounts = await createPeople(deployment, sites.slice(0, 1));
  if (created > 0) await analyse(deployment.db);
  return { cityName: sites[0]?.shortName ?? '', sites: sites.length, created, accounts };
}
