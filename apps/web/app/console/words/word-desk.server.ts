import type { WordListName } from '@zhanqun/checks';
import type { ImportMode, WordFields, WordKind } from '@zhanqun/checks/schema';
import {
  addWord,
  changeWord,
  getWord,
  getWordsOfVersion,
  importWords,
  listWords,
  listWordVersions,
  readWordTable,
  removeWords,
  WORD_FORMATS,
  type WordImportReport,
  writeWordTable,
} from '@zhanqun/checks/server';
import { DomainError, notFound } from '@zhanqun/kit';
import { atSite, type SiteContext } from '@zhanqun/tenancy/server';
import { redirectWith } from '../flash.server';
import type { GroupArgs } from '../guard.server';
import { type WordPaths, wordPathsOf } from './word-paths';

/** One list as its pages work with it: that of the group stands at the portal, that of a site at the site. */
export interface Desk {
  context: SiteContext;
  list: WordListName;
  paths: WordPaths;
}

export function groupDesk({ context }: Pick<GroupArgs, 'context'>): Desk {
  const root = context.directory.root();
  if (!root) throw notFound('词库');
  return { context: atSite(context, root), list: 'GROUP', paths: wordPathsOf() };
}

export function siteDesk({ context }: { context: SiteContext }): Desk {
  return { context, list: 'SITE', paths: wordPathsOf(context.site.code) };
}

/** A page of the list, filtered as the address says. */
export async function loadWords({ context, list }: Pick<Desk, 'context' | 'list'>, request: Request) {
  const params = new URL(request.url).searchParams;
  const text = (name: string) => params.get(name) || undefined;
  const kind = text('kind') as WordKind | undefined;
  const page = await listWords(context, list, { q: text('q'), kind, after: text('after') });
  return { ...page, isFiltered: Boolean(text('q') ?? text('kind')), isFirstPage: !text('after') };
}

export function loadVersions({ context, list }: Desk, request: Request) {
  const after = Number(new URL(request.url).searchParams.get('after')) || undefined;
  return listWordVersions(context, list, after ? { after } : {});
}

/** The word of the address, or none where it says `new`; a new one may come with its phrase. */
export async function loadWord({ context, list }: Desk, wordId: string | undefined, request: Request) {
  const exempt = new URL(request.url).searchParams.get('exempt')?.slice(0, 40) ?? '';
  return { exempt, word: wordId === undefined ? undefined : await getWord(context, list, wordId) };
}

function readWord(form: FormData): WordFields {
  const text = (name: string) => String(form.get(name) ?? '');
  return {
    phrase: text('phrase'),
    kind: text('kind') as WordKind,
    suggestion: text('suggestion'),
    weight: text('weight') as WordFields['weight'],
    mayExempt: form.get('mayExempt') !== null,
    note: text('note'),
  };
}

/** The sentences come back under the fields of the form, which know nothing of the word around them. */
async function withPlainFields<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const fields = Object.entries(error.fields).map(([name, sentences]) => [name.replace(/^word\./, ''), sentences]);
    throw new DomainError(error.code, error.message, Object.fromEntries(fields), { cause: error });
  }
}

export async function saveWord(desk: Desk, form: FormData, wordId: string | undefined): Promise<Response> {
  const { context, list, paths } = desk;
  const word = readWord(form);
  const { version } = await withPlainFields(() =>
    wordId === undefined ? addWord(context, { list, word }) : changeWord(context, { list, wordId, word }),
  );
  return redirectWith(paths.list(), `已保存，词库现在是第 ${version} 版，以后的检查都按它。`);
}

export async function dropWords({ context, list, paths }: Desk, wordIds: string[]): Promise<Response> {
  const { version } = await removeWords(context, { list, wordIds });
  return redirectWith(paths.list(), `已删除 ${wordIds.length} 个词，词库现在是第 ${version} 版。`);
}

export async function importTable(desk: Desk, form: FormData): Promise<Response | { report: WordImportReport }> {
  const { context, list, paths } = desk;
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) {
    throw new DomainError('INVALID', '请检查标出的项目。', { file: ['请选择 XLSX 或 CSV 表格。'] });
  }
  const rows = await readWordTable(new Uint8Array(await file.arrayBuffer()));
  const mode = String(form.get('mode') ?? '') as ImportMode;
  const report = await importWords(context, { list, mode, version: Number(form.get('version')), rows });
  if (report.faults.length > 0) return { report };
  const { added, changed, removed, unchanged } = report;
  const counts = `添加 ${added} 个，修改 ${changed} 个，删除 ${removed} 个，${unchanged} 个没有变化`;
  return redirectWith(paths.list(), report.version ? `已导入：${counts}。` : '表格和现有词库一样，没有变化。');
}

/** The list, or one of its versions, as a file. */
export async function exportTable({ context, list }: Desk, request: Request): Promise<Response> {
  const params = new URL(request.url).searchParams;
  const format = WORD_FORMATS.find((one) => one === params.get('format')) ?? 'xlsx';
  const { version, words } = await getWordsOfVersion(context, list, Number(params.get('version')) || undefined);
  const bytes = await writeWordTable(words, format);
  const name = `词库-${list === 'GROUP' ? '全市' : context.site.shortName}-第${version}版.${format}`;
  return new Response(Uint8Array.from(bytes).buffer, {
    headers: {
      'Content-Type':
        format === 'csv'
          ? 'text/csv; charset=utf-8'
          : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="words.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Cache-Control': 'private, no-store',
    },
  });
}
