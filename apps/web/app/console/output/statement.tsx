import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { formatDateTime } from '@zhanqun/kit';
import { addMonths, beginOf, monthInWords } from '@zhanqun/statistics/months';
import { pointsInWords, yuanInWords } from '@zhanqun/statistics/points';
import { getStatement, type Statement, settleMonth } from '@zhanqun/statistics/server';
import { Callout, DataTable, EmptyState, ErrorSummary, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { MonthChoice } from './output-list';
import { readOutputFilter } from './output-page.server';

/** Columns that a phone has no room for. */
const COUNTS = 'max-sm:hidden print:table-cell';
/** Lines of one person that the page shows; all are in the file. */
const MOST_SHOWN = 500;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `稿费结算单 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('output:view', async ({ context, request }) => {
  const { month } = readOutputFilter(request, context.now);
  const { lines, people, points, fee, settled } = await getStatement(context, month);
  const url = new URL(request.url);
  const personId = url.searchParams.get('person');
  const isOver = beginOf(addMonths(month, 1)) <= context.now;
  const person = people.find((one) => one.personId === personId);
  const { code, shortName, name } = context.site;
  return {
    site: { code, shortName, name },
    month,
    people,
    points,
    fee,
    settled,
    person: person && {
      name: person.personName,
      lines: lines.filter((line) => line.personId === person.personId).slice(0, MOST_SHOWN),
    },
    isOver,
    maySettle: isOver && !settled && people.length > 0 && can(context.actor, 'fee:edit', context.site),
    isAsked: url.searchParams.get('act') === 'settle',
    printedAt: context.now,
  };
});

export const action = siteAction({
  'fee:edit': async ({ context, form }) => {
    const month = String(form.get('month') ?? '');
    await settleMonth(context, { month });
    const path = consolePath.statement(context.site.code, month);
    return redirectWith(path, `${monthInWords(month)}已结算，以后修改积分标准或撤回内容都不会改动它。`);
  },
});

function People({
  people,
  points,
  fee,
  pathOf,
}: Pick<Statement, 'people' | 'points' | 'fee'> & { pathOf: (id: string) => string }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">稿费，按人合计</caption>
        <thead>
          <tr className="border-b border-line-strong">
            {['单位', '姓名'].map((heading) => (
              <th key={heading} scope="col" className="py-1.5 pr-3 font-semibold">
                {heading}
              </th>
            ))}
            {['篇数', '被采用', '积分', '稿费（元）'].map((heading, index) => (
              <th
                key={heading}
                scope="col"
                className={`py-1.5 pr-3 text-right font-semibold sm:whitespace-nowrap ${index < 2 ? COUNTS : ''}`}
              >
                {heading}
              </th>
            ))}
            <th scope="col" className="hidden py-1.5 pl-3 font-semibold print:table-cell">
              领取签字
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={`${person.personId}${person.unit}`} className="break-inside-avoid border-b border-line">
              <td className="py-1.5 pr-3">{person.unit}</td>
              <td className="py-1.5 pr-3 whitespace-nowrap">
                <Link className="zc-link print:no-underline" to={pathOf(person.personId)}>
                  {person.personName}
                </Link>
              </td>
              <td className={`py-1.5 pr-3 text-right tabular-nums ${COUNTS}`}>{person.items}</td>
              <td className={`py-1.5 pr-3 text-right tabular-nums ${COUNTS}`}>{person.adopted}</td>
              <td className="py-1.5 pr-3 text-right tabular-nums">{pointsInWords(person.points)}</td>
              <td className="py-1.5 pr-3 text-right tabular-nums">{yuanInWords(person.fee)}</td>
              <td className="hidden min-w-32 print:table-cell" />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line-strong font-semibold">
            <th scope="row" colSpan={2} className="py-2 pr-3">
              合计
            </th>
            <td colSpan={2} className={COUNTS} />
            <td className="py-2 pr-3 text-right tabular-nums">{pointsInWords(points)}</td>
            <td className="py-2 pr-3 text-right tabular-nums">{yuanInWords(fee)}</td>
            <td className="hidden print:table-cell" />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Lines({ name, lines }: { name: string; lines: Statement['lines'] }) {
  return (
    <section className="mt-8 print:hidden">
      <h2 className="mb-2 text-lg font-semibold">{name}的明细</h2>
      <DataTable
        caption={`${name}的明细`}
        rows={lines}
        rowKey={(line) => `${line.reason}${line.articleId}${line.at.toISOString()}`}
        columns={[
          { key: 'title', header: '标题', cell: (line) => line.title },
          { key: 'column', header: '栏目', width: 'fit', cell: (line) => line.columnName },
          {
            key: 'reason',
            header: '事由',
            width: 'fit',
            cell: (line) =>
              [
                line.reason === 'PUBLISHED' ? (line.isReprint ? '转载' : '原创') : `被${line.adoptedBy}采用`,
                line.isForced ? '强制发布' : '',
                line.isWithdrawn ? '已撤回' : '',
              ]
                .filter(Boolean)
                .join('，'),
          },
          { key: 'length', header: '字数', width: 'fit', align: 'end', cell: (line) => line.length },
          { key: 'points', header: '积分', width: 'fit', align: 'end', cell: (line) => pointsInWords(line.points) },
          { key: 'at', header: '时间', width: 'fit', cell: (line) => formatDateTime(line.at) },
        ]}
        empty={null}
      />
    </section>
  );
}

/** What a month is worth, to be settled, printed and signed. */
export default function StatementPage(): ReactElement {
  const { site, month, people, points, fee, settled, person, isOver, maySettle, isAsked, printedAt } =
    useLoaderData<typeof loader>();
  const { message } = summaryOf(useRefusal());
  return (
    <>
      <PageHeader
        title={`稿费结算单 ${monthInWords(month)}`}
        lead={site.name}
        back={{ label: '工作量统计', href: consolePath.output(site.code, { month }) }}
        actions={
          <span className="flex flex-wrap gap-2 print:hidden">
            <a className="zc-button" href={consolePath.statementExport(site.code, month)}>
              导出 XLSX
            </a>
            {maySettle && (
              <Link
                className="zc-button zc-button-main"
                to={consolePath.statement(site.code, month, { act: 'settle' })}
              >
                结算这个月
              </Link>
            )}
          </span>
        }
      />
      <ErrorSummary message={message} undone="没有结算" />
      {maySettle && isAsked && (
        <div className="mb-4 print:hidden">
          <Callout
            tone="warn"
            title={`结算 ${monthInWords(month)}：${pointsInWords(points)} 分，${yuanInWords(fee)} 元`}
          >
            <p>结算后这个月的篇数、积分和稿费就固定下来，不能撤销；以后撤回内容、修改积分标准都不会改动它。</p>
            <Form method="post" className="mt-3 flex flex-wrap gap-2">
              <input type="hidden" name="month" value={month} />
              <button type="submit" name="intent" value="fee:edit" className="zc-button zc-button-main">
                确认结算
              </button>
              <Link className="zc-button" to={consolePath.statement(site.code, month)}>
                先不结算
              </Link>
            </Form>
          </Callout>
        </div>
      )}
      <MonthChoice month={month} hrefOf={(other) => consolePath.statement(site.code, other)} />
      <p className="mb-4 text-ink-soft">
        {settled
          ? `${formatDateTime(settled.at)} 由${settled.byName}结算，不再变动。`
          : isOver
            ? '还没有结算：数字会随撤回、采用和积分标准变化，结算后不再变动。'
            : '这个月还没有过完，数字会变，下个月可以结算。'}
        <span className="print:hidden">用浏览器的打印（Ctrl+P）打印这一页，会多出签字栏。</span>
      </p>
      {people.length === 0 ? (
        <EmptyState icon="coin" title="这个月没有首次发布的内容，也没有被采用的">
          换一个月份看看。
        </EmptyState>
      ) : (
        <People
          people={people}
          points={points}
          fee={fee}
          pathOf={(id) => consolePath.statement(site.code, month, { person: id })}
        />
      )}
      {person && <Lines {...person} />}
      <p className="mt-8 hidden justify-between print:flex">
        {['制表', '审核', '批准'].map((role) => (
          <span key={role}>{role}：＿＿＿＿＿＿</span>
        ))}
        <span>{formatDateTime(printedAt)} 生成</span>
      </p>
    </>
  );
}
