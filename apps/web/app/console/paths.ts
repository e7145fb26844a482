/** Every address of the console is built here, so that links and routes cannot disagree. */
function query(parameters: Record<string, string | undefined>): string {
  const entries = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return entries.length > 0 ? `?${new URLSearchParams(entries)}` : '';
}

export const consolePath = {
  home: () => '/console',
  signIn: (to?: string) => `/console/sign-in${query({ to: to === '/console' ? undefined : to })}`,
  signOut: () => '/console/sign-out',
  password: () => '/console/account/password',
  sessions: () => '/console/account/sessions',
  register: (filter: Record<string, string | undefined> = {}) => `/console/sites${query(filter)}`,
  newSite: (blueprint?: string) => `/console/sites/new${query({ blueprint })}`,
  accounts: (filter: Record<string, string | undefined> = {}) => `/console/accounts${query(filter)}`,
  newAccount: (site?: string) => `/console/accounts/new${query({ site })}`,
  importAccounts: () => '/console/accounts/import',
  accountTemplate: () => '/console/accounts/template.xlsx',
  account: (id: string) => `/console/accounts/${id}`,
  library: (kind?: string) => `/console/library${query({ kind })}`,
  libraryEntry: (kind: string, code: string) => `/console/library/${kind.toLowerCase()}/${code}`,
  libraryPicture: (kind: string, code: string) => `/console/library/${kind.toLowerCase()}/${code}/picture.svg`,
  checkRules: () => '/console/check-rules',
  /** Pages of a list of words: of a site, or of the group without one. `page` begins with a slash or is empty. */
  words: (site: string | undefined, page = '', view: Record<string, string | undefined> = {}) =>
    `/console${site === undefined ? '' : `/sites/${site}`}/words${page}${query(view)}`,
  partners: () => '/console/partners',
  newPartner: () => '/console/partners/new',
  partner: (id: string) => `/console/partners/${id}`,
  /** Items that wait for the reader's decision, over all sites. */
  reviews: (filter: Record<string, string | undefined> = {}) => `/console/reviews${query(filter)}`,
  /** Published past its levels, to be looked at afterwards. */
  deputy: () => '/console/account/deputy',
  strandedReviews: () => '/console/reviews/stranded',
  laterReviews: () => '/console/reviews/later',
  laterReview: (code: string, id: string) => `/console/sites/${code}/later-reviews/${id}`,
  notices: () => '/console/notices',
  /** Leads on to what the notice is about. */
  notice: (id: string) => `/console/notices/${id}`,
  noticeSettings: () => '/console/account/notices',
  /** Letters of notices. */
  outbox: () => '/console/outbox',
  /** What is due in the columns of all sites in reach. */
  columnBoard: (filter: Record<string, string | undefined> = {}) => `/console/columns${query(filter)}`,
  log: (filter: Record<string, string | undefined> = {}) => `/console/log${query(filter)}`,
  /** The log of a site, or of all in reach without one, as a file. */
  logExport: (site: string | undefined, filter: Record<string, string | undefined>) =>
    `/console${site === undefined ? '' : `/sites/${site}`}/log/export${query(filter)}`,
  /** Who did how much, at a site or over all in reach without one. */
  output: (site: string | undefined, filter: Record<string, string | undefined> = {}) =>
    `/console${site === undefined ? '' : `/sites/${site}`}/output${query(filter)}`,
  outputExport: (site: string | undefined, filter: Record<string, string | undefined>) =>
    `/console${site === undefined ? '' : `/sites/${site}`}/output/export${query(filter)}`,
  /** Fees of a month; `person` shows the items of one, `act` asks whether to settle it. */
  statement: (code: string, month: string, view: { person?: string; act?: 'settle' } = {}) =>
    `/console/sites/${code}/statement${query({ month, ...view })}`,
  statementExport: (code: string, month: string) => `/console/sites/${code}/statement/export${query({ month })}`,
  /** `month` is the one from which the table holds. */
  pointsTable: (code: string, month?: string) => `/console/sites/${code}/points${query({ month })}`,
  searchIndex: () => '/console/search-index',
  siteSearch: (q: string) => `/console/site-search${query({ q })}`,
  site: (code: string) => `/console/sites/${code}`,
  articles: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/articles${query(filter)}`,
  newArticle: (code: string, column?: string) => `/console/sites/${code}/articles/new${query({ column })}`,
  /** `saved`, `preview` and `from` say what the page shows besides; see the page. */
  article: (code: string, id: string, view: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/articles/${id}${query(view)}`,
  /** What is being typed at an item; at a new one without its id. */
  articleTyping: (code: string, id = 'new') => `/console/sites/${code}/articles/${id}/typing`,
  articleWithdraw: (code: string, id: string) => `/console/sites/${code}/articles/${id}/withdraw`,
  articleForce: (code: string, id: string) => `/console/sites/${code}/articles/${id}/force`,
  articleHistory: (code: string, id: string, revision?: number) =>
    `/console/sites/${code}/articles/${id}/history${query({ n: revision?.toString() })}`,
  siteColumnBoard: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/column-board${query(filter)}`,
  /** Two revisions side by side, by their numbers. */
  articleCompare: (code: string, id: string, a?: number, b?: number) =>
    `/console/sites/${code}/articles/${id}/compare${query({ a: a?.toString(), b: b?.toString() })}`,
  secrecySheet: (code: string, id: string, revision: number) =>
    `/console/sites/${code}/articles/${id}/secrecy-sheet${query({ n: revision.toString() })}`,
  columns: (code: string) => `/console/sites/${code}/columns`,
  column: (code: string, id: string) => `/console/sites/${code}/columns/${id}`,
  /** What a special topic says on its home page, and the blocks of that page. */
  topic: (code: string, id: string) => `/console/sites/${code}/columns/${id}/topic`,
  topicPage: (code: string, id: string, view: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/columns/${id}/topic-page${query(view)}`,
  /** `column` is the id of a column with levels of its own. */
  reviewChain: (code: string, column?: string) => `/console/sites/${code}/review${query({ column })}`,
  shared: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/shared${query(filter)}`,
  homePage: (code: string, view: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/home-page${query(view)}`,
  theme: (code: string) => `/console/sites/${code}/theme`,
  facts: (code: string) => `/console/sites/${code}/facts`,
  addresses: (code: string) => `/console/sites/${code}/addresses`,
  state: (code: string) => `/console/sites/${code}/state`,
  administrators: (code: string) => `/console/sites/${code}/administrators`,
  /** `address` is a page of the site, `act` what is to be confirmed. */
  published: (code: string, view: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/published${query(view)}`,
  siteLog: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/log${query(filter)}`,
  searchMisses: (code: string, view: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/searches${query(view)}`,
  media: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/media${query(filter)}`,
  mediaFile: (code: string, id: string, view: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/media/${id}${query(view)}`,
  mediaFolders: (code: string, view: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/media-folders${query(view)}`,
  /** Files to choose from in the editor, as data. */
  mediaChoice: (code: string, filter: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/media-choice${query(filter)}`,
  upload: (code: string, place: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/files${query(place)}`,
  replaceFile: (code: string, id: string, version: number) =>
    `/console/sites/${code}/files/${id}/replace${query({ version: version.toString() })}`,
  imports: (code: string) => `/console/sites/${code}/imports`,
  importUpload: (code: string) => `/console/sites/${code}/imports/upload`,
  /** `view` narrows the items. */
  import: (code: string, id: string, view: Record<string, string | undefined> = {}) =>
    `/console/sites/${code}/imports/${id}${query(view)}`,
  importUndo: (code: string, id: string) => `/console/sites/${code}/imports/${id}/undo`,
  file: (code: string, id: string) => `/console/sites/${code}/files/${id}`,
  smallPicture: (code: string, id: string) => `/console/sites/${code}/files/${id}?small`,
};
