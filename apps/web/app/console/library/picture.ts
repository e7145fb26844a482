import { notFound } from '@zhanqun/kit';
import type { ThemeSettings } from '@zhanqun/templates/schema';
import { getLibraryEntry, type LibraryEntryView } from '@zhanqun/templates/server';
import { findBuiltInTheme } from '@zhanqun/templates/theme';
import type { Context } from '@zhanqun/tenancy/server';
import { groupLoader } from '../guard.server';
import { kindOf } from './kinds';
import { blockPicture, blueprintPicture, themePicture } from './pictures';

/** Blocks have no theme of their own: they are drawn in the soberest one. */
function houseTheme(): ThemeSettings {
  const theme = findBuiltInTheme('slate');
  if (!theme) throw notFound('主题');
  return theme.settings;
}

async function pictureOf(context: Context, entry: LibraryEntryView): Promise<string> {
  if (entry.kind === 'THEME') return themePicture(entry.content);
  if (entry.kind === 'BLOCK') return blockPicture(entry.content.block, houseTheme());
  const theme = await getLibraryEntry(context, 'THEME', entry.content.themeCode);
  return blueprintPicture(entry.content, theme.kind === 'THEME' ? theme.content : houseTheme());
}

export const loader = groupLoader('library:view', async ({ context, params }) => {
  const kind = kindOf(params.kind);
  if (!kind) throw notFound('模板');
  const entry = await getLibraryEntry(context, kind, params.code ?? '');
  return new Response(await pictureOf(context, entry), {
    headers: { 'Content-Type': 'image/svg+xml; charset=utf-8', 'Cache-Control': 'private, max-age=60' },
  });
});
