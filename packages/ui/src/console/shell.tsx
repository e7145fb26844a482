import { Form, Link, NavLink, useLocation, useNavigation } from '@remix-run/react';
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { classNames } from './class-names';
import { CommandPalette, type CommandPaletteProps } from './command-palette';
import { Icon, type IconName } from './icon';
import { MenuDisclosure } from './menu-disclosure';
import { SiteSwitcher, type SiteSwitcherProps } from './site-switcher';
import { type Toast, Toasts } from './toasts';

export interface NavItem {
  label: string;
  href: string;
  icon: IconName;
  /** How many things wait there; 0 shows nothing. */
  count?: number;
  /** Current only at exactly this address, e.g. for an overview whose address is a prefix of the others. */
  exact?: boolean;
}

export interface NavGroup {
  label?: string;
  items: NavItem[];
}

export interface ConsoleShellProps {
  product: { name: string; href: string };
  actor: { name: string; unit?: string; role?: string };
  account: { passwordHref: string; sessionsHref: string; noticesHref: string; signOutAction: string };
  /** The bell; `unread` is a number as it is shown, such as `99+`. */
  notices?: { unread: string; href: string };
  /** The site or the desk that the page belongs to; `publicHref` opens it as a visitor sees it. */
  here: { name: string; publicHref?: string };
  nav: NavGroup[];
  siteSwitcher?: SiteSwitcherProps;
  palette?: CommandPaletteProps;
  /** What waits for this person, shown on top; entries with 0 are left out. */
  waiting?: { label: string; count: number; href: string }[];
  /** Standing conditions that everyone must see, e.g. a trial over plain http. */
  warnings?: { id: string; text: string; action?: { label: string; href: string } }[];
  toasts?: Toast[];
  children: ReactNode;
}

function Nav({ groups }: { groups: NavGroup[] }): ReactElement {
  return (
    <nav aria-label="工作区" className="flex flex-col gap-4">
      {groups.map((group) => (
        <div key={group.label ?? group.items[0]?.href}>
          {group.label && <h2 className="px-3 pb-1 text-xs font-semibold text-ink-faint">{group.label}</h2>}
          <ul className="flex flex-col gap-0.5">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink
                  to={item.href}
                  end={item.exact}
                  className={({ isActive }) =>
                    classNames(
                      'flex min-h-11 items-center gap-2.5 rounded border-l-3 px-2.5 lg:min-h-9',
                      isActive
                        ? 'border-main-700 bg-white font-semibold text-main-800'
                        : 'border-transparent text-ink hover:bg-white',
                    )
                  }
                >
                  <Icon name={item.icon} className="size-4.5 text-main-600" />
                  <span className="flex-1">{item.label}</span>
                  {item.count ? (
                    <span className="rounded-full bg-act-50 px-2 text-xs font-semibold text-act-700">
                      {item.count}
                      <span className="sr-only"> 项待办</span>
                    </span>
                  ) : null}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function AccountMenu({ actor, account }: Pick<ConsoleShellProps, 'actor' | 'account'>): ReactElement {
  const entry = 'flex min-h-11 w-full items-center gap-2.5 px-4 text-left hover:bg-main-50 lg:min-h-10';
  return (
    <MenuDisclosure
      summary={
        <>
          <Icon name="user" className="size-5" />
          <span className="max-md:sr-only">{actor.name}</span>
          <Icon name="chevron-down" className="size-3.5 max-md:hidden" />
          <span className="sr-only">，账号菜单</span>
        </>
      }
      summaryClassName="flex min-h-11 items-center gap-1.5 rounded px-2.5 hover:bg-main-50 lg:min-h-9"
      panelClassName="right-0 top-full mt-1 w-60 py-1"
    >
      <p className="border-b border-line px-4 pt-2 pb-2.5">
        <span className="block font-semibold">{actor.name}</span>
        <span className="block text-sm text-ink-soft">{[actor.unit, actor.role].filter(Boolean).join(' · ')}</span>
      </p>
      <Link to={account.passwordHref} className={entry}>
        <Icon name="key" className="size-4.5 text-main-600" />
        修改密码
      </Link>
      <Link to={account.sessionsHref} className={entry}>
        <Icon name="history" className="size-4.5 text-main-600" />
        登录会话
      </Link>
      <Link to={account.noticesHref} className={entry}>
        <Icon name="bell" className="size-4.5 text-main-600" />
        通知设置
      </Link>
      <Form method="post" action={account.signOutAction} className="border-t border-line">
        <button type="submit" className={entry}>
          <Icon name="sign-out" className="size-4.5 text-main-600" />
          退出
        </button>
      </Form>
    </MenuDisclosure>
  );
}

function Bell({ unread, href }: { unread: string; href: string }): ReactElement {
  return (
    <Link to={href} className="relative grid size-11 shrink-0 place-items-center rounded hover:bg-main-50 lg:size-9">
      <Icon name="bell" className="size-5" />
      {unread !== '0' && (
        <span
          aria-hidden="true"
          className="absolute -top-0.5 -right-1 min-w-4.5 rounded-full bg-act-700 px-1 text-center text-xs font-semibold text-white"
        >
          {unread}
        </span>
      )}
      <span className="sr-only">通知，{unread} 条未读</span>
    </Link>
  );
}

/** The frame of every console page: where I am on the left, what waits for me on top, the work in the centre. */
export function ConsoleShell(props: ConsoleShellProps): ReactElement {
  const {
    product,
    here,
    nav,
    siteSwitcher,
    palette,
    waiting = [],
    warnings = [],
    toasts = [],
    notices,
    children,
  } = props;
  const [drawer, setDrawer] = useState(false);
  const { key } = useLocation();
  const busy = useNavigation().state !== 'idle';
  // A new location closes the drawer
  useEffect(() => setDrawer(false), [key]);
  useEffect(() => {
    if (!drawer) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setDrawer(false);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [drawer]);
  const waits = waiting.filter((item) => item.count > 0);

  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[16.5rem_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded focus:bg-main-700 focus:px-4 focus:py-2 focus:text-white"
      >
        跳到主要内容
      </a>
      {busy && (
        <div aria-hidden="true" className="fixed inset-x-0 top-0 z-50 h-0.75 overflow-hidden">
          <div className="zc-wait-bar h-full w-1/4 bg-act-600" />
        </div>
      )}
      {drawer && (
        <button
          type="button"
          aria-label="收起菜单"
          className="fixed inset-0 z-30 bg-main-900/45 lg:hidden"
          onClick={() => setDrawer(false)}
        />
      )}
      <aside
        id="rail"
        aria-label="站点与导航"
        className={classNames(
          'print:hidden z-30 border-r border-line bg-paper-deep max-lg:fixed max-lg:inset-y-0 max-lg:left-0 max-lg:w-[min(19rem,88vw)] max-lg:overflow-y-auto',
          !drawer && 'max-lg:hidden',
        )}
      >
        <div className="flex flex-col gap-4 p-3 lg:sticky lg:top-0 lg:h-dvh">
          <Link
            to={product.href}
            className="flex min-h-11 items-center px-2 font-serif text-xl font-bold text-main-800"
          >
            {product.name}
          </Link>
          {siteSwitcher && <SiteSwitcher {...siteSwitcher} />}
          <div className="lg:-m-1 lg:min-h-0 lg:flex-1 lg:overflow-y-auto lg:p-1">
            <Nav groups={nav} />
          </div>
          {here.publicHref && (
            <a
              href={here.publicHref}
              target="_blank"
              rel="noreferrer"
              className="flex min-h-11 items-center gap-2.5 rounded border-t border-line px-3 text-main-700 hover:underline lg:min-h-10"
            >
              <Icon name="external" className="size-4.5" />
              打开网站
              <span className="sr-only">（新窗口）</span>
            </a>
          )}
        </div>
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="print:hidden top-0 z-20 flex sm:sticky flex-wrap items-center gap-x-2 border-b border-line bg-white px-2 py-1.5 sm:gap-x-3 sm:px-6">
          <button
            type="button"
            aria-expanded={drawer}
            aria-controls="rail"
            className="grid size-11 shrink-0 place-items-center rounded hover:bg-main-50 lg:hidden"
            onClick={() => setDrawer(!drawer)}
          >
            <Icon name="menu" className="size-6" />
            <span className="sr-only">菜单</span>
          </button>
          <span className="min-w-0 flex-1 truncate font-semibold lg:hidden">{here.name}</span>
          {palette && <CommandPalette {...palette} />}
          {waits.length > 0 && (
            <ul
              aria-label="等我处理"
              className="flex flex-wrap gap-x-1.5 gap-y-1 max-sm:order-last max-sm:w-full max-sm:px-2 max-sm:pb-1 lg:ml-auto"
            >
              {waits.map((item) => (
                <li key={item.href}>
                  <Link
                    to={item.href}
                    className="flex min-h-11 items-center gap-1.5 rounded px-2 text-act-700 hover:bg-act-50 sm:min-h-9"
                  >
                    {item.label}
                    <strong className="rounded-full bg-act-50 px-2 text-sm">{item.count}</strong>
                  </Link>
                </li>
              ))}
            </ul>
          )}
          <div className={classNames('flex items-center gap-x-1', waits.length === 0 && 'lg:ml-auto')}>
            {notices && <Bell {...notices} />}
            <AccountMenu actor={props.actor} account={props.account} />
          </div>
        </header>
        {warnings.length > 0 && (
          <section
            aria-label="提醒"
            className="print:hidden border-b border-act-200 bg-act-50 px-4 text-act-700 sm:px-6"
          >
            {warnings.map((warning) => (
              <p key={warning.id} className="flex items-start gap-2.5 py-2">
                <Icon name="alert" className="mt-0.5 size-5" />
                <span>
                  {warning.text}
                  {warning.action && (
                    <Link to={warning.action.href} className="ml-2 underline underline-offset-4">
                      {warning.action.label}
                    </Link>
                  )}
                </span>
              </p>
            ))}
          </section>
        )}
        <main
          id="main"
          tabIndex={-1}
          className={classNames(
            'w-full flex-1 px-4 pt-5 outline-none sm:px-6 sm:pt-6',
            toasts.length > 0 ? 'pb-28' : 'pb-8',
          )}
        >
          <div className="mx-auto max-w-7xl">{children}</div>
        </main>
      </div>
      <Toasts toasts={toasts} />
    </div>
  );
}
