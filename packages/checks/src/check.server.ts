import type { SiteContext } from '@zhanqun/tenancy/server';
import { type CheckedText, findingsIn } from './check-text';
import type { Finding } from './finding';
import { standardsFor, wordFinder } from './listed-words.server';

/** All that the rules and the lists of a site find in a text, what blocks first. Reads the lists; never in a scope. */
export async function checkText(context: SiteContext, text: CheckedText): Promise<Finding[]> {
  const { matchers, weights } = await standardsFor(context);
  return findingsIn(text, wordFinder(matchers), weights);
}
