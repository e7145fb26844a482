import { formatDateTime } from '@zhanqun/kit';
import { makePreviewToken, PREVIEW_MINUTES } from '../../../server/preview-link.server';
import type { SiteArgs } from '../guard.server';
import type { SignedAddress } from './signed-link';

/** A link to a file that is not public, for whoever holds it, until it ends by itself. */
export function signedLinkTo({ context, app }: SiteArgs, file: { id: string; name: string }): SignedAddress {
  const { site, directory } = context;
  const now = app.now();
  const token = makePreviewToken(app.deployment.settings.secretKey, { siteId: site.id, fileId: file.id }, now);
  return {
    url: directory.urlOf(site, `/preview/${token}/f/${file.id}/${encodeURIComponent(file.name)}`),
    until: formatDateTime(new Date(now.getTime() + PREVIEW_MINUTES * 60_000)),
  };
}
