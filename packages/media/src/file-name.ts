const MAX_NAME = 120;

/** Control characters, separators of folders, and what addresses and mark-up use for themselves. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069"'<>?*|:#%&]+/g;

/** The name a file is kept and downloaded under: its last part, without unsafe characters, ending as its type does. */
export function fileName(raw: string, extensions: string[]): string {
  const last = raw.split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(UNSAFE, '')
    .replace(/\s+/g, '-')
    .replace(/^[.-]+/, '');
  const dot = clean.lastIndexOf('.');
  const stem = (dot > 0 ? clean.slice(0, dot) : clean) || '文件';
  const given = dot > 0 ? clean.slice(dot + 1).toLowerCase() : '';
  const extension = extensions.includes(given) ? given : (extensions[0] ?? 'bin');
  return `${[...stem].slice(0, MAX_NAME).join('')}.${extension}`;
}
