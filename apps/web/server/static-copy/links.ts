/** Addresses that a document names, as it names them. Relative ones are the reader's to resolve. */
export function linksIn(type: string, text: string): string[] {
  if (/^text\/html|xhtml/.test(type)) return linksInHtml(text);
  if (/^text\/css/.test(type)) return matches(text, /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)'"\s]*))\s*\)/g);
  // Feeds, site maps and rules name whole addresses only.
  if (/xml|json|^text\/plain/.test(type)) return matches(text, /(https?:\/\/[^\s"'<>\\]+)/g).map(unescapeXml);
  return [];
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match.slice(1).find((part) => part !== undefined) ?? '');
}

const NAMED_ENTITIES: Record<string, string> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(amp|quot|apos|lt|gt));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED_ENTITIES[String(name).toLowerCase()] ?? whole;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
}

function linksInHtml(text: string): string[] {
  const plain = matches(text, /\s(?:href|src|action|poster|data)="([^"]*)"/g);
  const sets = matches(text, /\ssrcset="([^"]*)"/gi).flatMap((set) =>
    set.split(',').map((one) => one.trim().split(/\s+/, 1)[0] ?? ''),
  );
  return [...plain, ...sets].map(unescapeXml);
}

/**
 * Where a plain web server looks for what stands at this path: `/c/x/` → `c/x/index.html`. Undefined for a path that no
 * file can have.
 */
export function fileFor(path: string): string | undefined {
  const names = path.slice(1).split('/');
  const last = names.at(-1) ?? '';
  if (last === '') names[names.length - 1] = 'index.html';
  // `/search` is the folder of its page: most servers lead on to the slash.
  else if (!last.includes('.')) names.push('index.html');
  const decoded: string[] = [];
  for (const name of names) {
    let plain: string;
    try {
      plain = decodeURIComponent(name);
    } catch {
      return undefined;
    }
    if (plain === '' || plain.startsWith('.') || /[/\\\0]/.test(plain) || Buffer.byteLength(plain) > 240) {
      return undefined;
    }
    decoded.push(plain);
  }
  return decoded.join('/');
}
