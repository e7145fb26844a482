import { demand, parseInput } from '@zhanqun/access';
import { recordAudit } from '@zhanqun/audit/server';
import { isUniqueViolation } from '@zhanqun/db';
import { DomainError, newId, notFound } from '@zhanqun/kit';
import { recordChange, tagsOfRow } from '@zhanqun/publishing/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { firstDates } from '../cycles';
import { type CreateColumnInput, createColumnInput, MAX_COLUMN_DEPTH } from '../schema';
import { lockTree } from '../tree.server';

/** Makes a column, the last among its siblings. */
export async function createColumn(context: SiteContext, input: CreateColumnInput): Promise<{ columnId: string }> {
  const { parentId, ...column } = parseInput(createColumnInput, input);
  const { site, actor, now } = context;
  demand(actor, 'column:edit', site);
  const columnId = newId(now.getTime());
  try {
    await withSite(context, async (tx) => {
      const tree = await lockTree(tx, site.id);
      const parent = parentId ? tree.find(parentId) : undefined;
      if (parentId && !parent) throw notFound('上级栏目');
      if (parent?.isArchived) {
        throw new DomainError('INVALID', '请检查标出的项目。', { parentId: ['这个专题已经归档，请先恢复再建栏目。'] });
      }
      if (parent?.isMerging) {
        throw new DomainError('INVALID', '请检查标出的项目。', {
          parentId: ['这个栏目正在并入别的栏目，请选择另一个。'],
        });
      }
      if (parentId && tree.depthOf(parentId) >= MAX_COLUMN_DEPTH) {
        throw new DomainError('INVALID', '请检查标出的项目。', { parentId: [`栏目最多分 ${MAX_COLUMN_DEPTH} 级。`] });
      }
      const position = Math.max(-1, ...tree.childrenOf(parentId).map((sibling) => sibling.position)) + 1;
      await tx.column.createMany({
        data: [
          {
            ...column,
            ...firstDates({ ...column, updateDays: null, warnDays: null }, now),
            siteId: site.id,
            id: columnId,
            parentId,
            position,
            createdAt: now,
            updatedAt: now,
          },
        ],
      });
      await recordAudit(tx, { ...context, siteId: site.id }, [
        {
          action: 'column:edit',
          subjectType: 'Column',
          subjectId: columnId,
          summary: `新建栏目“${column.name}”`,
          detail: { code: column.code },
        },
      ]);
      await recordChange(tx, site.id, { tags: tagsOfRow(site, parentId), cause: `新建栏目“${column.name}”` });
    });
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new DomainError('INVALID', '请检查标出的项目。', { code: ['本站已有使用这个代码的栏目，请换一个。'] });
    }
    throw error;
  }
  return { columnId };
}
