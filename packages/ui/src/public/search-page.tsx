import { Icon } from '../icons';
import { Crumbs } from './crumbs';
import { PublishedTime } from './date';
import { Pager } from './pager';
import type { LinkView, PagerView } from './types';

/** A piece of text, marked where a word was found. */
export interface SegmentView {
  text: string;
  isHit: boolean;
}

export interface SearchResultView {
  id: string;
  href: string;
  title: SegmentView[];
  excerpt: SegmentView[];
  publishedAt: string;
  columnName: string;
  /** That it is valid no more, e.g. 已废止 */
  mark?: string;
  /** Named when it is of another site. */
  siteName?: string;
}

export interface FacetOptionView extends LinkView {
  count: number;
}

export interface FacetView {
  name: string;
  label: string;
  options: FacetOptionView[];
}

export interface SearchResultsView {
  /** How many there are, as a sentence. */
  summary: string;
  items: SearchResultView[];
  facets: FacetView[];
  /** Chosen values; each link takes one away. */
  chosen: LinkView[];
  orders: (LinkView & { isCurrent: boolean })[];
  pager?: PagerView;
  /** What these results are, when they are not quite what was asked for. */
  note?: string;
  /** What may have been meant. */
  correction?: LinkView;
  related: LinkView[];
  /** Sites of the name that was typed. */
  sites: LinkView[];
  /** Where to look when nothing was found: with fewer limits, or by column. */
  ways: LinkView[];
}

export interface SearchPageProps {
  trail: LinkView[];
  action: string;
  query: string;
  maxLength: number;
  scopes: { value: string; label: string; isCurrent: boolean }[];
  /** Undefined before anything was asked for. */
  results?: SearchResultsView;
  /** Why a search could not run, e.g. words too long. */
  error?: string;
}

function Segments({ of }: { of: SegmentView[] }) {
  let at = 0;
  return (
    <>
      {of.map(({ text, isHit }) => {
        const key = at;
        at += text.length;
        return isHit ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
      })}
    </>
  );
}

function SearchForm({ action, query, maxLength, scopes, error }: Omit<SearchPageProps, 'trail' | 'results'>) {
  return (
    <search>
      <form className="search-form" action={action} method="get">
        <label htmlFor="search-words">搜索标题和正文</label>
        <div className="search-line">
          <input
            id="search-words"
            name="q"
            type="search"
            defaultValue={query}
            maxLength={maxLength}
            autoComplete="off"
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? 'search-error' : query ? undefined : 'search-help'}
          />
          <button type="submit">
            <Icon name="search" size={20} />
            搜索
          </button>
        </div>
        {error ? (
          <p id="search-error" className="field-error">
            {error}
          </p>
        ) : null}
        {query || error ? null : (
          <p id="search-help" className="search-help">
            可以输入词语或拼音；几个词之间用空格隔开。
          </p>
        )}
        {scopes.length > 1 ? (
          <fieldset className="search-scopes">
            <legend>范围</legend>
            {scopes.map((scope) => (
              <label key={scope.value}>
                <input type="radio" name="scope" value={scope.value} defaultChecked={scope.isCurrent} />
                {scope.label}
              </label>
            ))}
          </fieldset>
        ) : null}
      </form>
    </search>
  );
}

function Result({ item }: { item: SearchResultView }) {
  return (
    <li className="result">
      <h2>
        <a href={item.href}>
          <Segments of={item.title} />
        </a>
        {item.mark ? <span className="row-mark">{item.mark}</span> : null}
      </h2>
      <p className="result-text">
        <Segments of={item.excerpt} />
      </p>
      <p className="result-meta">
        <PublishedTime publishedAt={item.publishedAt} />
        {item.siteName ? <span>{item.siteName}</span> : null}
        <span>{item.columnName}</span>
      </p>
    </li>
  );
}

/** Above the results, so that on a phone too it is plain what they are limited to. */
function Chosen({ links }: { links: LinkView[] }) {
  if (links.length === 0) return null;
  return (
    <ul className="facet-chosen" aria-label="已选的筛选条件">
      {links.map((link) => (
        <li key={link.href}>
          <a href={link.href} aria-label={`不再限于${link.label}`}>
            {link.label}
            <Icon name="close" size={16} />
          </a>
        </li>
      ))}
    </ul>
  );
}

function Facets({ facets }: { facets: FacetView[] }) {
  if (facets.length === 0) return null;
  return (
    <aside className="search-facets" id="facets" aria-label="筛选结果">
      {facets.map((facet) => (
        <section key={facet.name} aria-labelledby={`facet-${facet.name}`}>
          <h2 id={`facet-${facet.name}`}>{facet.label}</h2>
          <ul>
            {facet.options.map((option) => (
              <li key={option.href}>
                <a href={option.href}>
                  {option.label}
                  <span>{option.count}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </aside>
  );
}

function WordLinks({ title, links }: { title: string; links: LinkView[] }) {
  if (links.length === 0) return null;
  return (
    <nav className="search-words" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href}>{link.label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Results({ results }: { results: SearchResultsView }) {
  const { items, facets, chosen, orders, pager } = results;
  const canNarrow = facets.length > 0;
  return (
    <div className={canNarrow ? 'search-results with-facets' : 'search-results'}>
      <div className="search-main">
        <WordLinks title="站点" links={results.sites} />
        {results.correction ? (
          <p className="search-correction">
            您是不是要找：<a href={results.correction.href}>{results.correction.label}</a>
          </p>
        ) : null}
        <Chosen links={chosen} />
        <div className="search-head">
          <p role="status">{results.summary}</p>
          {items.length > 1 ? (
            <ul className="search-orders" aria-label="排序">
              {orders.map((order) => (
                <li key={order.href}>
                  <a href={order.href} aria-current={order.isCurrent ? 'true' : undefined}>
                    {order.label}
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
          {canNarrow && items.length > 0 ? (
            <a className="search-jump" href="#facets">
              筛选
            </a>
          ) : null}
        </div>
        {results.note ? <p className="search-note">{results.note}</p> : null}
        {items.length > 0 ? (
          <ol className="results">
            {items.map((item) => (
              <Result key={item.id} item={item} />
            ))}
          </ol>
        ) : (
          <div className="search-none">
            <p>可以试试：</p>
            <ul>
              <li>换一个更短、更常用的词，或用空格隔开几个词</li>
              {results.ways.map((way) => (
                <li key={way.href}>
                  <a href={way.href}>{way.label}</a>
                </li>
              ))}
            </ul>
          </div>
        )}
        {pager ? <Pager pager={pager} /> : null}
        <WordLinks title="相关搜索" links={results.related} />
      </div>
      <Facets facets={facets} />
    </div>
  );
}

export function SearchPage({ trail, results, ...form }: SearchPageProps) {
  return (
    <>
      <Crumbs trail={trail} current="搜索" />
      <div className="page-head">
        <h1>{form.query && !form.error ? `搜索“${form.query}”` : '搜索'}</h1>
      </div>
      <SearchForm {...form} />
      {results ? <Results results={results} /> : null}
    </>
  );
}
