import type { LoaderFunctionArgs } from '@remix-run/node';
import { isPublicHere } from '@zhanqun/articles/server';
import { isId } from '@zhanqun/kit';
import { bandSvg, placeholderSvg } from '@zhanqun/templates/landscape';
import { publicDocument } from '../document.server';
import { pageNotFound, visitOf } from '../page.server';
import { publicTheme, sceneOf } from './theme.server';

/** A view of the site's country: for an item that has no photograph by its id, for a picture band as `band`. */
export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const { context, params } = args;
  const { site, palette } = publicTheme(context);
  const seed = /^([0-9a-z]+)\.svg$/.exec(params.file ?? '')?.[1] ?? '';
  return publicDocument('image/svg+xml', async ({ tx }) => {
    if (seed === 'band') return bandSvg({ name: site.name, kind: sceneOf(site), palette });
    // Any other id would give a picture too, and there is no end of them.
    const isShown = isId(seed) && (visitOf(context).preview || (await isPublicHere(tx, site.id, seed)));
    if (!isShown) throw pageNotFound();
    return placeholderSvg({ seed, siteName: site.name, palette });
  })(args);
}
