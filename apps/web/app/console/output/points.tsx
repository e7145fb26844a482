import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { formatDateTime } from '@zhanqun/kit';
import { addMonths, monthInWords, monthOf } from '@zhanqun/statistics/months';
import {
  LENGTH_STEPS,
  POINT_KIND_LABELS,
  POINT_KINDS,
  type PointsRules,
  pointsInWords,
  USUAL_RULES,
} from '@zhanqun/statistics/points';
import { listPointsTables, listSettledMonths, setPointsTable } from '@zhanqun/statistics/server';
import { Field, FormPage, FormSection } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `积分标准 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

export const loader = siteLoader('fee:edit', async ({ context, request }) => {
  const tables = await listPointsTables(context);
  const [settled] = await listSettledMonths(context);
  const asked = new URL(request.url).searchParams.get('month') ?? '';
  const chosen = tables.find((table) => table.month === asked);
  const present = monthOf(context.now);
  return {
    site: { code: context.site.code, shortName: context.site.shortName },
    tables: tables.map(({ month, updatedByName, updatedAt }) => ({ month, updatedByName, updatedAt })),
    month: chosen?.month ?? (settled && settled >= present ? addMonths(settled, 1) : present),
    version: chosen?.version ?? 0,
    // A new one begins as the one before it.
    rules: chosen?.rules ?? tables[0]?.rules ?? USUAL_RULES,
    isUsual: tables.length === 0,
  };
});

/** Tenths, fen or per cent from what was typed; not a number for what is none. */
function scaled(form: FormData, name: string, factor: number): number {
  const text = String(form.get(name) ?? '').trim();
  return text === '' ? Number.NaN : Number((Number(text) * factor).toFixed(6));
}

function rulesOf(form: FormData): PointsRules {
  return {
    base: Object.fromEntries(
      POINT_KINDS.map((kind) => [kind, scaled(form, `rules.base.${kind}`, 10)]),
    ) as PointsRules['base'],
    lengthExtra: LENGTH_STEPS.map((_, index) => scaled(form, `rules.lengthExtra.${index}`, 10)),
    reprintPercent: scaled(form, 'rules.reprintPercent', 1),
    adoptedByCounty: scaled(form, 'rules.adoptedByCounty', 10),
    adoptedByCity: scaled(form, 'rules.adoptedByCity', 10),
    countsWithdrawn: form.get('rules.countsWithdrawn') === 'yes',
    rate: scaled(form, 'rules.rate', 100),
  };
}

export const action = siteAction({
  'fee:edit': async ({ context, form }) => {
    const month = String(form.get('month') ?? '');
    await setPointsTable(context, { month, rules: rulesOf(form), version: Number(form.get('version')) });
    const path = consolePath.pointsTable(context.site.code, month);
    return redirectWith(path, `积分标准已保存，从 ${monthInWords(month)}起执行。`);
  },
});

export default function PointsTablePage(): ReactElement {
  const { site, tables, month, version, rules, isUsual } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  const number = (name: string, label: string, value: string, suffix: string, help?: string) => (
    <Field
      key={name}
      kind="text"
      inputMode="text"
      width="short"
      name={name}
      label={label}
      suffix={suffix}
      required
      {...(help ? { help } : {})}
      defaultValue={refusal?.typed[name] ?? value}
      errors={errors?.[name]}
    />
  );
  return (
    <FormPage
      key={`${month}-${version}`}
      title="积分标准"
      lead="一篇内容值多少积分、一分多少钱。从选定的月份起执行，到下一个标准为止；已经结算的月份不受影响。"
      back={{ label: '工作量统计', href: consolePath.output(site.code) }}
      buttons={{ submit: '保存标准', pending: '正在保存…', intent: 'fee:edit' }}
      errors={errors}
      message={message}
      aside={
        <section className="zc-card p-4">
          <h2 className="text-lg font-semibold">本站的标准</h2>
          {isUsual ? (
            <p className="mt-1 text-ink-soft">还没有设置，现在按左边的通用标准计算。</p>
          ) : (
            <ul className="mt-2 flex flex-col gap-2">
              {tables.map((table) => (
                <li key={table.month}>
                  <Link className="zc-link" to={consolePath.pointsTable(site.code, table.month)}>
                    {monthInWords(table.month)}起
                  </Link>
                  <span className="block text-sm text-ink-soft">
                    {table.updatedByName} {formatDateTime(table.updatedAt)} 设置
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      }
    >
      <input type="hidden" name="version" value={version} />
      {version > 0 ? (
        <>
          <input type="hidden" name="month" value={month} />
          <p>
            正在修改 {monthInWords(month)}起的标准。
            <Link className="zc-link" to={consolePath.pointsTable(site.code)}>
              另设一个月份起的标准
            </Link>
          </p>
        </>
      ) : (
        <Field
          kind="text"
          width="short"
          name="month"
          label="从哪个月起执行"
          help="写成 2026-11 这样。"
          required
          defaultValue={refusal?.typed.month ?? month}
          errors={errors?.month}
        />
      )}
      <FormSection title="首次发布一篇" lead="可以有一位小数。">
        <div className="grid gap-4 sm:grid-cols-2">
          {POINT_KINDS.map((kind) =>
            number(`rules.base.${kind}`, POINT_KIND_LABELS[kind], pointsInWords(rules.base[kind]), '分'),
          )}
        </div>
      </FormSection>
      <FormSection title="字数加分" lead="达到哪一档加哪一档，不累加。">
        <div className="grid gap-4 sm:grid-cols-2">
          {LENGTH_STEPS.map((step, index) =>
            number(`rules.lengthExtra.${index}`, `满 ${step} 字加`, pointsInWords(rules.lengthExtra[index] ?? 0), '分'),
          )}
        </div>
      </FormSection>
      <FormSection title="转载、采用和撤回">
        <div className="grid gap-4 sm:grid-cols-2">
          {number(
            'rules.reprintPercent',
            '转载的按',
            String(rules.reprintPercent),
            '% 计',
            '来源不是本站或责任单位的是转载。',
          )}
          {number('rules.adoptedByCounty', '被县级站点采用', pointsInWords(rules.adoptedByCounty), '分')}
          {number(
            'rules.adoptedByCity',
            '被市级站点采用',
            pointsInWords(rules.adoptedByCity),
            '分',
            '同一篇被几级采用，只按最高的一级计一次。',
          )}
        </div>
        <Field
          kind="checkbox"
          name="rules.countsWithdrawn"
          label="结算前已撤回的也计"
          value="yes"
          defaultChecked={refusal ? refusal.typed['rules.countsWithdrawn'] === 'yes' : rules.countsWithdrawn}
        />
      </FormSection>
      <FormSection title="稿费">{number('rules.rate', '每一分', (rules.rate / 100).toFixed(2), '元')}</FormSection>
    </FormPage>
  );
}
