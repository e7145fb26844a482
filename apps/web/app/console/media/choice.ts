import { FILE_KINDS } from '@zhanqun/media/schema';
import { listFiles, listFolders, takeSharedFile } from '@zhanqun/media/server';
import { siteAction, siteLoader } from '../guard.server';
import { plainly } from '../plain-action.server';
import { type ChosenFile, chosenFile } from './chosen-file';

/** A page of the library as the editor's choice shows it. */
export interface FileChoice {
  files: ChosenFile[];
  next?: string;
  /** Shared by sites above; a file of theirs is taken over first. */
  sharedFolders: { id: string; name: string; siteName: string }[];
}

export const loader = siteLoader('article:write', async ({ context, request }) => {
  const params = new URL(request.url).searchParams;
  const { items, next } = await listFiles(context, {
    kind: FILE_KINDS.find((kind) => kind === params.get('kind')),
    q: params.get('q') || undefined,
    folderId: params.get('folder') || undefined,
    after: params.get('after') || undefined,
  });
  const { shared } = await listFolders(context);
  const answer: FileChoice = {
    files: items.map(chosenFile),
    ...(next ? { next } : {}),
    sharedFolders: shared.map(({ id, name, siteId }) => ({
      id,
      name,
      siteName: context.directory.find(siteId)?.shortName ?? '',
    })),
  };
  return Response.json(answer, { headers: { 'Cache-Control': 'no-store' } });
});

export const action = plainly(
  siteAction({
    'article:write': async ({ context, app, form }) => {
      const fileId = String(form.get('fileId') ?? '');
      return Response.json(chosenFile(await takeSharedFile(context, { fileId }, app.files)));
    },
  }),
);
