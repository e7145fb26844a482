import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react';
import { type ImportRow, MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from '@zhanqun/accounts/schema';
import { type ImportReport, importAccounts, readAccountList } from '@zhanqun/accounts/server';
import { DomainError } from '@zhanqun/kit';
import { Callout, DataTable, ErrorSummary, Field, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useAnswer, useRefusal } from '../answer';
import { groupAction, groupLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction = () => [{ title: '从表格导入账号 - 站群管理平台' }];

export const loader = groupLoader('account:manage', async () => ({
  maxRows: MAX_IMPORT_ROWS,
  maxBytes: MAX_IMPORT_BYTES,
}));

interface Answer {
  report: ImportReport;
  /** The rows as read, sent back by the confirmation, so that what was checked is what is made. */
  rows: ImportRow[];
}

function rowsOf(text: string): ImportRow[] {
  try {
    const rows: unknown = JSON.parse(text);
    if (Array.isArray(rows)) return rows as ImportRow[];
  } catch {
    // Answered below with a sentence.
  }
  throw new DomainError('INVALID', '核对过的名单没有一起送到，请重新上传表格。');
}

export const action = groupAction({
  'account:manage#check': async ({ context, form }): Promise<Answer> => {
    const file = form.get('file');
    if (!(file instanceof File) || file.size === 0) {
      throw new DomainError('INVALID', '请检查标出的项目。', { file: ['请选择填好的 XLSX 表格。'] });
    }
    const rows = await readAccountList(new Uint8Array(await file.arrayBuffer()));
    return { report: await importAccounts(context, { rows, dryRun: true }), rows };
  },
  'account:manage#import': async ({ context, form }): Promise<Answer> => {
    const rows = rowsOf(String(form.get('rows') ?? ''));
    return { report: await importAccounts(context, { rows }), rows };
  },
});

function Report({ report, rows }: Answer): ReactElement {
  const wrong = report.lines.filter((line) => line.errors.length > 0);
  const isBusy = useNavigation().state !== 'idle';
  const byLine = new Map(rows.map((row) => [row.line, row]));
  return (
    <section aria-label="核对结果" className="flex flex-col gap-4">
      {wrong.length > 0 ? (
        <Callout tone="warn" title={`共 ${report.lines.length} 行，${wrong.length} 行需要修改，还没有创建任何账号`}>
          请在表格里改好标出的行，再重新上传。
        </Callout>
      ) : (
        <Callout tone="success" title={`共 ${report.lines.length} 行，全部可以创建`}>
          请核对名单，确认后一次创建全部账号。
        </Callout>
      )}
      {wrong.length === 0 && (
        <Form method="post">
          <input type="hidden" name="rows" value={JSON.stringify(rows)} />
          <button
            type="submit"
            name="intent"
            value="account:manage#import"
            aria-disabled={isBusy}
            className="zc-button zc-button-main"
          >
            {isBusy ? '正在创建…' : `创建 ${report.lines.length} 个账号`}
          </button>
        </Form>
      )}
      <DataTable
        caption="表格每一行的核对结果"
        rows={wrong.length > 0 ? wrong : report.lines}
        rowKey={(row) => String(row.line)}
        columns={[
          { key: 'line', header: '行', width: 'fit', cell: (row) => `第 ${row.line} 行` },
          { key: 'username', header: '用户名', cell: (row) => row.username },
          { key: 'name', header: '姓名', cell: (row) => byLine.get(row.line)?.displayName },
          { key: 'site', header: '站点代码', cell: (row) => byLine.get(row.line)?.siteCode },
          { key: 'role', header: '角色', cell: (row) => byLine.get(row.line)?.role },
          {
            key: 'result',
            header: '结果',
            cell: (row) =>
              row.errors.length > 0 ? (
                <span className="text-alarm-700">{row.errors.join(' ')}</span>
              ) : (
                <span className="text-good-700">可以创建</span>
              ),
          },
        ]}
        empty={null}
      />
    </section>
  );
}

function Made({ report }: Answer): ReactElement {
  return (
    <section aria-label="创建结果" className="flex flex-col gap-4">
      <Callout tone="warn" title={`已创建 ${report.passwords.length} 个账号，请马上抄存一次性密码`}>
        密码只显示这一次，离开这个页面后无法再看到。本人第一次登录时要换成自己的密码。
      </Callout>
      <DataTable
        caption="一次性密码"
        rows={report.passwords}
        rowKey={(row) => row.username}
        columns={[
          { key: 'name', header: '姓名', cell: (row) => row.displayName },
          { key: 'username', header: '用户名', cell: (row) => row.username },
          {
            key: 'password',
            header: '一次性密码',
            cell: (row) => <code className="font-mono select-all">{row.password}</code>,
          },
        ]}
        empty={null}
      />
      <p>
        <Link to={consolePath.accounts()} className="zc-button">
          回到账号
        </Link>
      </p>
    </section>
  );
}

export default function ImportAccounts(): ReactElement {
  const { maxRows, maxBytes } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const answer = useAnswer<Answer>();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <>
      <PageHeader
        title="从表格导入账号"
        lead={`先上传核对，没有差错再创建；要么全部创建，要么一个也不创建。一次最多 ${maxRows} 行。`}
        back={{ label: '账号', href: consolePath.accounts() }}
        actions={
          <a href={consolePath.accountTemplate()} className="zc-button" download>
            下载模板
          </a>
        }
      />
      <div className="flex max-w-4xl flex-col gap-6">
        <ErrorSummary {...summaryOf(refusal)} />
        {answer?.report.isMade ? (
          <Made {...answer} />
        ) : (
          <>
            <Form
              method="post"
              encType="multipart/form-data"
              noValidate
              className="zc-card flex flex-col gap-4 p-4 sm:p-5"
            >
              <Field
                kind="file"
                name="file"
                label="填好的表格"
                required
                accept=".xlsx"
                types="XLSX"
                maxBytes={maxBytes}
                errors={refusal?.error.fields.file}
              />
              <button
                type="submit"
                name="intent"
                value="account:manage#check"
                aria-disabled={isBusy}
                className="zc-button zc-button-main self-start max-sm:w-full"
              >
                {isBusy ? '正在核对…' : '核对'}
              </button>
            </Form>
            {answer && <Report {...answer} />}
          </>
        )}
      </div>
    </>
  );
}
