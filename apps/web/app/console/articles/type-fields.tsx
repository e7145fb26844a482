import { ITEM_FIELDS, type ItemField, type ItemFields } from '@zhanqun/columns/item-types';
import { COLUMN_KIND_LABELS, COLUMN_KINDS, type ColumnKind } from '@zhanqun/columns/schema';
import { Field, FormSection, fieldId } from '@zhanqun/ui/console';
import { type ReactElement, useEffect, useState } from 'react';
import { FileFact } from './file-fact';

/** In front of the names of these fields in the form, its errors and what was typed. */
const PREFIX = 'field.';
const TYPES = COLUMN_KINDS.filter((kind) => ITEM_FIELDS[kind].length > 0);

/** The facts among what was typed. */
export function typedFields(typed: Readonly<Record<string, string | undefined>>): ItemFields {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) =>
      name.startsWith(PREFIX) && value !== undefined ? [[name.slice(PREFIX.length), value]] : [],
    ),
  );
}

/** The kind of the column that is chosen in the form at present. */
function useChosenKind(kinds: Readonly<Record<string, ColumnKind>>, columnId: string): ColumnKind | undefined {
  const [chosen, setChosen] = useState(columnId);
  useEffect(() => {
    const select = document.getElementById(fieldId({ name: 'columnId' }));
    if (!(select instanceof HTMLSelectElement)) return;
    // A restored draft sets the choice without a hand on it.
    const follow = () => setChosen(select.value);
    const form = select.form;
    follow();
    form?.addEventListener('change', follow);
    form?.addEventListener('input', follow);
    return () => {
      form?.removeEventListener('change', follow);
      form?.removeEventListener('input', follow);
    };
  }, []);
  return kinds[chosen];
}

export interface TypeFieldsProps {
  siteCode: string;
  columnId: string;
  kinds: Readonly<Record<string, ColumnKind>>;
  fields: ItemFields;
  policies: readonly { id: string; title: string }[];
  errors?: Readonly<Record<string, readonly string[]>>;
}

/** What the type of the chosen column asks for. Others keep what was typed in them and send nothing. */
export function TypeFields({ siteCode, columnId, kinds, fields, policies, errors }: TypeFieldsProps): ReactElement {
  const kind = useChosenKind(kinds, columnId);
  return (
    <>
      {TYPES.map((type) => (
        <fieldset key={type} disabled={type !== kind} hidden={type !== kind} className="min-w-0">
          <FormSection title={COLUMN_KIND_LABELS[type]} lead="显示在文章页正文上方。">
            <div className="grid gap-5 sm:grid-cols-2">
              {ITEM_FIELDS[type].map((field) => (
                <div key={field.name} className={WIDE.has(field.kind) ? 'sm:col-span-2' : undefined}>
                  <OneField
                    field={field}
                    siteCode={siteCode}
                    value={fields[field.name] ?? ''}
                    policies={policies}
                    errors={errors?.[PREFIX + field.name]}
                  />
                </div>
              ))}
            </div>
          </FormSection>
        </fieldset>
      ))}
    </>
  );
}

const WIDE = new Set(['policy', 'long', 'link']);

interface OneFieldProps extends Pick<TypeFieldsProps, 'policies' | 'siteCode'> {
  field: ItemField;
  value: string;
  errors: readonly string[] | undefined;
}

function OneField({ field, value, policies, siteCode, errors }: OneFieldProps): ReactElement {
  const shared = { name: PREFIX + field.name, label: field.label, help: field.help, errors };
  if (field.kind === 'date') return <Field {...shared} kind="date" defaultValue={value} />;
  if (field.kind === 'text' || field.kind === 'link') return <Field {...shared} kind="text" defaultValue={value} />;
  if (field.kind === 'long') {
    return <Field {...shared} kind="textarea" rows={6} limit={field.max} defaultValue={value} />;
  }
  if (field.kind === 'video' || field.kind === 'picture') {
    return <FileFact {...shared} accepts={field.kind} siteCode={siteCode} first={value} />;
  }
  const choices =
    field.kind === 'choice'
      ? (field.choices ?? []).map((choice) => ({ value: choice, label: choice }))
      : policies.map(({ id, title }) => ({ value: id, label: title }));
  const isListed = value === '' || choices.some((choice) => choice.value === value);
  return (
    <Field
      {...shared}
      kind="select"
      empty={field.kind === 'policy' && choices.length === 0 ? '本站还没有政策文件' : '不填'}
      choices={isListed ? choices : [{ value, label: '现在的文件' }, ...choices]}
      defaultValue={value}
    />
  );
}
