import { data, type LoaderFunctionArgs } from '@remix-run/node';
import type { AppLoadContext } from '@remix-run/server-runtime';
import type { Transaction } from '@zhanqun/db';
import { DomainError, type ErrorCode, formatDateTime, httpStatusOf, isDomainError } from '@zhanqun/kit';
import {
  findRedirect,
  type PublicDirectory,
  RecordedDirectory,
  Recorder,
  recordInto,
} from '@zhanqun/publishing/server';
import { asVisitor } from '@zhanqun/tenancy/server';
import type { Visit } from '../context.server';
import type { Shared } from './recall.server';
import { loadShell, type Shell, type ShellParts } from './shell.server';

export interface PublicArgs extends ShellParts {
  tx: Transaction;
  app: AppLoadContext['app'];
  visit: Visit;
  directory: PublicDirectory;
  shared: Shared | undefined;
  params: Record<string, string | undefined>;
  url: URL;
}

export interface PublicFailure {
  code: ErrorCode;
  message: string;
}

/** A page with its shell; or the shell and why there is no page; or, when the database is busy, only why. */
export type PublicAnswer<T> =
  | { shell: Shell; page: T; failure?: undefined }
  | { shell: Shell | undefined; page?: undefined; failure: PublicFailure };

/** The visit the door put there. Without one the address belongs to no site's public pages. */
export function visitOf(context: AppLoadContext): Visit {
  if (!context.visit) throw new Response('没有找到这一页。', { status: 404 });
  return context.visit;
}

/** All queries of one page run in one scope of the public reader; a refusal is shown inside the site's own page. */
export function publicLoader<T>(run: (args: PublicArgs) => Promise<T>) {
  return async ({ context, params, request }: LoaderFunctionArgs) => {
    const visit = visitOf(context);
    const { db } = context.app.deployment;
    const recorder = context.recorder ?? new Recorder();
    const directory = new RecordedDirectory(context.app.deployment.directory, recorder);
    const url = new URL(request.url);
    let shell: Shell | undefined;
    const { memory } = context.app;
    const since = memory.present;
    try {
      const answer = await asVisitor(
        { db, ...(visit.preview ? { previewSiteId: visit.preview.siteId } : {}) },
        async (tx) => {
          recordInto(tx, recorder);
          const shared = visit.preview ? undefined : { memory, since };
          const parts = await loadShell({ tx, directory, visit, shared });
          shell = { ...parts.shell, canonical: directory.urlOf(visit.site, url.pathname) };
          if (visit.preview) shell.previewEnds = formatDateTime(new Date(visit.preview.expires * 1000));
          const args = { ...parts, tx, shared, app: context.app, visit, directory, params, url };
          return { shell, page: await orRedirect(args, () => run(args)) };
        },
      );
      recorder.isComplete = true;
      return data<PublicAnswer<T>>(answer);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      const failure = { code: error.code, message: error.message };
      const headers: Record<string, string> = error.code === 'BUSY' ? { 'Retry-After': '5' } : {};
      return data<PublicAnswer<T>>({ shell, failure }, { status: httpStatusOf(error.code), headers });
    }
  };
}

/** What is not there may have moved for good: asked only now, so that pages which are there pay nothing. */
export async function orRedirect<T>(
  { tx, visit, url }: Pick<PublicArgs, 'tx' | 'visit' | 'url'>,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'NOT_FOUND') throw error;
    const target = await findRedirect(tx, visit.site.id, url.pathname);
    if (target === undefined) throw error;
    throw new Response(null, {
      status: 301,
      headers: { Location: visit.base + target, 'Cache-Control': 'public, max-age=300' },
    });
  }
}

/** For addresses whose form is already wrong: the same answer as for an item that is not there. */
export function pageNotFound(): DomainError {
  return new DomainError('NOT_FOUND', '没有找到这一页，它可能已被移走或撤下。');
}
