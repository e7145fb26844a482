import { consolePath } from '../paths';

/** The addresses of one list's pages; without a site those of the group. */
export function wordPathsOf(site?: string) {
  return {
    list: (view: Record<string, string | undefined> = {}) => consolePath.words(site, '', view),
    word: (id = 'new', view: Record<string, string | undefined> = {}) => consolePath.words(site, `/${id}`, view),
    import: () => consolePath.words(site, '/import'),
    versions: () => consolePath.words(site, '/versions'),
    export: (view: { format: 'csv' | 'xlsx'; version?: string }) => consolePath.words(site, '/export', view),
  };
}
export type WordPaths = ReturnType<typeof wordPathsOf>;
