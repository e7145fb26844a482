import { Link } from '@remix-run/react';
import { WORD_KIND_LABELS, WORD_KINDS, WORD_WEIGHT_LABELS } from '@zhanqun/checks/schema';
import type { WordVersionView, WordView } from '@zhanqun/checks/server';
import { formatDateTime } from '@zhanqun/kit';
import { Badge, DataTable, EmptyState, FilterBar, NoMatch, Pager, type TableColumn } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import type { WordPaths } from './word-paths';

export interface WordListProps {
  words: readonly WordView[];
  latest: WordVersionView | undefined;
  next: string | undefined;
  isFiltered: boolean;
  isFirstPage: boolean;
  paths: WordPaths;
  /** Sent with the ticked words; without it the list is only read. */
  removeIntent?: string;
  /** Where a site exempts a word of the group's list. */
  exemptHref?: (word: WordView) => string;
  clearHref: string;
  /** What an empty list is told about. */
  empty: string;
}

function Phrase({ word }: { word: WordView }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {word.phrase}
      {word.kind !== 'EXEMPT' && (
        <Badge tone={word.weight === 'BLOCK' ? 'alarm' : 'act'}>{WORD_WEIGHT_LABELS[word.weight]}</Badge>
      )}
    </span>
  );
}

function columnsOf({ exemptHref }: WordListProps): TableColumn<WordView>[] {
  return [
    { key: 'phrase', header: '词语', cell: (word) => <Phrase word={word} /> },
    { key: 'kind', header: '类别', width: 'fit', cell: (word) => WORD_KIND_LABELS[word.kind] },
    { key: 'suggestion', header: '正确写法', cell: (word) => word.suggestion },
    { key: 'note', header: '说明', cell: (word) => word.note, notOnPhones: true },
    ...(exemptHref
      ? [
          {
            key: 'exempt',
            header: '本站豁免',
            width: 'fit' as const,
            cell: (word: WordView) =>
              word.mayExempt ? (
                <Link to={exemptHref(word)} className="zc-link">
                  添加豁免<span className="sr-only">：{word.phrase}</span>
                </Link>
              ) : (
                <span className="text-ink-faint">不可豁免</span>
              ),
          },
        ]
      : []),
  ];
}

/** The words of a list that stand, with what they do. */
export function WordList(props: WordListProps): ReactElement {
  const { words, latest, next, isFiltered, isFirstPage, paths, removeIntent, clearHref, empty } = props;
  const state = latest ? `第 ${latest.version} 版，${latest.size} 个词，${formatDateTime(latest.at)}` : undefined;
  return (
    <>
      <FilterBar
        search={{ label: '词语', placeholder: '词语或正确写法' }}
        filters={[
          {
            name: 'kind',
            label: '类别',
            choices: WORD_KINDS.map((value) => ({ value, label: WORD_KIND_LABELS[value] })),
          },
        ]}
        keep={['list']}
      />
      <DataTable
        caption="词库里的词，新加的在前"
        columns={columnsOf(props)}
        rows={words}
        rowKey={(word) => word.id}
        rowLabel={(word) => word.phrase}
        {...(removeIntent ? { rowHref: (word: WordView) => paths.word(word.id) } : {})}
        {...(removeIntent ? { bulk: [{ label: '删除所选', intent: removeIntent }] } : {})}
        summary={state}
        empty={
          isFiltered || !isFirstPage ? (
            <NoMatch unit="词" clearHref={clearHref} />
          ) : (
            <EmptyState
              icon="document"
              title="词库里还没有词"
              {...(removeIntent ? { action: { label: '添加第一个词', href: paths.word() } } : {})}
            >
              {empty}
            </EmptyState>
          )
        }
      />
      <Pager next={next} isFirstPage={isFirstPage} />
    </>
  );
}

/** What may be done with the whole list. */
export function WordListActions({ paths }: { paths: WordPaths }): ReactElement {
  return (
    <>
      <Link to={paths.versions()} className="zc-button">
        各版与导出
      </Link>
      <Link to={paths.import()} className="zc-button">
        导入
      </Link>
      <Link to={paths.word()} className="zc-button zc-button-main">
        添加词语
      </Link>
    </>
  );
}
