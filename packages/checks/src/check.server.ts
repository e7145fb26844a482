import type { SiteContext } from '@zhanqun/tenancy/server';
import { type CheckedText, findingsIn } from './check-text';
import type { Finding } from './finding';
import { matchersFor, wordFinder } from './listed-words.server';

/** All that the rules and the lists of a site find in a text, what blocks first. Reads the lists; never in a scope. */
export async function checkText(context: SiteContext, text: CheckedText): Promise<Finding[]> {
  return findingsIn(text, wordFinder(await matchersFor(context)));
}
