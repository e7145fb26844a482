import { data, type MetaFunction } from '@remix-run/node';
import { isRouteErrorResponse, Link, Outlet, useLoaderData, useRouteError, useRouteLoaderData } from '@remix-run/react';
import { ConsoleShell, DraftCleared, draftKey, EntryFrame, Icon, type PaletteItem } from '@zhanqun/ui/console';
import { type ReactElement, type ReactNode, useMemo } from 'react';
import { readFlash } from './flash.server';
import { selfLoader } from './guard.server';
import { consolePath } from './paths';
import { shellData } from './shell.server';

/** Of pages that have no title of their own, because they were not found or not allowed. */
export const meta: MetaFunction = () => [{ title: '站群管理平台' }];

export const loader = selfLoader(
  async (args) => {
    const flash = readFlash(args.request.headers.get('Cookie'));
    const loaded = {
      accountId: args.context.actor.accountId,
      shell: args.signedIn.mustChangePassword ? undefined : await shellData(args),
      toasts: flash ? [flash.toast] : [],
      cleared: flash?.cleared,
    };
    return data(loaded, flash ? { headers: { 'Set-Cookie': flash.takeAway } } : {});
  },
  { oneTime: true },
);

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

async function searchSites(query: string): Promise<PaletteItem[]> {
  const answer = await fetch(consolePath.siteSearch(query));
  if (!answer.ok) throw new Error(`site search answered ${answer.status}`);
  const { items } = (await answer.json()) as { items: PaletteItem[] };
  return items;
}

function Frame({ loaded, children }: { loaded: Loaded; children: ReactNode }): ReactElement {
  const { shell, toasts, cleared, accountId } = loaded;
  const items = useMemo(
    () => [
      ...(shell?.nav ?? []).flatMap((group) =>
        group.items.map(({ label, href }) => ({ label, href, hint: group.label })),
      ),
      ...(shell?.sites ?? []),
    ],
    [shell],
  );
  // Until the one-time password is changed there is one page only, and it brings its own frame.
  if (!shell) return <>{children}</>;
  const search = shell.hasMore ? searchSites : undefined;
  return (
    <ConsoleShell
      product={{ name: '站群管理平台', href: consolePath.home() }}
      actor={shell.actor}
      account={{
        passwordHref: consolePath.password(),
        sessionsHref: consolePath.sessions(),
        noticesHref: consolePath.noticeSettings(),
        signOutAction: consolePath.signOut(),
      }}
      here={shell.here}
      notices={{ unread: shell.unread, href: consolePath.notices() }}
      nav={shell.nav}
      siteSwitcher={{ current: shell.current, sites: shell.sites, search }}
      palette={{ items, search }}
      warnings={shell.warnings}
      toasts={toasts}
    >
      {cleared && <DraftCleared key={toasts[0]?.id} storageKey={draftKey(accountId, cleared)} />}
      {children}
    </ConsoleShell>
  );
}

export default function Shell(): ReactElement {
  return (
    <Frame loaded={useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}

const TITLES: Record<number, string> = {
  403: '您没有使用这个页面的权限',
  404: '没有找到这个页面',
  503: '系统正忙',
};

/** What failed stands inside the frame, so that the way on is in sight. */
export function ErrorBoundary(): ReactElement {
  const error = useRouteError();
  const loaded = useRouteLoaderData<typeof loader>('console/shell');
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const failure = isRouteErrorResponse(error) ? (error.data as { message?: string } | undefined) : undefined;
  const title = TITLES[status] ?? '这一页没有打开';
  const body = (
    <>
      <p className="text-ink-soft">
        {failure?.message ?? '系统出错了，您填写的内容没有丢失。请稍后再试；如果还不行，请联系站群管理员。'}
      </p>
      <p className="mt-4">
        <Link to={consolePath.home()} className="zc-button">
          回到工作台
        </Link>
      </p>
    </>
  );
  if (!loaded) {
    return (
      <EntryFrame product="站群管理平台" title={title}>
        {body}
      </EntryFrame>
    );
  }
  return (
    <Frame loaded={loaded}>
      <div className="zc-card max-w-2xl p-6">
        <h1 className="mb-2 flex items-center gap-2 text-xl font-bold text-main-900">
          <Icon name={status === 403 ? 'lock' : 'alert'} className="size-6 text-act-600" />
          {title}
        </h1>
        {body}
      </div>
    </Frame>
  );
}
