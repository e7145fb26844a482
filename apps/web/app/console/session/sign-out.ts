import { redirect } from '@remix-run/node';
import { openAction, openLoader } from '../guard.server';
import { consolePath } from '../paths';

export const loader = openLoader(async () => redirect(consolePath.home()));

/** Also for a session that has ended: the answer is the same. */
export const action = openAction(async ({ request, app }) => {
  const cookie = await app.sessions.end(request.headers.get('Cookie'));
  return redirect(consolePath.signIn(), { headers: { 'Set-Cookie': cookie } });
});
