/** Characters of a query; longer ones are answered with a sentence. */
export const MAX_QUERY = 60;
export const RESULTS_PER_PAGE = 20;
export const MAX_RESULT_PAGES = 50;
/** Results beyond this are not counted: "1000+". */
export const COUNTED_RESULTS = RESULTS_PER_PAGE * MAX_RESULT_PAGES;

export const SEARCH_SCOPES = ['site', 'subtree', 'group'] as const;
export type SearchScope = (typeof SEARCH_SCOPES)[number];

export const SEARCH_ORDERS = ['best', 'newest'] as const;
export type SearchOrder = (typeof SEARCH_ORDERS)[number];

export const FACETS = ['site', 'level', 'kind', 'year', 'validity'] as const;
export type Facet = (typeof FACETS)[number];
export const FACET_LABELS: Record<Facet, string> = {
  site: '站点',
  level: '层级',
  kind: '栏目类型',
  year: '年份',
  validity: '效力',
};

/** Chosen values by facet; values that cannot be are left out when they are read. */
export type ChosenFacets = Partial<Record<Facet, string>>;

const FORMS: Record<Facet, RegExp> = {
  site: /^[0-9a-hjkmnp-tv-z]{18}$/,
  level: /^(CITY|COUNTY|TOWN)$/,
  kind: /^(NEWS|NOTICE|POLICY|LIST|PAGE|GROUP)$/,
  year: /^(19|20)\d\d$/,
  validity: /^[A-Z]{2,20}$/,
};

export interface SearchRequest {
  /** As typed, without what a database cannot hold. */
  query: string;
  scope: SearchScope;
  order: SearchOrder;
  facets: ChosenFacets;
  /** From 1. */
  page: number;
  /** Why there is nothing to look for, as a sentence. */
  refusal?: string;
}

/** Reads an address. Nothing in it can be a fault: unknown values are left out, absurd queries get a sentence. */
export function readSearchRequest(params: URLSearchParams): SearchRequest {
  const raw = (params.get('q') ?? '')
    .replace(/[\p{Cc}\p{Surrogate}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...raw];
  const page = Number(/^[1-9]\d{0,3}$/.exec(params.get('page') ?? '')?.[0] ?? 1);
  const facets: ChosenFacets = {};
  for (const facet of FACETS) {
    const value = params.get(facet) ?? '';
    if (FORMS[facet].test(value)) facets[facet] = value;
  }
  return {
    query: characters.slice(0, MAX_QUERY).join(''),
    scope: SEARCH_SCOPES.find((scope) => scope === params.get('scope')) ?? 'site',
    order: SEARCH_ORDERS.find((order) => order === params.get('order')) ?? 'best',
    facets,
    page: Math.min(page, MAX_RESULT_PAGES),
    ...refusalOf(characters),
  };
}

function refusalOf(characters: string[]): { refusal?: string } {
  if (characters.length > MAX_QUERY) return { refusal: `搜索词最长 ${MAX_QUERY} 个字，请缩短后再搜。` };
  const hasWords = characters.some((character) => /[\p{L}\p{N}]/u.test(character));
  if (characters.length > 0 && !hasWords) return { refusal: '搜索词里没有文字或数字，请换一个词再搜。' };
  return {};
}

/** What an address keeps of a request, in a fixed order; defaults are left out. */
export function searchParams(request: Pick<SearchRequest, 'query' | 'scope' | 'order' | 'facets' | 'page'>): string {
  const params = new URLSearchParams({ q: request.query });
  if (request.scope !== 'site') params.set('scope', request.scope);
  for (const facet of FACETS) {
    const value = request.facets[facet];
    if (value) params.set(facet, value);
  }
  if (request.order !== 'best') params.set('order', request.order);
  if (request.page > 1) params.set('page', String(request.page));
  return params.toString();
}
