import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import { EntryFrame } from '@zhanqun/ui/console';
import { BareNoticePage } from '@zhanqun/ui/public';
import { type ReactNode, useContext } from 'react';
import { NonceContext } from './nonce';
import consoleStyles from './styles/console.css?url';
import publicStyles from './styles/public.css?url';

/** No database here: what every document needs is in memory. */
export function loader({ context }: LoaderFunctionArgs) {
  if (context.surface === 'console') return { surface: 'console' as const };
  const { site, base } = context.visit ?? {};
  return { surface: 'public' as const, base: base ?? '', themeHash: site?.themeHash ?? '' };
}

export const links: LinksFunction = () => [];

/** Pages have titles of their own; this one is that of a document in their place. */
export const meta: MetaFunction = ({ error }) => (error ? [{ title: '这一页没有打开' }] : []);

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root');
  return data?.surface === 'console' ? (
    <ConsoleDocument>{children}</ConsoleDocument>
  ) : (
    <PublicDocument>{children}</PublicDocument>
  );
}

/** A document, complete without JavaScript: the only script sets the reader's own font size. */
function PublicDocument({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root');
  const theme = data?.surface === 'public' ? data : undefined;
  return (
    <html lang="zh-CN">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <link rel="stylesheet" href={publicStyles} />
        {theme?.themeHash ? <link rel="stylesheet" href={`${theme.base}/theme/${theme.themeHash}.css`} /> : null}
        {theme ? <link rel="icon" type="image/svg+xml" href={`${theme.base}/favicon.svg`} /> : null}
      </head>
      <body>{children}</body>
    </html>
  );
}

function ConsoleDocument({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  return (
    <html lang="zh-CN">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <Meta />
        <Links />
        <link rel="stylesheet" href={consoleStyles} />
        <link rel="icon" href="data:," />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const data = useRouteLoaderData<typeof loader>('root');
  const answer = isRouteErrorResponse(error) ? error : undefined;
  const failure = answer?.data as { message?: string } | undefined;
  const usual =
    answer?.status === 404
      ? '没有这一页。网址可能输错了，或者内容已经移走。'
      : '系统出错了，您填写的内容没有丢失。请稍后再试。';
  const message = failure?.message ?? usual;
  if (data?.surface === 'console') {
    return (
      <EntryFrame product="站群管理平台" title="这一页没有打开">
        <p>{message}</p>
        <p>
          <a href="/console">回到工作台</a>
        </p>
      </EntryFrame>
    );
  }
  return <BareNoticePage kind="fault" links={[]} />;
}
