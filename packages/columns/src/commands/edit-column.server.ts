import { demand, parseInput } from '@zhanqun/access';
import { type AuditEntry, recordAudit } from '@zhanqun/audit/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { recordChange, TAGS, tagsOfColumn, tagsOfRow } from '@zhanqun/publishing/server';
import { projectArticles } from '@zhanqun/search/server';
import { type SiteContext, withSite } from '@zhanqun/tenancy/server';
import { cycleOf } from '../cycles';
import { renewDates } from '../dates.server';
import { listPossibleEditors, namedAmong, writeEditors } from '../editors.server';
import { type ColumnKind, type EditColumnInput, editColumnInput } from '../schema';

/** Changes what a column says about itself. Throws STALE when it was changed since it was read. */
export async function editColumn(context: SiteContext, input: EditColumnInput): Promise<void> {
  const { columnId, version, contract, ...said } = parseInput(editColumnInput, input);
  const { site, actor, now } = context;
  demand(actor, 'column:edit', site);
  const { editorIds, ...promised } = contract ?? {};
  const editors = editorIds && namedAmong(await listPossibleEditors(context), editorIds);
  const data = { ...said, ...promised };
  await withSite(context, async (tx) => {
    const column = await tx.column.findFirst({
      where: { siteId: site.id, id: columnId },
      select: {
        id: true,
        parentId: true,
        name: true,
        kind: true,
        isHidden: true,
        responsibleUnit: true,
        updateDays: true,
        warnDays: true,
        contactName: true,
        contactPhone: true,
        editors: { select: { name: true }, orderBy: { name: 'asc' } },
      },
    });
    if (!column) throw notFound('栏目');
    const { count } = await tx.column.updateMany({
      where: { siteId: site.id, id: columnId, version },
      data: { ...data, version: { increment: 1 }, updatedAt: now },
    });
    if (count === 0) throw new DomainError('STALE', '这个栏目刚被别人修改过，请重新打开后再改。');
    if (editors) {
      await writeEditors(tx, site.id, columnId, editors);
      await renewDates(tx, site.id, [columnId]);
    }
    const cause = `修改栏目“${data.name}”`;
    await recordAudit(tx, { ...context, siteId: site.id }, [
      { action: 'column:edit', subjectType: 'Column', subjectId: columnId, summary: cause },
      ...changedContract(
        columnId,
        { ...column, editors: column.editors.map(({ name }) => name) },
        { ...column, ...data, editors: (editors ?? column.editors).map(({ name }) => name).sort() },
      ),
    ]);
    const isSeenOtherwise = data.isHidden !== column.isHidden;
    // The search knows a column by its name: else its items, however many, stay as they are.
    if (isSeenOtherwise || data.name !== column.name) await projectArticles(tx, site.id, { columnId });
    const tags = [TAGS.columns(site.id), TAGS.about(site.id, columnId)];
    if (isSeenOtherwise || data.name !== column.name) tags.push(...tagsOfRow(site, column.parentId));
    if (isSeenOtherwise) tags.push(...tagsOfColumn(site, column));
    await recordChange(tx, site.id, { tags, cause, takesAway: data.isHidden && !column.isHidden });
  });
}

interface Contract {
  name: string;
  kind: ColumnKind;
  responsibleUnit: string;
  editors: string[];
  updateDays: number | null;
  warnDays: number | null;
  contactName: string;
  contactPhone: string;
}

function inWords(contract: Contract): string {
  const { days } = cycleOf(contract);
  return [
    ...(contract.responsibleUnit ? [contract.responsibleUnit] : []),
    days === 0 ? '不要求更新' : `每 ${days} 天更新`,
    ...(contract.editors.length > 0 ? [`负责编辑${contract.editors.join('、')}`] : []),
  ].join('，');
}

/** Who answers for what is said in the log by name, before and after. */
function changedContract(columnId: string, before: Contract, after: Contract): AuditEntry[] {
  const partsOf = ({ responsibleUnit, editors, updateDays, warnDays, contactName, contactPhone }: Contract) => ({
    responsibleUnit,
    editors,
    updateDays,
    warnDays,
    contactName,
    contactPhone,
  });
  const [former, contract] = [partsOf(before), partsOf(after)];
  if (JSON.stringify(former) === JSON.stringify(contract)) return [];
  return [
    {
      action: 'column:edit',
      subjectType: 'Column',
      subjectId: columnId,
      summary: `设置栏目“${after.name}”的责任：${inWords(after)}`,
      detail: { contract, former },
    },
  ];
}
