import { Form, Link, useLocation } from '@remix-run/react';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { classNames } from './class-names';
import { ColumnChoice, useHiddenColumns } from './column-choice';
import { Icon } from './icon';
import { listHref, nextSort, readSort, type Sort } from './list-address';
import { useListKeys } from './list-keys';

export interface TableColumn<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The key that the address's `sort` takes; without it the column does not sort. */
  sort?: string;
  align?: 'end';
  /** `fit` keeps the cell on one line. */
  width?: 'fit';
  /** Shown only after it is chosen. */
  startHidden?: boolean;
  /** Left out of the card on phones. */
  notOnPhones?: boolean;
}

export interface BulkAction {
  label: string;
  /** Sent as `intent`. */
  intent: string;
  /** Where the chosen ids go: a dangerous act goes by GET to the page that names its effect. */
  action?: string;
  method?: 'get' | 'post';
}

export interface DataTableProps<Row> {
  /** Says what the list is; read aloud, not shown. */
  caption: string;
  /** The first one is the row's name and, with `rowHref`, its link. */
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowHref?: (row: Row) => string;
  /** Names the row for its tick box. */
  rowLabel?: (row: Row) => string;
  defaultSort?: Sort;
  bulk?: readonly BulkAction[];
  /** Remembers the chosen columns in this browser. */
  storageKey?: string;
  /** Numbers beside the tools: `共 312 个站点`. */
  summary?: ReactNode;
  /** Instead of the table when there is no row. */
  empty: ReactNode;
}

function SortHeader({ label, by, current }: { label: string; by: string; current?: Sort }): ReactElement {
  const { search } = useLocation();
  const active = current?.key === by ? current : undefined;
  return (
    <Link
      to={listHref(search, { sort: nextSort(by, current) })}
      preventScrollReset
      className="inline-flex items-center gap-1 hover:text-main-800 hover:underline"
    >
      {label}
      <Icon
        name={active ? (active.descending ? 'chevron-down' : 'chevron-up') : 'sort'}
        className={classNames('size-3.5', active ? 'text-main-700' : 'text-line-strong')}
      />
      <span className="sr-only">{active ? (active.descending ? '，已按降序' : '，已按升序') : '，点击排序'}</span>
    </Link>
  );
}

/**
 * A list at working density: a table from 640 px, cards below; the whole row is its link. With bulk actions the table is
 * inside a form, so a cell then holds no form of its own.
 */
export function DataTable<Row>(props: DataTableProps<Row>): ReactElement {
  const { caption, columns, rows, rowKey, rowHref, rowLabel, bulk = [], storageKey, summary, empty } = props;
  const { search } = useLocation();
  const list = useRef<HTMLTableElement>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [hidden, setHidden] = useHiddenColumns(
    storageKey,
    columns.filter((column) => column.startHidden).map((column) => column.key),
  );
  useListKeys(list);
  const keys = rows.map(rowKey);
  const page = keys.join('\n');
  // Another page of rows starts with nothing chosen
  useEffect(() => setChosen([]), [page]);

  if (rows.length === 0) return <>{empty}</>;
  const sort = readSort(new URLSearchParams(search).get('sort'), props.defaultSort);
  const shown = columns.filter((column, index) => index === 0 || !hidden.includes(column.key));
  const picks = bulk.length > 0;
  const toggle = (key: string, on: boolean) => setChosen(on ? [...chosen, key] : chosen.filter((id) => id !== key));

  const body = (
    <>
      <div className="mb-2 flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1">
        {picks && chosen.length > 0 ? (
          <div className="flex flex-wrap items-center gap-2">
            <span role="status" className="font-medium">
              已选 {chosen.length} 条（本页 {rows.length} 条）
            </span>
            {bulk.map((act) => (
              <button
                key={act.intent}
                type="submit"
                name="intent"
                value={act.intent}
                formAction={act.action}
                formMethod={act.method}
                className="zc-button zc-button-small"
              >
                {act.label}
              </button>
            ))}
            <button type="button" className="zc-button zc-button-quiet zc-button-small" onClick={() => setChosen([])}>
              取消选择
            </button>
          </div>
        ) : (
          <span className="text-ink-soft">{summary}</span>
        )}
        {storageKey && (
          <div className="ml-auto max-sm:hidden">
            <ColumnChoice columns={columns.slice(1)} hidden={hidden} onChange={setHidden} />
          </div>
        )}
      </div>
      <div className="zc-card overflow-x-auto xl:overflow-x-visible">
        <table ref={list} className="zc-table">
          <caption className="sr-only">{caption}</caption>
          <thead className="xl:sticky xl:top-12 xl:z-10">
            <tr>
              {picks && (
                <th className="zc-pick">
                  <label className="zc-pick-target">
                    <input
                      type="checkbox"
                      aria-label="选择本页全部"
                      className="zc-check"
                      checked={chosen.length === rows.length}
                      ref={(box) => {
                        if (box) box.indeterminate = chosen.length > 0 && chosen.length < rows.length;
                      }}
                      onChange={(event) => setChosen(event.target.checked ? keys : [])}
                    />
                  </label>
                </th>
              )}
              {shown.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  className={column.align === 'end' ? 'zc-end' : undefined}
                  aria-sort={
                    column.sort && sort?.key === column.sort
                      ? sort.descending
                        ? 'descending'
                        : 'ascending'
                      : undefined
                  }
                >
                  {column.sort ? <SortHeader label={column.header} by={column.sort} current={sort} /> : column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const key = rowKey(row);
              const ticked = chosen.includes(key);
              return (
                <tr key={key} data-row="" data-selected={ticked}>
                  {picks && (
                    <td className="zc-pick">
                      <label className="zc-pick-target">
                        <input
                          type="checkbox"
                          name="ids"
                          value={key}
                          checked={ticked}
                          aria-label={`选择 ${rowLabel?.(row) ?? key}`}
                          className="zc-check"
                          onChange={(event) => toggle(key, event.target.checked)}
                        />
                      </label>
                    </td>
                  )}
                  {shown.map((column, index) => (
                    <td
                      key={column.key}
                      data-label={index === 0 ? undefined : column.header}
                      className={classNames(
                        index === 0 && 'zc-primary',
                        column.align === 'end' && 'zc-end',
                        column.width === 'fit' && 'whitespace-nowrap',
                        column.notOnPhones && 'zc-phone-hidden',
                      )}
                    >
                      {index === 0 && rowHref ? (
                        <Link to={rowHref(row)} data-row-link="" className="zc-row-link">
                          {column.cell(row)}
                        </Link>
                      ) : (
                        column.cell(row)
                      )}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
  if (!picks) return body;
  return (
    <Form
      method="post"
      onKeyDown={(event) => {
        // Enter on a tick box would press the first bulk button.
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
      }}
    >
      {body}
    </Form>
  );
}
