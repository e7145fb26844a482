import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData, useRevalidator } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { getColumnTree } from '@zhanqun/columns/server';
import { IMPORT_KIND_LABELS } from '@zhanqun/imports/schema';
import {
  discardImport,
  getImport,
  IMPORT_WORK,
  listImportItems,
  setImportChoices,
  setImportFields,
  startImport,
  stopImport,
} from '@zhanqun/imports/server';
import { isAtWork } from '@zhanqun/imports/states';
import { findLatestJob } from '@zhanqun/jobs/server';
import { formatDateTime } from '@zhanqun/kit';
import { ErrorSummary, formatBytes, PageHeader } from '@zhanqun/ui/console';
import { type ReactElement, useEffect } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { itemColumnChoices } from '../columns/column-choices';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { ChoicesForm } from './choices-form';
import { FieldsForm } from './fields-form';
import { readChoices, readFields, readStep } from './import-form.server';
import { ItemTable } from './item-table';
import { Report, WorkPanel } from './report';
import { StateBadge } from './state-badge';

/** How often the page looks how far the work has come, milliseconds. */
const LOOK_MS = 2_000;

export const loader = siteLoader('import:run', async ({ context, params, request }) => {
  const importId = params.import ?? '';
  const query = new URL(request.url).searchParams;
  const view = query.get('view') || undefined;
  const after = Number(query.get('after')) || 0;
  const report = await getImport(context, importId);
  const { items, next } = await listImportItems(context, importId, { ...(view ? { view } : {}), after });
  const job = isAtWork(report.state) ? await findLatestJob(context, IMPORT_WORK) : undefined;
  return {
    report,
    items,
    next,
    view,
    isFirstPage: after === 0,
    fault: job?.fault ?? '',
    columns: report.state === 'READY' ? itemColumnChoices(await getColumnTree(context)) : [],
    mayPublish: can(context.actor, 'article:publish', context.site),
    code: context.site.code,
  };
});

export const action = siteAction({
  'import:run#choose': async ({ context, params, form }) => {
    const importId = params.import ?? '';
    await setImportChoices(context, { ...readStep(form, importId), ...readChoices(form) });
    return redirectWith(consolePath.import(context.site.code, importId), '已保存。');
  },
  'import:run#begin': async ({ context, params, form }) => {
    const importId = params.import ?? '';
    await startImport(context, { ...readStep(form, importId), choices: readChoices(form) });
    return redirectWith(consolePath.import(context.site.code, importId), '已开始迁入，可以离开这个页面。');
  },
  'import:run#fields': async ({ context, params, form }) => {
    const importId = params.import ?? '';
    await setImportFields(context, { ...readStep(form, importId), fields: readFields(form) });
    return redirectWith(consolePath.import(context.site.code, importId), '已保存，正在重新读取。');
  },
  'import:run#start': async ({ context, params, form }) => {
    const importId = params.import ?? '';
    await startImport(context, readStep(form, importId));
    return redirectWith(consolePath.import(context.site.code, importId), '已继续迁入，可以离开这个页面。');
  },
  'import:run#stop': async ({ context, params, form }) => {
    const importId = params.import ?? '';
    await stopImport(context, readStep(form, importId));
    return redirectWith(consolePath.import(context.site.code, importId), '已暂停，已经迁入的都在。');
  },
  'import:run#discard': async ({ context, params, form }) => {
    await discardImport(context, readStep(form, params.import ?? ''));
    return redirectWith(consolePath.imports(context.site.code), '已放弃，站点没有变化。');
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.report.name ?? ''} · 迁入 - 站群管理平台` },
];

function StepButton({ intent, label, version }: { intent: string; label: string; version: number }): ReactElement {
  return (
    <Form method="post">
      <input type="hidden" name="version" value={version} />
      <button type="submit" name="intent" value={intent} className="zc-button">
        {label}
      </button>
    </Form>
  );
}

export default function ImportPage(): ReactElement {
  const { report, items, next, view, isFirstPage, fault, columns, mayPublish, code } = useLoaderData<typeof loader>();
  const refusal = useRefusal();
  const revalidator = useRevalidator();
  const { state, version } = report;
  const isWorking = isAtWork(state);
  useEffect(() => {
    if (!isWorking) return;
    const timer = setInterval(() => revalidator.revalidate(), LOOK_MS);
    return () => clearInterval(timer);
  }, [isWorking, revalidator]);
  return (
    <>
      <PageHeader
        title={report.name}
        lead={[
          report.kind && IMPORT_KIND_LABELS[report.kind],
          formatBytes(report.size),
          `${report.createdByName}于 ${formatDateTime(report.createdAt)} 上传`,
          report.base && `旧网站 ${report.base}`,
        ]
          .filter(Boolean)
          .join('，')}
        back={{ label: '迁入', href: consolePath.imports(code) }}
        actions={
          <>
            {state === 'RUNNING' && <StepButton intent="import:run#stop" label="暂停" version={version} />}
            {state === 'STOPPED' && <StepButton intent="import:run#start" label="继续迁入" version={version} />}
            {state === 'READY' && <StepButton intent="import:run#discard" label="放弃" version={version} />}
            {(state === 'DONE' || state === 'STOPPED') && report.counts.MADE > 0 && (
              <Link to={consolePath.importUndo(code, report.id)} className="zc-button">
                撤销这次迁入
              </Link>
            )}
          </>
        }
      />
      <div className="mb-5">
        <StateBadge state={state} />
      </div>
      <div className="flex flex-col gap-6">
        <ErrorSummary {...summaryOf(refusal)} undone="没有执行" />
        <WorkPanel report={report} fault={fault} />
        {state !== 'READING' && state !== 'REFUSED' && state !== 'DISCARDED' && <Report report={report} code={code} />}
        {state === 'READY' && report.kind === 'TABLE' && <FieldsForm key={`fields-${version}`} report={report} />}
        {state === 'READY' && report.columns.length > 0 && (
          <ChoicesForm
            key={`choices-${version}`}
            report={report}
            choices={columns}
            mayPublish={mayPublish}
            refusal={refusal}
          />
        )}
        {report.itemCount > 0 && state !== 'DISCARDED' && (
          <ItemTable
            isOver={state === 'DONE' || state === 'UNDONE' || state === 'UNDOING'}
            items={items}
            next={next}
            view={view}
            isFirstPage={isFirstPage}
            code={code}
            importId={report.id}
          />
        )}
      </div>
    </>
  );
}
