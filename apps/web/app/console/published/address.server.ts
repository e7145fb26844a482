import type { SiteDirectory, SiteRecord } from '@zhanqun/tenancy/server';

/** A page of a site by what was typed or pasted: its path within the site, or a sentence saying why it is none. */
export type ReadAddress = { rest: string; wrong?: undefined } | { rest?: undefined; wrong: string };

const MOST_CHARACTERS = 2_000;

function pathOf(typed: string): { host?: string; path: string } | undefined {
  if (typed.startsWith('/') && !typed.startsWith('//')) {
    return URL.canParse(typed, 'http://site') ? { path: new URL(typed, 'http://site').pathname } : undefined;
  }
  const whole = /^https?:\/\//i.test(typed) ? typed : `http://${typed}`;
  if (!URL.canParse(whole)) return undefined;
  const { host, pathname } = new URL(whole);
  return { host, path: pathname };
}

/** Reads a path, or a whole address under any of the site's own; what follows "?" or "#" names no page of its own. */
export function readAddress(
  directory: Pick<SiteDirectory, 'resolve' | 'placeOf' | 'urlOf'>,
  site: SiteRecord,
  typed: string,
): ReadAddress {
  const wrong = { wrong: `这不是本站的网址。请粘贴以 ${directory.urlOf(site)} 开头的网址，或者填写 /c/… 这样的路径。` };
  const text = typed.trim() || '/';
  if (text.length > MOST_CHARACTERS) return { wrong: '网址太长。' };
  const named = pathOf(text);
  if (!named) return wrong;
  const { host, base } = directory.placeOf(site);
  const isWithin = named.host !== undefined || (base !== '' && `${named.path}/`.startsWith(`${base}/`));
  const found = directory.resolve(named.host ?? host, isWithin ? named.path : base + named.path);
  if (!found || found.site.id !== site.id) return wrong;
  // The door leads on to the address with the slash.
  return { rest: /^\/c\/[\w-]+$/.test(found.rest) ? `${found.rest}/` : found.rest };
}
