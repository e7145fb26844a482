import { Form } from '@remix-run/react';
import type { ImportReport } from '@zhanqun/imports/server';
import { type Choice, Field, FormActions } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import type { Refusal } from '../guard.server';

export interface ChoicesFormProps {
  report: Pick<ImportReport, 'version' | 'columns' | 'asPublished' | 'keepsAddresses'>;
  /** Columns of the site. */
  choices: Choice[];
  mayPublish: boolean;
  refusal: Refusal | undefined;
}

/** Where each column of the old site goes, and how its items come. */
export function ChoicesForm({ report, choices, mayPublish, refusal }: ChoicesFormProps): ReactElement {
  const typed = refusal?.typed;
  const errors = refusal?.error.fields ?? {};
  const places: Choice[] = [{ value: '-', label: '不迁入' }, ...choices];
  return (
    <Form method="post" noValidate className="zc-card flex flex-col gap-5 p-5" aria-labelledby="import-choices">
      <h2 id="import-choices" className="text-lg font-semibold">
        怎样迁入
      </h2>
      <input type="hidden" name="version" value={report.version} />
      <fieldset className="grid gap-x-6 gap-y-4 md:grid-cols-2">
        <legend className="mb-2 font-medium">旧网站的栏目放到哪里</legend>
        {report.columns.map(({ name, waiting, columnId }, index) => (
          <div key={name}>
            <input type="hidden" name={`columnName.${index}`} value={name} />
            <Field
              kind="select"
              name={`column.${index}`}
              label={`${name || '（没有写栏目）'}，${waiting} 篇`}
              required
              choices={places}
              empty="请选择"
              defaultValue={typed?.[`column.${index}`] ?? (columnId === '' ? '-' : (columnId ?? ''))}
              errors={errors[`column.${index}`]}
            />
          </div>
        ))}
      </fieldset>
      <Field
        kind="radio"
        name="asPublished"
        label="迁入以后"
        required
        columns={2}
        choices={[
          { value: 'no', label: '作为草稿', help: '由本站人员核对以后再发布。' },
          {
            value: 'yes',
            label: '直接公开',
            help: '检查拦下的、旧网站上没有公开的、栏目要审核的，仍作为草稿。',
            disabled: !mayPublish,
          },
        ]}
        defaultValue={typed?.asPublished ?? (report.asPublished ? 'yes' : 'no')}
        errors={errors.asPublished}
      />
      <Field
        kind="checkbox"
        name="keepsAddresses"
        label="旧网址转到新页面"
        help="旧域名指向本站以后，读者打开旧网址就到新页面。"
        defaultChecked={typed ? typed.keepsAddresses !== undefined : report.keepsAddresses}
      />
      <FormActions
        submit="保存并开始迁入"
        pending="正在保存…"
        intent="import:run#begin"
        others={[{ label: '只保存', intent: 'import:run#choose' }]}
      />
    </Form>
  );
}
