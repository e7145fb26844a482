import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { LIBRARY_KIND_LABELS, LIBRARY_KINDS, type LibraryKind } from '@zhanqun/templates/library-schema';
import { listLibrary } from '@zhanqun/templates/server';
import { Badge, EmptyState, PageHeader, PictureCard, PictureGrid } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { groupLoader } from '../guard.server';
import { consolePath } from '../paths';
import { kindOf } from './kinds';

export const meta: MetaFunction = () => [{ title: '模板库 - 站群管理平台' }];

export const loader = groupLoader('library:view', async ({ context, request }) => {
  const kind = kindOf(new URL(request.url).searchParams.get('kind')) ?? 'BLUEPRINT';
  const entries = await listLibrary(context, kind);
  const root = context.directory.root();
  return {
    kind,
    mayOpen: root !== undefined && can(context.actor, 'site:create', root),
    entries: entries.map((entry) => ({
      code: entry.code,
      name: entry.name,
      description: entry.description,
      isBuiltIn: entry.isBuiltIn,
      picture: `${consolePath.libraryPicture(kind, entry.code)}?v=${entry.version}`,
    })),
  };
});

const LEADS: Record<LibraryKind, string> = {
  BLUEPRINT: '一个站点开办时的全部准备：栏目、首页和主题。改蓝本不影响已经开办的站点。',
  THEME: '主色、重点色、页头和疏密。站点管理员从这里选，再按自己的需要调整。',
  BLOCK: '摆好设置的首页区块，编排首页时一按就能加入。',
};

export default function Library(): ReactElement {
  const { kind, mayOpen, entries } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title="模板库" lead={LEADS[kind]} />
      <nav aria-label="模板种类" className="mb-5 border-b border-line">
        <ul className="-mb-px flex flex-wrap gap-x-1">
          {LIBRARY_KINDS.map((one) => (
            <li key={one}>
              <Link
                to={consolePath.library(one.toLowerCase())}
                aria-current={one === kind ? 'page' : undefined}
                className="flex min-h-11 items-center border-b-2 border-transparent px-3 text-ink-soft hover:border-main-300 aria-[current]:border-main-700 aria-[current]:font-semibold aria-[current]:text-main-800 sm:min-h-10"
              >
                {LIBRARY_KIND_LABELS[one]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {entries.length === 0 ? (
        <EmptyState icon="palette" title={LEADS[kind]}>
          这里还没有模板。
        </EmptyState>
      ) : (
        <PictureGrid label={LIBRARY_KIND_LABELS[kind]}>
          {entries.map((entry) => (
            <PictureCard
              key={entry.code}
              title={entry.name}
              href={consolePath.libraryEntry(kind, entry.code)}
              picture={<img src={entry.picture} alt="" loading="lazy" />}
              note={entry.description}
              badge={entry.isBuiltIn ? <Badge>内置</Badge> : <Badge tone="main">自制</Badge>}
              actions={
                kind === 'BLUEPRINT' &&
                mayOpen && (
                  <Link to={consolePath.newSite(entry.code)} className="zc-button zc-button-small">
                    用它开办站点
                  </Link>
                )
              }
            />
          ))}
        </PictureGrid>
      )}
    </>
  );
}
