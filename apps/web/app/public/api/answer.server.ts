import { createHash } from 'node:crypto';
import type { AppLoadContext, LoaderFunctionArgs } from '@remix-run/node';
import type { Transaction } from '@zhanqun/db';
import { DomainError, type ErrorCode, httpStatusOf, isDomainError } from '@zhanqun/kit';
import type { Allowance } from '@zhanqun/rate-limits/server';
import { asVisitor, type SiteDirectory, type SiteRecord } from '@zhanqun/tenancy/server';
import type { z } from 'zod';
import { visitOf } from '../page.server';
import { allowanceFor } from './allowance.server';
import type { Operation } from './operations';

export interface OperationArgs<Q> {
  tx: Transaction;
  directory: SiteDirectory;
  /** The portal, on whose host the interfaces stand. */
  root: SiteRecord;
  params: Record<string, string | undefined>;
  query: Q;
  url: URL;
}

/** Any program on any page may read what everybody may see; no cookie or password goes along. */
const OPEN_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After',
  'Cache-Control': 'no-cache',
  'X-Robots-Tag': 'noindex',
};

function rateHeaders(allowance: Allowance | undefined): Record<string, string> {
  if (!allowance) return {};
  return {
    'RateLimit-Limit': String(allowance.limit),
    'RateLimit-Remaining': String(allowance.remaining),
    'RateLimit-Reset': String(allowance.resetSeconds),
  };
}

/** A JSON answer, or 304 where the asker has the same. */
export function jsonAnswer(request: Request, value: unknown, headers: Record<string, string> = {}): Response {
  const body = JSON.stringify(value);
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const all = { ...OPEN_HEADERS, ...headers, ETag: etag };
  const known = request.headers
    .get('If-None-Match')
    ?.split(',')
    .map((tag) => tag.trim());
  if (known?.includes(etag)) return new Response(null, { status: 304, headers: all });
  return new Response(body, { headers: { ...all, 'Content-Type': 'application/json; charset=utf-8' } });
}

function statusOf(code: ErrorCode): number {
  return code === 'INVALID' ? 400 : httpStatusOf(code);
}

/** A refusal as JSON with a sentence for whoever reads the log of the program. */
export function errorAnswer(
  code: string,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ error: { code, message } }), {
    status,
    headers: { ...OPEN_HEADERS, 'Content-Type': 'application/json; charset=utf-8', ...headers },
  });
}

export function noSuchAddress(): Response {
  return errorAnswer('NOT_FOUND', 404, '没有这个接口。接口说明在门户网站的 /api/ 。');
}

/** The portal of the visit, undefined under any other site's address: the interfaces stand in one place. */
export function portalOf(context: AppLoadContext): SiteRecord | undefined {
  const { site, preview } = visitOf(context);
  return site.parentId || preview ? undefined : site;
}

function parseQuery<Q extends z.ZodObject>(schema: Q, url: URL): z.output<Q> {
  const names = [...url.searchParams.keys()];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new DomainError('INVALID', `参数 ${twice.slice(0, 40)} 出现了两次。`);
  const unknown = names.find((name) => !Object.hasOwn(schema.shape, name));
  if (unknown !== undefined) throw new DomainError('INVALID', `没有 ${unknown.slice(0, 40)} 这个参数。`);
  const result = schema.safeParse(Object.fromEntries(url.searchParams));
  if (result.success) return result.data;
  throw new DomainError('INVALID', result.error.issues[0]?.message ?? '参数不正确。');
}

function failureAnswer(error: unknown, context: AppLoadContext, headers: Record<string, string>): Response {
  if (isDomainError(error)) {
    const more: Record<string, string> = {
      ...(error.code === 'UNAUTHENTICATED' ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(error.code === 'BUSY' ? { 'Retry-After': '5' } : {}),
    };
    const message = error.code === 'BUSY' ? '系统正忙，请稍后再试。' : error.message;
    return errorAnswer(error.code, statusOf(error.code), message, { ...headers, ...more });
  }
  context.app.log.error({ err: error, requestId: context.requestId }, 'interface failed');
  return errorAnswer('FAULT', 500, `系统出错了，请稍后再试。编号：${context.requestId}`, headers);
}

/** The loader of one operation: who asks and how often, what is asked, one scope of the public reader, JSON. */
export function operationLoader<Q extends z.ZodObject, A extends z.ZodType>(
  operation: Operation<Q, A>,
  run: (args: OperationArgs<z.output<Q>>) => Promise<z.input<A>>,
) {
  return async ({ context, params, request }: LoaderFunctionArgs): Promise<Response> => {
    const root = portalOf(context);
    if (!root) return noSuchAddress();
    const { db, directory } = context.app.deployment;
    let headers: Record<string, string> = {};
    try {
      const allowance = await allowanceFor(context, request);
      headers = rateHeaders(allowance);
      if (!allowance.isAllowed) {
        const wait = String(allowance.resetSeconds);
        const message = `请求太多：每分钟最多 ${allowance.limit} 次，请 ${wait} 秒后再试。`;
        return errorAnswer('TOO_MANY', 429, message, { ...headers, 'Retry-After': wait });
      }
      const url = new URL(request.url);
      const query = parseQuery(operation.query, url);
      const value = await asVisitor({ db }, (tx) => run({ tx, directory, root, params, query, url }));
      const next = (value as { next?: unknown }).next;
      if (typeof next === 'string') headers.Link = `<${next}>; rel="next"`;
      return jsonAnswer(request, value, headers);
    } catch (error) {
      return failureAnswer(error, context, headers);
    }
  };
}
