import type { LoaderFunctionArgs } from '@remix-run/node';
import { jsonAnswer, noSuchAddress, portalOf } from './answer.server';
import { openApi } from './openapi';

export function loader({ context, request }: LoaderFunctionArgs): Response {
  const root = portalOf(context);
  if (!root) return noSuchAddress();
  const server = context.app.deployment.directory.urlOf(root, '/api/v1');
  return jsonAnswer(request, openApi(`${root.name}网站群开放接口`, server));
}
