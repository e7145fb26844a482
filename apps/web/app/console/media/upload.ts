import type { ActionFunctionArgs } from '@remix-run/node';
import { DomainError } from '@zhanqun/kit';
import { storeFile } from '@zhanqun/media/server';
import { type Refusal, type SiteArgs, siteAction } from '../guard.server';

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

const guarded = siteAction({ 'article:write': upload });

/** The editor asks for this without the router, which would drop the status of a refusal that is no response. */
async function answered(args: ActionFunctionArgs): Promise<Response> {
  const answer = await guarded(args);
  if (answer instanceof Response) return answer;
  const { data, init } = answer as { data: Refusal; init: ResponseInit | null };
  return Response.json(data, init ?? {});
}

export const action = Object.assign(answered, { guard: guarded.guard });
