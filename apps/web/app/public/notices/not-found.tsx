import { publicHeaders, publicMeta, publicPage } from '../page';
import { pageNotFound, publicLoader } from '../page.server';

/** Whatever has no page of its own, shown inside the site it was asked of. */
export const loader = publicLoader(async () => {
  throw pageNotFound();
});

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>(() => ({}));

export default publicPage<typeof loader>(() => null);
