import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData, useLocation } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { formatDateTime } from '@zhanqun/kit';
import { ALLOWED_FILES_TEXT, FILE_KIND_LABELS, FILE_KINDS } from '@zhanqun/media/schema';
import { listFiles, listFolders, takeSharedFile } from '@zhanqun/media/server';
import {
  Badge,
  DataTable,
  EmptyState,
  ErrorSummary,
  FilterBar,
  Icon,
  type IconName,
  listHref,
  NoMatch,
  PageHeader,
  Pager,
  type TableColumn,
} from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { FileCard } from './file-card';
import { factsOf, isPicture } from './file-words';
import { UploadButton, UploadState, useUploads } from './upload-files';

/** Beside the kinds: pictures that nobody has described yet. */
const WITHOUT_TEXT = 'no-text';

export const loader = siteLoader('site:view', async ({ context, request }) => {
  const params = new URL(request.url).searchParams;
  const kind = FILE_KINDS.find((one) => one === params.get('kind'));
  const q = params.get('q')?.trim() || undefined;
  const folderId = params.get('folder') || undefined;
  const isWithoutText = params.get('kind') === WITHOUT_TEXT;
  const page = await listFiles(context, { kind, q, folderId, isWithoutText, after: params.get('after') || undefined });
  const { own, shared } = await listFolders(context);
  const folder = [...own, ...shared].find(({ id }) => id === folderId);
  return {
    page,
    own,
    shared: shared.map((one) => ({ ...one, siteName: context.directory.find(one.siteId)?.shortName ?? '' })),
    folder,
    isForeign: folder !== undefined && folder.siteId !== context.site.id,
    isFiltered: Boolean(kind || q || isWithoutText),
    isFirstPage: !params.get('after'),
    isList: params.get('view') === 'list',
    site: { code: context.site.code, name: context.site.name },
    mayWrite: can(context.actor, 'article:write', context.site),
  };
});

export const action = siteAction({
  'article:write#take': async ({ context, app, form }) => {
    const file = await takeSharedFile(context, { fileId: String(form.get('fileId') ?? '') }, app.files);
    return redirectWith(consolePath.mediaFile(context.site.code, file.id), '已取用到本站的媒体库。');
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `媒体库 - ${data?.site.name ?? ''} - 站群管理平台` },
];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Row = Loaded['page']['items'][number];

function FolderLink({
  label,
  icon,
  id,
  isCurrent,
}: {
  label: string;
  icon: IconName;
  id: string | null;
  isCurrent: boolean;
}) {
  const { search } = useLocation();
  return (
    <li className="shrink-0">
      <Link
        to={listHref(search, { folder: id })}
        aria-current={isCurrent ? 'page' : undefined}
        className={`flex min-h-11 items-center gap-2 rounded px-3 whitespace-nowrap lg:min-h-9 lg:whitespace-normal ${
          isCurrent ? 'bg-main-100 font-semibold text-main-800' : 'text-ink-soft hover:bg-main-50 hover:text-main-800'
        }`}
      >
        <Icon name={icon} className="size-4 shrink-0" />
        {label}
      </Link>
    </li>
  );
}

/** Folders stand beside the files on a desk, in a row above them on a telephone. */
function Folders({ own, shared, folder, site, mayWrite }: Loaded): ReactElement {
  const isIn = (id: string) => folder?.id === id;
  return (
    <nav aria-label="文件夹" className="mb-3 min-w-0 lg:mb-0">
      <ul className="flex gap-1 overflow-x-auto pb-1 lg:flex-col lg:overflow-visible">
        <FolderLink label="全部文件" icon="image" id={null} isCurrent={folder === undefined} />
        {own.map(({ id, name, isShared }) => (
          <FolderLink key={id} label={name} icon={isShared ? 'share' : 'folder'} id={id} isCurrent={isIn(id)} />
        ))}
        {shared.map(({ id, name, siteName }) => (
          <FolderLink key={id} label={`${name}（${siteName}共享）`} icon="share" id={id} isCurrent={isIn(id)} />
        ))}
      </ul>
      {mayWrite && (
        <Link
          to={consolePath.mediaFolders(site.code)}
          className="zc-link mt-2 inline-flex min-h-8 items-center text-sm max-lg:hidden lg:ml-3"
        >
          管理文件夹
        </Link>
      )}
    </nav>
  );
}

function TakeButton({ fileId }: { fileId: string }): ReactElement {
  return (
    <Form method="post">
      <input type="hidden" name="fileId" value={fileId} />
      <button type="submit" name="intent" value="article:write#take" className="zc-button w-full">
        取用到本站
      </button>
    </Form>
  );
}

const COLUMNS: TableColumn<Row>[] = [
  { key: 'name', header: '名称', cell: (row) => row.name },
  { key: 'facts', header: '格式与大小', cell: factsOf, width: 'fit' },
  {
    key: 'alt',
    header: '替代文字',
    cell: (row) => row.alt || (isPicture(row) ? <Badge tone="act">缺替代文字</Badge> : ''),
  },
  { key: 'folder', header: '文件夹', cell: (row) => row.folderName ?? '', width: 'fit', notOnPhones: true },
  { key: 'by', header: '上传人', cell: (row) => row.createdByName, width: 'fit', notOnPhones: true },
  { key: 'at', header: '上传时间', cell: (row) => formatDateTime(row.createdAt), width: 'fit' },
];

function Empty({ isFiltered, isFirstPage, isForeign, folder, site }: Loaded): ReactElement {
  if (isFiltered || !isFirstPage) {
    return <NoMatch unit="文件" clearHref={consolePath.media(site.code, { folder: folder?.id })} />;
  }
  if (isForeign) {
    return (
      <EmptyState icon="share" title="这个共享文件夹里还没有文件">
        <p>上级站点放进文件后，会出现在这里。</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="image" title={folder ? '把文件放进这个文件夹' : '本站的图片和附件都在这里'}>
      <p>用“上传文件”加入，写文章时可以直接选用；写文章时上传的也会出现在这里。</p>
    </EmptyState>
  );
}

function Files(loaded: Loaded): ReactElement {
  const { page, site, isForeign, isList, mayWrite } = loaded;
  if (page.items.length === 0) return <Empty {...loaded} />;
  const hrefOf = (row: Row) => consolePath.mediaFile(site.code, row.id);
  if (isList) {
    return (
      <DataTable
        caption="媒体库里的文件，新的在前"
        columns={COLUMNS}
        rows={page.items}
        rowKey={(row) => row.id}
        {...(isForeign ? {} : { rowHref: hrefOf })}
        storageKey="media"
        summary={`本页 ${page.items.length} 个，新的在前`}
        empty={null}
      />
    );
  }
  return (
    <ul
      aria-label="媒体库里的文件，新的在前"
      className="grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-4 2xl:grid-cols-5"
    >
      {page.items.map((file) => (
        <FileCard
          key={file.id}
          siteCode={site.code}
          file={file}
          {...(isForeign ? {} : { href: hrefOf(file) })}
          actions={isForeign && mayWrite && <TakeButton fileId={file.id} />}
        />
      ))}
    </ul>
  );
}

function ViewChoice({ isList }: { isList: boolean }): ReactElement {
  const { search } = useLocation();
  const views = [
    { label: '图块', icon: 'layout', view: null, isCurrent: !isList },
    { label: '列表', icon: 'menu', view: 'list', isCurrent: isList },
  ] as const;
  return (
    <ul aria-label="显示方式" className="flex">
      {views.map(({ label, icon, view, isCurrent }) => (
        <li key={label}>
          <Link
            to={listHref(search, { view })}
            aria-current={isCurrent ? 'true' : undefined}
            className={`zc-button zc-button-quiet ${isCurrent ? 'bg-main-100 text-main-800' : ''}`}
          >
            <Icon name={icon} className="size-4" />
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}

export default function MediaLibrary(): ReactElement {
  const loaded = useLoaderData<typeof loader>();
  const { page, folder, isForeign, isFirstPage, isList, site, mayWrite } = loaded;
  const uploads = useUploads({ siteCode: site.code, folderId: folder?.id });
  const { errors, message } = summaryOf(useRefusal());
  return (
    <>
      <PageHeader
        title="媒体库"
        lead={isForeign ? '上级站点共享的文件：取用后成为本站自己的，以后不随它改变。' : ALLOWED_FILES_TEXT}
        actions={
          <>
            <ViewChoice isList={isList} />
            {mayWrite && (
              <Link to={consolePath.mediaFolders(site.code)} className="zc-button lg:hidden">
                管理文件夹
              </Link>
            )}
            {mayWrite && !isForeign && <UploadButton uploads={uploads} />}
          </>
        }
      />
      <ErrorSummary errors={errors} message={message} undone="没有办理" />
      <UploadState uploads={uploads} />
      <div className="grid gap-x-6 lg:grid-cols-[12rem_minmax(0,1fr)]">
        <Folders {...loaded} />
        <div className="min-w-0">
          <FilterBar
            search={{ label: '名称', placeholder: '名称或替代文字中的词' }}
            filters={[
              {
                name: 'kind',
                label: '类型',
                choices: [
                  ...FILE_KINDS.map((value) => ({ value, label: FILE_KIND_LABELS[value] })),
                  { value: WITHOUT_TEXT, label: '缺替代文字的图片' },
                ],
              },
            ]}
            keep={['folder', 'view']}
          />
          <Files {...loaded} />
          <Pager next={page.next} isFirstPage={isFirstPage} />
        </div>
      </div>
    </>
  );
}
