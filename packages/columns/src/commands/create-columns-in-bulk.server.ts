import { demand, parseInput } from '@zhanqun/access';
import { isUniqueViolation } from '@zhanqun/db';
import { DomainError } from '@zhanqun/kit';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { type CreateColumnsInBulkInput, createColumnsInBulkInput } from '../schema';
import { writeColumns } from '../write-columns.server';

/** Makes a whole tree of columns in a site that has no columns yet. Returns the ids by code. */
export async function createColumnsInBulk(
  context: SiteContext,
  input: CreateColumnsInBulkInput,
): Promise<Map<string, string>> {
  const { columns } = parseInput(createColumnsInBulkInput, input);
  const { site, actor } = context;
  demand(actor, 'column:edit', site);
  try {
    return await withSite(context, async (tx) => {
      const present = await tx.column.findFirst({ where: { siteId: site.id }, select: { id: true } });
      if (present) throw new DomainError('CONFLICT', '这个站点已有栏目。');
      return writeColumns(tx, context, columns);
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('INVALID', '栏目代码有重复，请检查蓝图。');
    throw error;
  }
}
