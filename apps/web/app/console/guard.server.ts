import { type ActionFunctionArgs, type AppLoadContext, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { can, demand, type Permission, reachOf } from '@zhanqun/access';
import type { SignedIn } from '@zhanqun/auth/server';
import { DomainError, type FieldErrors, httpStatusOf, isDomainError } from '@zhanqun/kit';
import { atSite, type Context, type Reach, type SiteContext } from '@zhanqun/tenancy/server';
import { consolePath } from './paths';

/** What a route declares about who may use it. The guard suite reads it from every console loader and action. */
export type GuardDeclaration =
  | { at: 'site'; can: readonly Permission[] }
  | { at: 'group'; can: readonly Permission[] }
  | { at: 'self' }
  | { at: 'anyone' };

type Guarded<F> = F & { guard: GuardDeclaration };

function declare<F extends (args: never) => unknown>(guard: GuardDeclaration, run: F): Guarded<F> {
  return Object.assign(run, { guard });
}

interface Visiting {
  request: Request;
  params: Record<string, string | undefined>;
  app: AppLoadContext['app'];
  clientAddress: string;
}
export interface SelfArgs extends Visiting {
  context: Context;
  signedIn: SignedIn;
}
export interface GroupArgs extends SelfArgs {
  /** Where the actor holds the declared permission. */
  reach: Reach;
}
export interface SiteArgs extends SelfArgs {
  context: SiteContext;
}

type Args = LoaderFunctionArgs | ActionFunctionArgs;

function visiting({ request, params, context }: Args): Visiting {
  // The door keeps the console off public hosts; this holds even if it should let one through.
  if (context.surface !== 'console') throw new Response('没有找到这一页。', { status: 404 });
  return { request, params, app: context.app, clientAddress: context.clientAddress };
}

/** Writes come from our own pages only: Lucia leaves this to us. */
function demandOwnOrigin(request: Request): void {
  const origin = request.headers.get('Origin');
  const site = request.headers.get('Sec-Fetch-Site');
  if (origin ? origin === new URL(request.url).origin : site === 'same-origin') return;
  throw new DomainError('FORBIDDEN', '这次提交不是从管理平台的页面发出的，已拒绝。');
}

/** Sessions read for a request: its loaders run at once and ask one after the other for the same. */
const sessionsRead = new WeakMap<AppLoadContext, Promise<SignedIn | undefined>>();

function sessionOf({ request, context }: Args): Promise<SignedIn | undefined> {
  const known = sessionsRead.get(context);
  if (known) return known;
  const reading = context.app.sessions.read(request.headers.get('Cookie'));
  sessionsRead.set(context, reading);
  return reading;
}

async function signIn(args: Args, mayHaveOneTimePassword = false): Promise<SelfArgs> {
  const { request, context } = args;
  const signedIn = await sessionOf(args);
  if (!signedIn) throw redirect(consolePath.signIn(returnTo(request)));
  if (signedIn.mustChangePassword && !mayHaveOneTimePassword) throw redirect(consolePath.password());
  return {
    ...visiting(args),
    signedIn,
    context: {
      db: context.app.deployment.db,
      directory: context.app.deployment.directory,
      actor: signedIn.actor,
      now: context.app.now(),
      requestId: context.requestId,
    },
  };
}

/** The page that was open, as its address stands in the browser. */
export function returnTo(request: Request): string {
  const url = new URL(request.url);
  return url.pathname.replace(/\.data$/, '') + url.search.replace(/[?&]_routes=[^&]*/, '');
}

function groupArgs(self: SelfArgs, permission: Permission): GroupArgs {
  const reach = reachOf(self.context.actor, permission, self.context.directory.root()?.id ?? '');
  if (reach.roots.length + reach.sites.length === 0) {
    throw new DomainError('FORBIDDEN', '您没有使用这个页面的权限，请联系站群管理员。');
  }
  return { ...self, reach };
}

function siteArgs(self: SelfArgs, permission: Permission): SiteArgs {
  const site = self.context.directory.findByCode(self.params.site ?? '');
  if (!site || !can(self.context.actor, 'site:view', site)) {
    throw new DomainError('NOT_FOUND', '没有找到这个站点，它可能已被移走。');
  }
  demand(self.context.actor, permission, site);
  return { ...self, context: atSite(self.context, site) };
}

/** An expected failure of a loader, as the error page reads it. */
export interface Failure {
  message: string;
  code: string;
}

async function loading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDomainError(error)) throw error;
    throw data({ message: error.message, code: error.code } satisfies Failure, { status: httpStatusOf(error.code) });
  }
}

/** What a form gets back when it was refused: the sentences, and everything that was typed but passwords. */
export interface Refusal {
  error: { message: string; code: string; fields: FieldErrors };
  typed: Record<string, string>;
}

type ReadForm = () => Promise<FormData>;

async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (error) {
    throw new DomainError('INVALID', '提交的内容不是完整的表单，请刷新页面后重试。', {}, { cause: error });
  }
}

/** `work` reads the form when it knows who asks: a stranger's megabytes are not taken in. */
async function acting<T>(args: ActionFunctionArgs, work: (read: ReadForm) => Promise<T>) {
  let form: FormData | undefined;
  try {
    demandOwnOrigin(args.request);
    const result = await work(async () => {
      form = await readForm(args.request);
      return form;
    });
    await ringForChange(args);
    return result;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const typed = Object.fromEntries(
      [...(form?.entries() ?? [])].filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && !/password/i.test(entry[0]),
      ),
    );
    const refusal: Refusal = { error: { message: error.message, code: error.code, fields: error.fields }, typed };
    return data(refusal, { status: httpStatusOf(error.code) });
  }
}

/** The change is committed: that this process sees it a moment later is no reason to call it failed. */
async function ringForChange({ context }: ActionFunctionArgs): Promise<void> {
  try {
    await context.app.changes.ring();
  } catch (error) {
    context.app.log.warn({ err: error, requestId: context.requestId }, 'change not yet applied');
  }
}

/** For pages before sign-in. */
export function openLoader<T>(run: (args: Visiting) => Promise<T>) {
  return declare({ at: 'anyone' }, (args: LoaderFunctionArgs) => loading(() => run(visiting(args))));
}
export function openAction<T>(run: (args: Visiting & { form: FormData }) => Promise<T>) {
  return declare({ at: 'anyone' }, (args: ActionFunctionArgs) =>
    acting(args, async (read) => run({ ...visiting(args), form: await read() })),
  );
}

/** For one's own account; `oneTime` also lets those in who must choose a password first. */
export function selfLoader<T>(run: (args: SelfArgs) => Promise<T>, options: { oneTime?: boolean } = {}) {
  return declare({ at: 'self' }, (args: LoaderFunctionArgs) =>
    loading(async () => run(await signIn(args, options.oneTime))),
  );
}
export function selfAction<T>(
  run: (args: SelfArgs & { form: FormData }) => Promise<T>,
  options: { oneTime?: boolean } = {},
) {
  return declare({ at: 'self' }, (args: ActionFunctionArgs) =>
    acting(args, async (read) => run({ ...(await signIn(args, options.oneTime)), form: await read() })),
  );
}

/** For pages over all sites where the actor holds the permission. */
export function groupLoader<T>(permission: Permission, run: (args: GroupArgs) => Promise<T>) {
  return declare({ at: 'group', can: [permission] }, (args: LoaderFunctionArgs) =>
    loading(async () => run(groupArgs(await signIn(args), permission))),
  );
}

/** For pages of the site in the address, `/console/sites/:site/…`. */
export function siteLoader<T>(permission: Permission, run: (args: SiteArgs) => Promise<T>) {
  return declare({ at: 'site', can: [permission] }, (args: LoaderFunctionArgs) =>
    loading(async () => run(siteArgs(await signIn(args), permission))),
  );
}

/**
 * What a form may ask for. A key is the permission, with a verb behind "#" where one permission has several:
 * `account:manage#reset`. The form names it in its field `intent`.
 */
export type Intent = Permission | `${Permission}#${string}`;
type Intents<A> = Partial<Record<Intent, (args: A & { form: FormData }) => Promise<unknown>>>;

function permissionOf(intent: string): Permission {
  return intent.split('#')[0] as Permission;
}

function chosen<A>(
  intents: Intents<A>,
  form: FormData,
): [Permission, (args: A & { form: FormData }) => Promise<unknown>] {
  const intent = String(form.get('intent') ?? '');
  const run = Object.hasOwn(intents, intent) ? intents[intent as Intent] : undefined;
  if (!run) throw new DomainError('INVALID', '不认识这个操作，请刷新页面后重试。');
  return [permissionOf(intent), run];
}

export function groupAction(intents: Intents<GroupArgs>) {
  const permissions = [...new Set(Object.keys(intents).map(permissionOf))];
  return declare({ at: 'group', can: permissions }, (args: ActionFunctionArgs) =>
    acting(args, async (read) => {
      const self = await signIn(args);
      const form = await read();
      const [permission, run] = chosen(intents, form);
      return run({ ...groupArgs(self, permission), form });
    }),
  );
}

export function siteAction(intents: Intents<SiteArgs>) {
  const permissions = [...new Set(Object.keys(intents).map(permissionOf))];
  return declare({ at: 'site', can: permissions }, (args: ActionFunctionArgs) =>
    acting(args, async (read) => {
      const self = await signIn(args);
      siteArgs(self, 'site:view');
      const form = await read();
      const [permission, run] = chosen(intents, form);
      return run({ ...siteArgs(self, permission), form });
    }),
  );
}

/**
 * For a body that is one file and no form: `work` reads it piece by piece. What it leaves unread is read to its end, since
 * a browser hears the refusal only after it has sent everything.
 */
export function siteUpload(
  intents: Partial<Record<Permission, (args: SiteArgs & { bytes: AsyncIterable<Uint8Array> }) => Promise<Response>>>,
) {
  const permissions = Object.keys(intents) as Permission[];
  return declare({ at: 'site', can: permissions }, (args: ActionFunctionArgs) =>
    acting(args, async () => {
      const self = await signIn(args);
      const [permission] = permissions;
      const run = permission && intents[permission];
      const reader = args.request.body?.getReader();
      if (!run || !reader) throw new DomainError('INVALID', '没有收到文件，请重新选择。');
      try {
        return await run({ ...siteArgs(self, permission), bytes: piecesOf(reader) });
      } finally {
        while (!(await reader.read()).done);
      }
    }),
  );
}

async function* piecesOf(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}
