import { DomainError } from '@zhanqun/kit';
import { storeFile } from '@zhanqun/media/server';
import { type SiteArgs, siteAction } from '../guard.server';
import { plainly } from '../plain-action.server';

/** What the editor needs of a file that was just kept. `href` is its address in a text. */
export interface UploadedFile {
  id: string;
  name: string;
  size: number;
  mime: string;
  href: string;
}

async function upload({ context, app, form }: SiteArgs & { form: FormData }): Promise<Response> {
  const file = form.get('file');
  if (!(file instanceof File) || file.name === '') {
    throw new DomainError('INVALID', '请选择文件。', { file: ['请选择文件。'] });
  }
  const { id, name, size, mime } = await storeFile(context, { name: file.name }, file.stream(), app.files);
  const answer: UploadedFile = { id, name, size, mime, href: `/f/${id}/${name}` };
  return Response.json(answer, { status: 201 });
}

export const action = plainly(siteAction({ 'article:write': upload }));
