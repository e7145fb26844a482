import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequest, sendResponse } from '@remix-run/node-fetch-server';
import type { AppLoadContext } from '@remix-run/server-runtime';
import { pendingMigrations } from '@zhanqun/db';
import { MAX_UPLOAD_BYTES } from '@zhanqun/imports/schema';
import { newId } from '@zhanqun/kit';
import { hasTellingQuery, oldAddressOf } from '@zhanqun/publishing/old-address';
import { findRedirect } from '@zhanqun/publishing/server';
import { parseHost } from '@zhanqun/tenancy/host';
import { asVisitor } from '@zhanqun/tenancy/server';
import sirv from 'sirv';
import type { Application, Visit } from '../app/context.server';
import { clientOf } from './client.server';
import { compressed } from './compress.server';
import { FloodGate } from './flood-gate.server';
import { isPageAddress } from './page-address';
import { consoleHeaders, PREVIEW_HEADERS, PUBLIC_HEADERS } from './policy.server';
import { type PreviewClaim, readPreviewToken } from './preview-link.server';
import type { PublishedPages } from './published.server';
import type { Remix } from './remix.server';
import { renderPage, routed } from './render-page.server';

const MAX_URL = 2_048;
/** The router asks for the routes of all links of a console page at once, and stops at 7,680 by itself. */
const MAX_MANIFEST_URL = 8_192;
const MEGABYTE = 1024 * 1024;

/** Most bytes of a form: uploads, lists of accounts and long texts each have their place. */
function mostBytes(pathname: string): number {
  if (/^\/console\/sites\/[^/]+\/files(\/[^/]+\/replace)?$/.test(pathname)) return 52 * MEGABYTE;
  if (/^\/console\/sites\/[^/]+\/imports\/upload$/.test(pathname)) return MAX_UPLOAD_BYTES;
  return pathname.startsWith('/console/accounts/import') ? 4 * MEGABYTE : 3 * MEGABYTE;
}

interface Visitor {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  clientAddress: string;
  host: string | undefined;
  pathname: string;
  search: string;
}

function answer(visitor: Visitor, status: number, text: string, headers: Record<string, string> = {}): void {
  visitor.response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    ...headers,
  });
  visitor.response.end(visitor.request.method === 'HEAD' ? undefined : text);
}

/** Letters, digits and -._~ written as %XX: no browser does, and the router would read what the door did not. */
const DISGUISED = /%(2[de]|3\d|[46][1-9a-f]|5[\daf]|7[\dae])/i;

function isWellFormed(pathname: string): boolean {
  if (DISGUISED.test(pathname)) return false;
  try {
    return !/[\0\\]/.test(decodeURIComponent(pathname));
  } catch {
    return false;
  }
}

/** The console and the router's own data: they have no place on a public host. */
function isInternal(rest: string, search: string): boolean {
  return (
    rest.endsWith('.data') ||
    /^\/(console|__manifest)(?=[/.]|$)/.test(rest) ||
    new URLSearchParams(search).has('_routes')
  );
}

/** For one network address, which may be a whole office. */
const SEARCHES_A_MINUTE = 300;
const MISSING_A_MINUTE = 600;

/** Addresses whose answers depend on the request: what was asked for, or who may have a file just now. */
const ASKED_EACH_TIME = /^\/(search|api|f)(?=\/|$)/;

/** A preview of one revision opens its own page and what that page shows; every other link leads to the site itself. */
function isOfArticle(rest: string, articleId: string): boolean {
  return rest === `/a/${articleId}.html` || /^\/(f|theme|landscape)\/|^\/(banner|favicon)\.svg$/.test(rest);
}

/** What a link to one revision or to one file opens; a link to a whole site opens everything. */
function opens({ articleId, fileId }: PreviewClaim, rest: string): boolean {
  if (fileId) return rest.startsWith(`/f/${fileId}/`);
  return articleId === undefined || isOfArticle(rest, articleId);
}

/** The longest comment with its name, as a form sends it. */
const MAX_COMMENT_BYTES = 8_000;

/** A form that says how long it is and is short, sent to the page of an article: what the reader of a preview says. */
function isComment({ request }: Visitor, rest: string): boolean {
  const { 'content-type': type = '', 'content-length': length } = request.headers;
  return (
    request.method === 'POST' &&
    /^\/a\/[0-9a-z]{18}\.html$/.test(rest) &&
    type.startsWith('application/x-www-form-urlencoded') &&
    Number(length ?? Number.NaN) <= MAX_COMMENT_BYTES
  );
}

/** Browsers name the page a form comes from; only pages of the same host may send to it. */
function isOwnForm({ request, host }: Visitor): boolean {
  const { origin } = request.headers;
  if (request.method === 'GET' || request.method === 'HEAD' || origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/** Host → surface and site. Whatever it does not know, it refuses without naming a site. */
export class Door {
  private readonly assets: ReturnType<typeof sirv>;
  private readonly searches = new FloodGate(SEARCHES_A_MINUTE);
  private readonly missing = new FloodGate(MISSING_A_MINUTE);

  constructor(
    private readonly app: Application,
    private readonly published: PublishedPages,
    private readonly remix: Remix,
    clientFolder: string,
  ) {
    this.assets = sirv(clientFolder, {
      // Asks the disk each time: a list kept from the start would end the process when a new build replaces a file.
      dev: true,
      etag: true,
      dotfiles: false,
      brotli: true,
      gzip: true,
      setHeaders: (response, file) => {
        response.setHeader('X-Content-Type-Options', 'nosniff');
        if (file.startsWith('/assets/')) response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
      },
    });
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = process.hrtime.bigint();
    const [pathname = '/', query] = (request.url ?? '/').split('?', 2);
    const client = clientOf(request, this.app.deployment.settings.trustedProxies);
    const visitor: Visitor = {
      request,
      response,
      requestId: newId(),
      clientAddress: client.address,
      host: client.host,
      pathname,
      search: query === undefined ? '' : `?${query}`,
    };
    response.setHeader('X-Request-Id', visitor.requestId);
    let site = '';
    response.once('finish', () => {
      this.app.log.info({
        requestId: visitor.requestId,
        site,
        method: request.method,
        // A preview's address is its key.
        path: pathname.replace(/\/preview\/[^/]+/, '/preview/…').slice(0, 200),
        status: response.statusCode,
        ms: Number(process.hrtime.bigint() - started) / 1e6,
      });
    });
    try {
      site = await this.dispatch(visitor);
    } catch (error) {
      this.app.log.error({ err: error, requestId: visitor.requestId }, 'door failed');
      if (!response.headersSent) answer(visitor, 500, `系统出错了，请稍后再试。编号：${visitor.requestId}`);
      else response.destroy();
    }
  }

  /** Answers the request and returns the code of the site it was for, for the log. */
  private async dispatch(visitor: Visitor): Promise<string> {
    const { pathname } = visitor;
    if (pathname === '/healthz') {
      answer(visitor, 200, 'ok');
      return '';
    }
    if (pathname === '/readyz') {
      const isReady = await this.isReady();
      answer(visitor, isReady ? 200 : 503, isReady ? 'ready' : 'not ready');
      return '';
    }
    if (pathname.length + visitor.search.length > (pathname === '/__manifest' ? MAX_MANIFEST_URL : MAX_URL)) {
      answer(visitor, 414, '网址太长。');
      return '';
    }
    if (!pathname.startsWith('/') || pathname.startsWith('//') || !isWellFormed(pathname)) {
      answer(visitor, 400, '网址不正确。');
      return '';
    }
    const most = mostBytes(pathname);
    if (Number(visitor.request.headers['content-length'] ?? 0) > most) {
      answer(visitor, 413, `提交的内容太大，这里最多 ${Math.floor(most / MEGABYTE)} MB。`, { Connection: 'close' });
      return '';
    }
    if (visitor.request.headers['transfer-encoding'] && !visitor.request.headers['content-length']) {
      answer(visitor, 411, '提交的内容没有注明长度。', { Connection: 'close' });
      return '';
    }
    const addressing = this.app.deployment.settings.addressing;
    const host = parseHost(visitor.host)?.host;
    const isConsolePath = /^\/(console(?=[/.]|$)|__manifest$)/.test(pathname);
    const isConsole =
      addressing.mode === 'path'
        ? isConsolePath && this.app.deployment.directory.knowsHost(visitor.host)
        : host === addressing.consoleHost;
    if (isConsole) return this.console(visitor, isConsolePath);
    return this.public(visitor);
  }

  private async isReady(): Promise<boolean> {
    try {
      const { db, migrations } = this.app.deployment;
      return (await pendingMigrations(db, migrations)).length === 0;
    } catch {
      return false;
    }
  }

  private async console(visitor: Visitor, isConsolePath: boolean): Promise<string> {
    if (visitor.pathname === '/') {
      answer(visitor, 302, '', { Location: '/console' });
      return '';
    }
    if (!isConsolePath) {
      await this.asset(visitor);
      return '';
    }
    if (!isOwnForm(visitor)) {
      answer(visitor, 403, '这次提交来自别的网站，没有执行。请回到管理平台的页面重新提交。');
      return 'console';
    }
    const nonce = randomBytes(16).toString('base64');
    await this.render(visitor, { surface: 'console', nonce }, consoleHeaders(nonce));
    return 'console';
  }

  private async public(visitor: Visitor): Promise<string> {
    const { directory, settings } = this.app.deployment;
    const found = directory.resolve(visitor.host, visitor.pathname);
    if (!found) {
      answer(visitor, 404, '这个地址没有网站。请检查网址是否正确。');
      return '';
    }
    const { site } = found;
    if (/^\/(assets\/|reading\.js$)/.test(found.rest)) {
      visitor.request.url = found.rest;
      await this.asset(visitor);
      return site.code;
    }
    const preview = /^\/preview\/([\w.-]{20,600})(\/.*)?$/.exec(found.rest);
    const { method } = visitor.request;
    if (method !== 'GET' && method !== 'HEAD' && !(preview && isComment(visitor, preview[2] ?? '/'))) {
      answer(visitor, 405, '这个网址不接受提交。', { Allow: 'GET, HEAD' });
      return site.code;
    }
    if (!isOwnForm(visitor)) {
      answer(visitor, 403, '这次提交来自别的网站，没有执行。');
      return site.code;
    }
    if (!found.isPrimary && !preview) {
      answer(visitor, 301, '', {
        Location: directory.urlOf(site, found.rest) + visitor.search,
        'Cache-Control': 'public, max-age=300',
      });
      return site.code;
    }
    const visit: Visit = { site, base: found.base };
    let rest = found.rest;
    if (preview?.[1]) {
      const claim = readPreviewToken(settings.secretKey, preview[1], this.app.now());
      if (claim?.siteId === site.id) {
        if (!opens(claim, preview[2] ?? '/')) {
          answer(visitor, 302, '', { Location: directory.urlOf(site, preview[2] ?? '/'), ...PREVIEW_HEADERS });
          return site.code;
        }
        visit.preview = claim;
        visit.base += `/preview/${preview[1]}`;
        rest = preview[2] ?? '/';
      } else {
        rest = '/preview-ended';
      }
    } else if (site.state !== 'ONLINE' && !/^\/(theme\/|banner\.svg$|favicon\.svg$)/.test(found.rest)) {
      rest = '/site-notice';
    }
    if (/^\/c\/[\w-]+$/.test(rest)) {
      answer(visitor, 301, '', { Location: `${directory.urlOf(site, rest)}/`, 'Cache-Control': 'public, max-age=300' });
      return site.code;
    }
    if (isInternal(rest, visitor.search)) rest = '/not-found';
    const gate = rest.startsWith('/search') ? this.searches : this.missing;
    if (gate.isShut(visitor.clientAddress)) {
      answer(visitor, 429, '您的访问太频繁，请一分钟后再试。', { 'Retry-After': '60' });
      return site.code;
    }
    if (rest.startsWith('/search')) this.searches.count(visitor.clientAddress);
    if (!preview && site.state === 'ONLINE' && !ASKED_EACH_TIME.test(rest)) {
      if (await this.ledOn(visitor, visit, rest)) return site.code;
      await this.page(visitor, visit, isPageAddress(rest) ? rest : '/not-found');
      return site.code;
    }
    visitor.request.url = routed(rest) + visitor.search;
    await this.render(
      visitor,
      { surface: 'public', visit },
      {
        ...PUBLIC_HEADERS,
        ...(preview ? PREVIEW_HEADERS : {}),
      },
    );
    return site.code;
  }

  /**
   * Answers an address of a former site that no page could have: with a slash at its end, with other letters, or with a
   * query that says which item is meant. Every other one is looked for by the page that is missing.
   */
  private async ledOn(visitor: Visitor, { site, base }: Visit, rest: string): Promise<boolean> {
    if (isPageAddress(rest) && !hasTellingQuery(rest, visitor.search)) return false;
    if (oldAddressOf(rest, visitor.search) === undefined) return false;
    const { db } = this.app.deployment;
    const target = await asVisitor({ db }, (tx) => findRedirect(tx, site.id, rest, visitor.search));
    if (target === undefined) {
      this.missing.count(visitor.clientAddress);
      return false;
    }
    answer(visitor, 301, '', { Location: base + target, 'Cache-Control': 'public, max-age=300' });
    return true;
  }

  /** A page that depends on nothing but content: from the store, or rendered once for all who ask meanwhile. */
  private async page(visitor: Visitor, visit: Visit, rest: string): Promise<void> {
    const { site, base } = visit;
    const { directory } = this.app.deployment;
    const place = { siteId: site.id, host: directory.placeOf(site).host, path: base + rest };
    const obtained = await this.app.pages.obtain(place, rest, (recorder) =>
      renderPage(this.app, this.remix.public, { visit, rest, requestId: visitor.requestId }, recorder),
    );
    const page = obtained.page ?? (obtained.fresh?.status === 503 ? this.app.pages.makeshiftFor(place) : undefined);
    if (obtained.fresh?.status === 404) this.missing.count(visitor.clientAddress);
    if (page) this.published.send(page, visitor.request, visitor.response);
    else if (obtained.fresh)
      await this.send(visitor, new Response(obtained.fresh.bytes, obtained.fresh), PUBLIC_HEADERS);
  }

  private asset(visitor: Visitor): Promise<void> {
    return new Promise((resolve) => {
      visitor.response.once('close', resolve);
      this.assets(visitor.request, visitor.response, () => answer(visitor, 404, '没有找到这个文件。'));
    });
  }

  private async render(
    visitor: Visitor,
    surface: Pick<AppLoadContext, 'surface' | 'visit' | 'nonce'>,
    headers: Record<string, string>,
  ): Promise<void> {
    const answerOf = await this.remix[surface.surface](
      createRequest(visitor.request, visitor.response, {
        host: visitor.host ?? 'localhost',
        protocol: `${this.app.deployment.settings.addressing.scheme}:`,
      }),
      { app: this.app, requestId: visitor.requestId, clientAddress: visitor.clientAddress, ...surface },
    );
    if (surface.visit?.preview)
      for (const [name, value] of Object.entries(PREVIEW_HEADERS)) answerOf.headers.set(name, value);
    await this.send(visitor, answerOf, headers);
  }

  private async send(visitor: Visitor, answerOf: Response, headers: Record<string, string>): Promise<void> {
    const { request, response } = visitor;
    for (const [name, value] of Object.entries(headers)) {
      if (!answerOf.headers.has(name)) answerOf.headers.set(name, value);
    }
    if (answerOf.status === 503 && !answerOf.headers.has('Retry-After')) answerOf.headers.set('Retry-After', '5');
    await sendResponse(response, compressed(answerOf, request.method, request.headers['accept-encoding']));
  }
}
