import { notFound } from '@zhanqun/kit';
import { findOpenSite } from '@zhanqun/sites/server';
import { operationLoader } from './answer.server';
import { OPERATIONS } from './operations';
import { siteIn } from './place.server';
import { siteAnswer } from './site-answer.server';

export const loader = operationLoader(OPERATIONS.getSite, async (args) => {
  const site = await findOpenSite(args.tx, siteIn(args).id);
  const answer = site && siteAnswer(args, site);
  if (!answer) throw notFound('站点');
  return answer;
});
