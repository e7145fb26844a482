import { can, ROLE_PERMISSIONS } from '@zhanqun/access';
import type { Transaction } from '@zhanqun/db';
import { DomainError, ROLES } from '@zhanqun/kit';
import { type SiteContext, withPlatform } from '@zhanqun/tenancy/server';

export interface ColumnPerson {
  accountId: string;
  name: string;
  unit: string;
}

/** Roles granted only to write: whoever may write through a wider one is named as well. */
const WRITERS = ROLES.filter((role) => ROLE_PERMISSIONS[role].includes('article:write'));

/** More people than this nobody chooses from a list; those granted at the site itself come first. */
const MOST_PEOPLE = 200;

/** Who may be named as an editor of the site's columns: accounts in use that may write here, by grants here or above. */
export async function listPossibleEditors({ db, site }: Pick<SiteContext, 'db' | 'site'>): Promise<ColumnPerson[]> {
  const grants = {
    role: { in: WRITERS },
    OR: [{ siteId: site.id }, { siteId: { in: site.lineage }, subtree: true }],
  };
  const accounts = await withPlatform({ db }, (tx) =>
    tx.account.findMany({
      where: { state: 'ACTIVE', grants: { some: grants } },
      select: { id: true, displayName: true, unit: true, grants: { where: grants } },
      orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
    }),
  );
  const isHere = (one: (typeof accounts)[number]) => one.grants.some((grant) => grant.siteId === site.id);
  return [...accounts.filter(isHere), ...accounts.filter((one) => !isHere(one))]
    .filter(({ id, displayName, grants: held }) =>
      can({ accountId: id, name: displayName, kind: 'ACCOUNT', homeSiteId: '', grants: held }, 'article:write', site),
    )
    .slice(0, MOST_PEOPLE)
    .map(({ id, displayName, unit }) => ({ accountId: id, name: displayName, unit }));
}

/** Those of the possible editors who are meant. Throws INVALID when somebody may not write here. */
export function namedAmong(possible: ColumnPerson[], accountIds: readonly string[]): ColumnPerson[] {
  const wanted = new Set(accountIds);
  const found = possible.filter(({ accountId }) => wanted.has(accountId));
  if (found.length === wanted.size) return found;
  throw new DomainError('INVALID', '请检查标出的项目。', {
    'contract.editorIds': ['选中的人里有人不能在本站撰写内容，请重新选择，或先请站点管理员授权。'],
  });
}

/** Replaces the named editors of a column. */
export async function writeEditors(
  tx: Transaction,
  siteId: string,
  columnId: string,
  editors: ColumnPerson[],
): Promise<void> {
  await tx.columnEditor.deleteMany({ where: { siteId, columnId } });
  await tx.columnEditor.createMany({
    data: editors.map(({ accountId, name }) => ({ siteId, columnId, accountId, name })),
  });
}
