import { can } from '@zhanqun/access';
import { DomainError, notFound } from '@zhanqun/kit';
import { getLibraryEntry, type LibraryEntryView, listLibrary } from '@zhanqun/templates/server';
import type { GroupArgs } from '../guard.server';
import { readLevelRows } from '../review/chain-form.server';
import { blockOf } from './block-fields';
import { columnsToText, textToColumns } from './column-text';
import type { BlockPreset } from './home-order';
import { kindOf } from './kinds';
import { themeOf } from './theme-fields';

/** Throws NOT_FOUND. */
export function entryOf({ context, params }: GroupArgs): Promise<LibraryEntryView> {
  const kind = kindOf(params.kind);
  if (!kind) throw notFound('模板');
  return getLibraryEntry(context, kind, params.code ?? '');
}

export async function entryData(args: GroupArgs) {
  const { context, request } = args;
  const entry = await entryOf(args);
  const root = context.directory.root();
  const isBlueprint = entry.kind === 'BLUEPRINT';
  const presets: BlockPreset[] = [];
  for (const one of isBlueprint ? await listLibrary(context, 'BLOCK') : []) {
    if (one.kind === 'BLOCK') presets.push({ code: one.code, name: one.name, block: one.content.block });
  }
  const themes = isBlueprint ? await listLibrary(context, 'THEME') : [];
  const usedBy = context.directory.all().filter((site) => entry.kind === 'THEME' && site.themeCode === entry.code);
  return {
    entry,
    presets,
    themes: themes.map((theme) => ({ value: theme.code, label: theme.name })),
    columns: entry.kind === 'BLUEPRINT' ? columnsToText(entry.content.columns) : '',
    usedBy: usedBy.length,
    act: new URL(request.url).searchParams.get('act'),
    mayEdit: root !== undefined && can(context.actor, 'library:edit', root),
    mayOpen: root !== undefined && can(context.actor, 'site:create', root),
  };
}

function blocksOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError('INVALID', '首页区块没有一起送到，请重新编排后保存。', {}, { cause });
  }
}

/** The content of an entry as its form sends it. */
export function contentOf(entry: LibraryEntryView, form: FormData): unknown {
  if (entry.kind === 'THEME') return themeOf(form);
  if (entry.kind === 'BLOCK') return { block: blockOf(entry.content.block, form) };
  return {
    themeCode: form.get('themeCode'),
    columns: textToColumns(String(form.get('columns') ?? '')),
    home: blocksOf(String(form.get('home') ?? '')),
    review: readLevelRows(form, 'review').map(({ name, place }) => ({ name, place })),
  };
}
