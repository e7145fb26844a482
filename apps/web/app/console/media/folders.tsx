import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { deleteFolder, listFolders, saveFolder } from '@zhanqun/media/server';
import { Badge, EmptyState, ErrorSummary, Field, Icon, PageHeader } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';

export const loader = siteLoader('article:write', async ({ context, request }) => {
  const { own } = await listFolders(context);
  const edited = new URL(request.url).searchParams.get('folder');
  return {
    own,
    edited: own.find(({ id }) => id === edited),
    mayShare: can(context.actor, 'article:share', context.site),
    hasBelow: context.directory.children(context.site.id).length > 0,
    site: { code: context.site.code, name: context.site.name },
  };
});

export const action = siteAction({
  'article:write#save': async ({ context, form }) => {
    const id = String(form.get('folderId') ?? '');
    await saveFolder(context, {
      ...(id ? { folder: { id, version: Number(form.get('version')) } } : {}),
      name: String(form.get('name') ?? ''),
      isShared: form.get('isShared') !== null,
    });
    return redirectWith(consolePath.mediaFolders(context.site.code), '文件夹已保存。');
  },
  'article:write#delete': async ({ context, form }) => {
    await deleteFolder(context, { folderId: String(form.get('folderId') ?? '') });
    return redirectWith(consolePath.mediaFolders(context.site.code), '文件夹已删除。');
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `文件夹 - ${data?.site.name ?? ''} - 站群管理平台` },
];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function FolderForm({ edited, mayShare, hasBelow, site }: Loaded): ReactElement {
  const refusal = useRefusal();
  const typed = refusal?.typed.intent === 'article:write#save' ? refusal.typed : undefined;
  const isShared = typed ? 'isShared' in typed : (edited?.isShared ?? false);
  return (
    <section aria-labelledby="folder-title" className="zc-card p-4">
      <h2 id="folder-title" className="text-lg font-semibold">
        {edited ? `修改“${edited.name}”` : '新建文件夹'}
      </h2>
      <Form key={edited?.id ?? 'new'} method="post" noValidate className="mt-3 flex flex-col gap-4">
        {edited && <input type="hidden" name="folderId" value={edited.id} />}
        {edited && <input type="hidden" name="version" value={edited.version} />}
        <Field
          kind="text"
          name="name"
          label="名称"
          required
          maxLength={40}
          defaultValue={typed?.name ?? edited?.name}
          errors={refusal?.error.fields.name}
        />
        {mayShare && hasBelow ? (
          <Field
            kind="checkbox"
            name="isShared"
            label="共享给下级站点"
            help="下级站点都能看到并取用里面的文件，只有本站能改。"
            defaultChecked={isShared}
          />
        ) : (
          isShared && <input type="hidden" name="isShared" value="on" />
        )}
        <div className="flex flex-wrap gap-2">
          <button type="submit" name="intent" value="article:write#save" className="zc-button zc-button-main">
            {edited ? '保存' : '新建文件夹'}
          </button>
          {edited && (
            <Link to={consolePath.mediaFolders(site.code)} className="zc-button zc-button-quiet">
              不改了
            </Link>
          )}
        </div>
      </Form>
    </section>
  );
}

function FolderRow({ folder, site }: { folder: Loaded['own'][number]; site: Loaded['site'] }): ReactElement {
  const { id, name, isShared } = folder;
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
      <Icon name={isShared ? 'share' : 'folder'} className="size-4 text-main-600" />
      <Link to={consolePath.media(site.code, { folder: id })} className="zc-link min-w-0 flex-1 break-words">
        {name}
      </Link>
      {isShared && <Badge tone="main">共享给下级</Badge>}
      <span className="flex gap-1">
        <Link to={consolePath.mediaFolders(site.code, { folder: id })} className="zc-button zc-button-quiet">
          修改<span className="sr-only">“{name}”</span>
        </Link>
        <Form method="post">
          <input type="hidden" name="folderId" value={id} />
          <button type="submit" name="intent" value="article:write#delete" className="zc-button zc-button-quiet">
            删除<span className="sr-only">“{name}”</span>
          </button>
        </Form>
      </span>
    </li>
  );
}

export default function MediaFolders(): ReactElement {
  const loaded = useLoaderData<typeof loader>();
  const { own, site } = loaded;
  const { errors, message } = summaryOf(useRefusal());
  return (
    <>
      <PageHeader
        title="文件夹"
        lead="每个文件放在一个文件夹里，或者不放。空的文件夹才能删除。"
        back={{ label: '媒体库', href: consolePath.media(site.code) }}
      />
      <div className="mb-5 max-w-3xl empty:hidden">
        <ErrorSummary errors={errors} message={message} undone="没有办理" />
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        {own.length > 0 ? (
          <ul aria-label="本站的文件夹" className="zc-card divide-y divide-line">
            {own.map((folder) => (
              <FolderRow key={folder.id} folder={folder} site={site} />
            ))}
          </ul>
        ) : (
          <EmptyState icon="folder" title="用文件夹把图片和附件分开放">
            <p>例如“领导活动”“办事表格”。</p>
          </EmptyState>
        )}
        <FolderForm {...loaded} />
      </div>
    </>
  );
}
