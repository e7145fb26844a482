import { demand } from '@zhanqun/access';
import type { Transaction } from '@zhanqun/db';
import { DomainError, notFound } from '@zhanqun/kit';
import { type Context, type SiteRecord, withPlatform } from '@zhanqun/tenancy/server';

/** The library stands at the portal: its rights are checked and its log is written there. */
export function demandLibraryEdit(context: Context): SiteRecord {
  const root = context.directory.root();
  if (!root) throw notFound('站点');
  demand(context.actor, 'library:edit', root);
  return root;
}

export function inLibrary<T>(context: Context, root: SiteRecord, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return withPlatform({ db: context.db, siteId: root.id }, work);
}

export function codeTaken(): DomainError {
  const sentence = '这个代码已被使用，请换一个。';
  return new DomainError('CONFLICT', sentence, { newCode: [sentence] });
}
