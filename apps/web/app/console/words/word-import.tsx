import { IMPORT_MODE_LABELS, IMPORT_MODES, MAX_WORD_BYTES, MAX_WORD_ROWS } from '@zhanqun/checks/schema';
import type { WordImportReport } from '@zhanqun/checks/server';
import { Callout, DataTable, Field, FormPage } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useAnswer, useRefusal } from '../answer';
import type { WordPaths } from './word-paths';

function Faults({ faults }: WordImportReport): ReactElement {
  return (
    <section aria-label="核对结果" className="mt-6 flex flex-col gap-4">
      <Callout tone="warn" title={`有 ${faults.length} 行需要修改，词库没有变化`}>
        请在表格里改好标出的行，再重新导入。
      </Callout>
      <DataTable
        caption="需要修改的行"
        rows={faults}
        rowKey={(fault) => String(fault.line)}
        columns={[
          { key: 'line', header: '行', width: 'fit', cell: (fault) => `第 ${fault.line} 行` },
          { key: 'phrase', header: '词语', cell: (fault) => fault.phrase },
          {
            key: 'why',
            header: '问题',
            cell: (fault) => <span className="text-alarm-700">{fault.sentences.join(' ')}</span>,
          },
        ]}
        empty={null}
      />
    </section>
  );
}

export interface WordImportProps {
  version: number;
  intent: string;
  paths: WordPaths;
}

export function WordImport({ version, intent, paths }: WordImportProps): ReactElement {
  const refusal = useRefusal();
  const answer = useAnswer<{ report: WordImportReport }>();
  const { errors, message } = summaryOf(refusal);
  return (
    <>
      <FormPage
        title="导入词库"
        lead={`要么全部导入，要么一个也不导入，成为词库的新一版。一次最多 ${MAX_WORD_ROWS} 行；XLSX 和 CSV 都可以，词很多时用 CSV 快得多。`}
        back={{ label: '词库', href: paths.list() }}
        buttons={{ submit: '导入', pending: '正在导入…', intent, cancel: { label: '返回', href: paths.list() } }}
        errors={errors}
        message={message}
        encType="multipart/form-data"
        aside={
          <div className="zc-card flex flex-col items-start gap-3 p-4">
            <p className="text-ink-soft">
              表格第一行写：类别、词语、正确写法、处理、站点可豁免、说明。先导出现有词库，照它填写最省事。
            </p>
            <a href={paths.export({ format: 'xlsx' })} className="zc-button" download>
              导出现有词库（XLSX）
            </a>
          </div>
        }
      >
        <input type="hidden" name="version" value={version} />
        <Field
          kind="file"
          name="file"
          label="表格"
          required
          accept=".xlsx,.csv"
          types="XLSX、CSV"
          maxBytes={MAX_WORD_BYTES}
          errors={errors?.file}
        />
        <Field
          kind="radio"
          name="mode"
          label="怎样导入"
          required
          choices={IMPORT_MODES.map((value) => ({ value, label: IMPORT_MODE_LABELS[value] }))}
          defaultValue={refusal?.typed.mode ?? 'ADD'}
          errors={errors?.mode}
        />
      </FormPage>
      {answer && <Faults {...answer.report} />}
    </>
  );
}
