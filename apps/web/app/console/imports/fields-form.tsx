import { Form } from '@remix-run/react';
import { TABLE_FIELD_LABELS, TABLE_FIELDS } from '@zhanqun/imports/schema';
import type { ImportReport } from '@zhanqun/imports/server';
import { Callout, Field, FormActions } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';

/** What the columns of a table hold. */
export function FieldsForm({
  report,
}: {
  report: Pick<ImportReport, 'version' | 'headings' | 'fields'>;
}): ReactElement {
  const hasTitle = Object.values(report.fields).includes('title');
  return (
    <Form method="post" noValidate className="zc-card flex flex-col gap-5 p-5" aria-labelledby="import-fields">
      <h2 id="import-fields" className="text-lg font-semibold">
        表格的各列是什么
      </h2>
      {!hasTitle && (
        <Callout tone="warn" title="看不出哪一列是标题">
          请在下面指出来，保存以后会重新读取。
        </Callout>
      )}
      <input type="hidden" name="version" value={report.version} />
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
        {report.headings.map((heading, index) => (
          <div key={heading}>
            <input type="hidden" name={`fieldName.${index}`} value={heading} />
            <Field
              kind="select"
              name={`field.${index}`}
              label={heading}
              choices={TABLE_FIELDS.map((value) => ({ value, label: TABLE_FIELD_LABELS[value] }))}
              empty="不用这一列"
              defaultValue={report.fields[heading] ?? ''}
            />
          </div>
        ))}
      </div>
      <FormActions submit="保存并重新读取" pending="正在保存…" intent="import:run#fields" />
    </Form>
  );
}
