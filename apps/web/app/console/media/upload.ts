import { DomainError, httpStatusOf, isDomainError } from '@zhanqun/kit';
import { storeFile } from '@zhanqun/media/server';
import { type SiteArgs, siteAction } from '../guard.server';

/** What the editor needs of a file that was just kept. `href` is its address in a text. */
export interface UploadedFile {
  id: string;
  name: string;
  size: number;
  mime: string;
  href: string;
}

async function upload({ context, app, form }: SiteArgs & { form: FormData }): Promise<Response> {
  try {
    const file = form.get('file');
    if (!(file instanceof File) || file.name === '') {
      throw new DomainError('INVALID', '请选择文件。', { file: ['请选择文件。'] });
    }
    const kept = await storeFile(context, { name: file.name }, file.stream(), app.files);
    const answer: UploadedFile = {
      id: kept.id,
      name: kept.name,
      size: kept.size,
      mime: kept.mime,
      href: `/f/${kept.id}/${kept.name}`,
    };
    return Response.json(answer, { status: 201 });
  } catch (error) {
    // A page asks for this without the router, which would drop the status of a plain answer.
    if (!isDomainError(error)) throw error;
    const { code, message, fields } = error;
    return Response.json({ error: { code, message, fields } }, { status: httpStatusOf(code) });
  }
}

export const action = siteAction({ 'article:write': upload });
