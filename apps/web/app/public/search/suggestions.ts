import type { LoaderFunctionArgs } from '@remix-run/node';
import { httpStatusOf, isDomainError } from '@zhanqun/kit';
import { readSearchRequest } from '@zhanqun/search/schema';
import { suggestPublicWords } from '@zhanqun/search/server';
import { asVisitor } from '@zhanqun/tenancy/server';
import { visitOf } from '../page.server';

/** Words of public titles that begin with what was typed, as a list of texts. Never stored. */
export async function loader({ context, request }: LoaderFunctionArgs): Promise<Response> {
  const { site } = visitOf(context);
  const { query, scope, refusal } = readSearchRequest(new URL(request.url).searchParams);
  const headers = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' };
  if (refusal || query === '') return Response.json([], { headers });
  try {
    const { db } = context.app.deployment;
    return Response.json(await asVisitor({ db }, (tx) => suggestPublicWords(tx, { site }, scope, query)), { headers });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return Response.json([], { status: httpStatusOf(error.code), headers });
  }
}
