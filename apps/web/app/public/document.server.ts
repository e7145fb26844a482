import type { LoaderFunctionArgs } from '@remix-run/node';
import type { AppLoadContext } from '@remix-run/server-runtime';
import type { Transaction } from '@zhanqun/db';
import { httpStatusOf, isDomainError } from '@zhanqun/kit';
import { type PublicDirectory, RecordedDirectory, Recorder, recordInto } from '@zhanqun/publishing/server';
import { asVisitor, type SiteRecord } from '@zhanqun/tenancy/server';
import { orRedirect, visitOf } from './page.server';

export interface DocumentArgs {
  tx: Transaction;
  app: AppLoadContext['app'];
  directory: PublicDirectory;
  site: SiteRecord;
  params: Record<string, string | undefined>;
}

/** Public documents that are no pages: feeds and site maps. All queries of one run in one scope of the public reader. */
export function publicDocument(contentType: string, run: (args: DocumentArgs) => Promise<string>) {
  return async ({ context, params, request }: LoaderFunctionArgs): Promise<Response> => {
    const visit = visitOf(context);
    const { site } = visit;
    const url = new URL(request.url);
    const { app } = context;
    const recorder = context.recorder ?? new Recorder();
    const directory = new RecordedDirectory(app.deployment.directory, recorder);
    try {
      const text = await asVisitor(app.deployment, (tx) => {
        recordInto(tx, recorder);
        return orRedirect({ tx, visit, url }, () => run({ tx, app, directory, site, params }));
      });
      recorder.isComplete = true;
      return new Response(text, { headers: { 'Content-Type': contentType } });
    } catch (error) {
      if (!isDomainError(error)) throw error;
      const headers: Record<string, string> = error.code === 'BUSY' ? { 'Retry-After': '5' } : {};
      return new Response(error.message, { status: httpStatusOf(error.code), headers });
    }
  };
}
