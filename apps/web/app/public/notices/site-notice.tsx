import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BareNoticePage, type NoticeKind } from '@zhanqun/ui/public';
import { publicHeaders } from '../page';
import { pageNotFound, visitOf } from '../page.server';

const KINDS = { PREPARING: 'preparing', TEMP_OFFLINE: 'temporarily-offline', CLOSED: 'closed' } as const;
/** A site being prepared or repaired comes back; a closed one is gone. */
const STATUS = { PREPARING: 503, TEMP_OFFLINE: 503, CLOSED: 410 } as const;

/** What a site that is not online answers under every one of its addresses. */
export function loader({ context }: LoaderFunctionArgs) {
  const { site } = visitOf(context);
  if (site.state === 'ONLINE') throw new Response(pageNotFound().message, { status: 404 });
  const { directory } = context.app.deployment;
  const open = directory
    .ancestors(site)
    .filter((ancestor) => ancestor.state === 'ONLINE')
    .at(-1);
  return data(
    {
      name: site.name,
      kind: KINDS[site.state] satisfies NoticeKind,
      note: site.state === 'PREPARING' ? '' : site.stateNote,
      parent: open ? { label: open.name, href: directory.urlOf(open) } : undefined,
    },
    { status: STATUS[site.state], headers: site.state === 'CLOSED' ? {} : { 'Retry-After': '3600' } },
  );
}

export const headers = publicHeaders;

export const meta: MetaFunction<typeof loader> = ({ data: notice }) => [
  { title: notice?.name ?? '网站通知' },
  { name: 'robots', content: 'noindex' },
];

export default function SiteNotice() {
  const { name, kind, note, parent } = useLoaderData<typeof loader>();
  return (
    <BareNoticePage
      kind={kind}
      title={name}
      {...(note ? { body: note } : {})}
      links={parent ? [{ label: `前往${parent.label}`, href: parent.href }] : []}
    />
  );
}
