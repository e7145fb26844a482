/** Characters: longer addresses are no addresses of articles. */
const LONGEST = 500;

/** Programs of old sites that name an item behind a question mark. */
const PROGRAM = /\.(php|asp|aspx|jsp|do|action|cfm|cgi)$/i;
const ITEM_OF_HOME = /^(p|page_id|id|newsid|articleid|itemid|cid)=\d{1,12}$/i;

function decoded(text: string): string | undefined {
  try {
    const plain = decodeURIComponent(text).normalize('NFC');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no address has them.
    return /[\u0000-\u001f\\]/.test(plain) ? undefined : plain;
  } catch {
    return undefined;
  }
}

/**
 * The one way in which an address of a former site is written down and looked for: decoded, without a slash at its end,
 * with its query where that says which item is meant. Undefined for what cannot be one.
 */
export function oldAddressOf(pathname: string, search = ''): string | undefined {
  const path = decoded(pathname)
    ?.replace(/\/{2,}/g, '/')
    .replace(/\/$/, '');
  if (path === undefined || (path !== '' && !path.startsWith('/'))) return undefined;
  const query = search.replace(/^\?/, '');
  const isMeant = query !== '' && (path === '' ? ITEM_OF_HOME.test(query) : PROGRAM.test(path));
  if (path === '' && !isMeant) return undefined;
  const asked = isMeant ? decoded(query) : '';
  if (asked === undefined) return undefined;
  const address = (path || '/') + (asked ? `?${asked}` : '');
  return address.length > LONGEST ? undefined : address;
}

/** Whether an address is one of a program, whose query decides. */
export function hasTellingQuery(pathname: string, search: string): boolean {
  return oldAddressOf(pathname, search)?.includes('?') ?? false;
}
