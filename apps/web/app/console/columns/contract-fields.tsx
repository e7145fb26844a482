import { CYCLES } from '@zhanqun/columns/cycles';
import { COLUMN_KIND_LABELS, type ColumnKind } from '@zhanqun/columns/schema';
import type { ColumnContract, ColumnPerson } from '@zhanqun/columns/server';
import { Field, FieldErrors, FormSection, fieldId } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';

const EDITOR = 'editor.';

export interface ContractFieldsProps {
  kind: ColumnKind;
  contract: ColumnContract;
  people: readonly ColumnPerson[];
  typed?: Readonly<Record<string, string | undefined>>;
  errors?: Readonly<Record<string, readonly string[]>>;
}

/** Who answers for a column, and how often something new is due. */
export function ContractFields({ kind, contract, people, typed, errors }: ContractFieldsProps): ReactElement {
  const { days, warnDays } = CYCLES[kind];
  const shown = (name: 'updateDays' | 'warnDays' | 'contactName' | 'contactPhone') =>
    typed ? typed[`contract.${name}`] : (contract[name] ?? '');
  const asked = days === 0 ? '不要求更新' : `${days} 天`;
  return (
    <FormSection title="栏目责任" lead="到期没有新内容的栏目会出现在栏目看板上，提醒负责的人。">
      <Editors contract={contract} people={people} typed={typed} errors={errors?.['contract.editorIds']} />
      <Field
        kind="text"
        name="contract.updateDays"
        label="更新周期"
        inputMode="numeric"
        width="short"
        suffix="天"
        placeholder={String(days)}
        help={`留空按“${COLUMN_KIND_LABELS[kind]}”的要求：${asked}。填 0 表示不要求更新。`}
        defaultValue={shown('updateDays')}
        errors={errors?.['contract.updateDays']}
      />
      <Field
        kind="text"
        name="contract.warnDays"
        label="提前提醒"
        inputMode="numeric"
        width="short"
        suffix="天"
        placeholder={String(warnDays)}
        help={`到期前几天开始提醒，留空为 ${warnDays} 天。`}
        defaultValue={shown('warnDays')}
        errors={errors?.['contract.warnDays']}
      />
      <Field
        kind="text"
        name="contract.contactName"
        label="联系人"
        help="逾期时找谁，可以不是平台的用户。"
        defaultValue={shown('contactName')}
        errors={errors?.['contract.contactName']}
      />
      <Field
        kind="text"
        type="tel"
        name="contract.contactPhone"
        label="联系电话"
        help="只在管理平台里显示。"
        defaultValue={shown('contactPhone')}
        errors={errors?.['contract.contactPhone']}
      />
    </FormSection>
  );
}

interface EditorsProps extends Pick<ContractFieldsProps, 'contract' | 'people' | 'typed'> {
  errors?: readonly string[] | undefined;
}

function Editors({ contract, people, typed, errors }: EditorsProps): ReactElement {
  const isNamed = (id: string) => (typed ? typed[EDITOR + id] !== undefined : contract.editorIds.includes(id));
  const gone = contract.editors.filter(
    (_name, index) => !people.some(({ accountId }) => accountId === contract.editorIds[index]),
  );
  const id = fieldId({ name: 'contract.editorIds' });
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={errors ? `${id}-errors` : undefined}>
      <legend className="mb-1.5 font-semibold">负责编辑</legend>
      {people.length === 0 ? (
        <p className="text-ink-soft">还没有能在本站撰写内容的人，请先在“账号”里授权。</p>
      ) : (
        <div className="grid max-h-72 gap-x-4 overflow-y-auto rounded border border-line bg-white p-2 sm:grid-cols-2">
          {people.map(({ accountId, name, unit }) => (
            <label
              key={accountId}
              className="flex min-h-11 items-center gap-2.5 rounded px-1 hover:bg-main-50 sm:min-h-9"
            >
              <input
                type="checkbox"
                name={EDITOR + accountId}
                defaultChecked={isNamed(accountId)}
                className="zc-check shrink-0"
              />
              <span>
                {name}
                {unit && <span className="ml-2 text-sm text-ink-soft">{unit}</span>}
              </span>
            </label>
          ))}
        </div>
      )}
      {gone.length > 0 && (
        <p className="mt-1.5 text-sm text-ink-soft">{gone.join('、')}已不能在本站撰写内容，保存后不再列为负责编辑。</p>
      )}
      {errors && <FieldErrors id={`${id}-errors`} errors={errors} />}
    </fieldset>
  );
}

/** An empty figure is the kind's own; what is no figure is refused by the schema. */
function figure(form: FormData, name: string): number | null {
  const text = String(form.get(name) ?? '').trim();
  return text === '' ? null : Number(text);
}

export function readContractFields(form: FormData) {
  return {
    editorIds: [...form.keys()].filter((name) => name.startsWith(EDITOR)).map((name) => name.slice(EDITOR.length)),
    updateDays: figure(form, 'contract.updateDays'),
    warnDays: figure(form, 'contract.warnDays'),
    contactName: String(form.get('contract.contactName') ?? ''),
    contactPhone: String(form.get('contract.contactPhone') ?? ''),
  };
}
