import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { getColumnTree } from '@zhanqun/columns/server';
import { formatDateTime, notFound } from '@zhanqun/kit';
import { describeLevels, REVIEW_PLACES, type ReviewLevel } from '@zhanqun/review/schema';
import { dropReviewChain, findMissingLevel, getReviewChains, levelsInForce, NO_CHAIN } from '@zhanqun/review/server';
import { Callout, FormPage, FormSection } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { itemColumnChoices } from '../columns/column-choices';
import { redirectWith } from '../flash.server';
import { type SiteArgs, siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { saveChain } from './chain-form.server';
import { LevelRows } from './level-rows';

export const loader = siteLoader('review:edit', async ({ context, request }) => {
  const columnId = new URL(request.url).searchParams.get('column') ?? undefined;
  const choices = itemColumnChoices(await getColumnTree(context)).filter(({ disabled }) => !disabled);
  const chains = await getReviewChains(context);
  const column = choices.find(({ value }) => value === columnId);
  if (columnId && !column) throw notFound('栏目');
  const own = chains.columns.find((chain) => chain.columnId === columnId);
  return {
    site: { code: context.site.code, shortName: context.site.shortName, hasParent: context.site.lineage.length > 1 },
    column: column && { id: column.value, name: column.label.trim(), hasOwn: own !== undefined },
    // A column that gets its own begins with what it has now.
    chain: column ? (own ?? { ...NO_CHAIN, levels: levelsInForce(chains.site) }) : chains.site,
    wish: chains.site.isWish && !column ? await wishOf(context, chains.site.levels) : undefined,
    columns: choices.map(({ value, label }) => {
      const levels = chains.columns.find((chain) => chain.columnId === value)?.levels;
      return { id: value, name: label.trim(), own: levels?.map(({ name }) => name) };
    }),
  };
});

/** What keeps the chain of the blueprint from being in force. */
async function wishOf(context: SiteArgs['context'], levels: ReviewLevel[]) {
  const missing = await findMissingLevel(context, levels);
  return {
    levels: describeLevels(levels),
    missing: missing && `第 ${missing} 级“${levels[missing - 1]?.name}”`,
    isAutomatic: !context.site.isDemonstration,
  };
}

export const action = siteAction({
  'review:edit': async (args) => {
    await saveChain(args);
    return toChain(args, '审核流程已保存，以后提交的内容照它审核。');
  },
  'review:edit#drop': async (args) => {
    await dropReviewChain(args.context, { columnId: String(args.form.get('columnId') ?? '') });
    return toChain(args, '已改回本站的审核流程。');
  },
});

function toChain({ context }: SiteArgs, text: string): Response {
  return redirectWith(consolePath.reviewChain(context.site.code), text);
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `审核流程 · ${data?.site.shortName ?? ''} - 站群管理平台` },
];

function ColumnList() {
  const { columns, site } = useLoaderData<typeof loader>();
  return (
    <section className="zc-card flex flex-col gap-3 p-4" aria-labelledby="by-column">
      <h2 id="by-column" className="text-lg font-semibold">
        各栏目
      </h2>
      <p className="text-sm text-ink-soft">栏目可以有自己的审核流程，例如重要公告多一级，或不需要审核。</p>
      <ul className="flex flex-col divide-y divide-line">
        {columns.map((column) => (
          <li key={column.id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
            <Link to={consolePath.reviewChain(site.code, column.id)} className="zc-link">
              {column.name}
            </Link>
            <span className="text-sm text-ink-soft">
              {column.own === undefined ? '同本站' : column.own.length === 0 ? '不需要审核' : column.own.join(' → ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Wish({ wish }: { wish: NonNullable<Loaded['wish']> }) {
  const { levels, missing, isAutomatic } = wish;
  return (
    <Callout tone="warn" title="建站蓝本的审核流程还没有生效">
      <p>蓝本要求 {levels}。在生效以前，有发布权限的人可以直接发布。</p>
      <p className="mt-1">
        {missing
          ? `还缺人：${missing}没有人可以审核，起草人和各级审核员必须是不同的人。请先添加审核员。`
          : '人员已经齐了，按“保存流程”马上生效。'}
        {missing && isAutomatic && '站点上线并且人员到齐后，会自动生效。'}
      </p>
    </Callout>
  );
}

function BackToSite({ column }: { column: { id: string; hasOwn: boolean } }) {
  return (
    <section className="zc-card flex flex-col items-start gap-3 p-4">
      <p className="text-ink-soft">
        {column.hasOwn ? '这个栏目有自己的审核流程。' : '这个栏目现在同本站。保存后就有自己的审核流程。'}
      </p>
      {column.hasOwn && (
        <Form method="post">
          <input type="hidden" name="columnId" value={column.id} />
          <button type="submit" name="intent" value="review:edit#drop" className="zc-button">
            改回本站的流程
          </button>
        </Form>
      )}
    </section>
  );
}

export default function ReviewChainPage(): ReactElement {
  const { site, column, chain, wish } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const { errors, message } = summaryOf(refusal);
  return (
    <FormPage
      key={`${column?.id ?? ''}.${chain.version}`}
      title={column ? `“${column.name}”的审核流程` : '审核流程'}
      lead="公开之前要经过几级审核。起草人和各级审核员必须是不同的人；已经提交的内容照提交时的流程走完。"
      back={
        column
          ? { label: '本站的审核流程', href: consolePath.reviewChain(site.code) }
          : { label: site.shortName, href: consolePath.site(site.code) }
      }
      buttons={{
        submit: '保存流程',
        pending: '正在保存…',
        intent: 'review:edit',
        ...(chain.updatedAt ? { state: `${chain.updatedByName} ${formatDateTime(chain.updatedAt)} 设置` } : {}),
      }}
      errors={errors}
      message={message}
      aside={column ? <BackToSite column={column} /> : <ColumnList />}
    >
      <input type="hidden" name="version" value={chain.version} />
      {wish && <Wish wish={wish} />}
      {column && <input type="hidden" name="columnId" value={column.id} />}
      <FormSection
        title="审核级别"
        lead={
          site.hasParent
            ? '从上到下依次审核，全部通过即发布。一级都不设，有发布权限的人可以直接发布。'
            : '从上到下依次审核，全部通过即发布。本站没有上级站点，各级都由本站审核员审核。'
        }
      >
        <LevelRows
          prefix="levels"
          levels={chain.levels}
          places={site.hasParent ? REVIEW_PLACES : ['SITE']}
          typed={refusal?.typed}
          errors={errors}
        />
      </FormSection>
    </FormPage>
  );
}
