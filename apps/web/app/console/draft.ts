import { useRouteLoaderData } from '@remix-run/react';
import { draftKey } from '@zhanqun/ui/console';
import type { loader } from './shell';

/** The key under which this tab keeps what the signed-in person types into a form. */
export function useDraftKey(form: string): string {
  const shell = useRouteLoaderData<typeof loader>('console/shell');
  return draftKey(shell?.accountId ?? '', form);
}
