import type { MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData, useRevalidator } from '@remix-run/react';
import { can } from '@zhanqun/access';
import { formatDateTime } from '@zhanqun/kit';
import { MAX_ALT } from '@zhanqun/media/schema';
import { deleteFile, editFile, getLibraryFile, listFileUses, listFolders } from '@zhanqun/media/server';
import {
  Badge,
  Callout,
  ConfirmPage,
  DataTable,
  DefinitionList,
  ErrorSummary,
  Field,
  Icon,
  PageHeader,
  Pager,
  type TableColumn,
} from '@zhanqun/ui/console';
import { type ChangeEvent, type ReactElement, useState } from 'react';
import { summaryOf, useRefusal } from '../answer';
import { redirectWith } from '../flash.server';
import { siteAction, siteLoader } from '../guard.server';
import { consolePath } from '../paths';
import { FileThumbnail } from './file-card';
import { factsOf, isPicture } from './file-words';
import { sendFile } from './send-file';
import { SignedLink } from './signed-link';
import { signedLinkTo } from './signed-link.server';

export const loader = siteLoader('site:view', async (args) => {
  const { context, params, request } = args;
  const search = new URL(request.url).searchParams;
  const { site, actor } = context;
  const file = await getLibraryFile(context, params.file ?? '');
  const { uses, items, next } = await listFileUses(context, file.id, search.get('after') || undefined);
  const { own } = await listFolders(context);
  const isShown = uses.publicArticleIds.length > 0 || uses.isLogo || uses.topicIds.length > 0;
  const mayWrite = can(actor, 'article:write', site);
  return {
    file,
    uses: {
      articles: uses.articles,
      publicArticles: uses.publicArticleIds.length,
      isLogo: uses.isLogo,
      topicIds: uses.topicIds,
    },
    items,
    next,
    isFirstPage: !search.get('after'),
    folders: own.map(({ id, name }) => ({ value: id, label: name })),
    publicUrl: isShown ? context.directory.urlOf(site, `/f/${file.id}/${encodeURIComponent(file.name)}`) : undefined,
    signedLink: search.has('link') && mayWrite && !isShown ? signedLinkTo(args, file) : undefined,
    isDeleting: search.get('act') === 'delete',
    mayWrite,
    mayReplace: mayWrite && (!isShown || can(actor, 'article:force', site)),
    site: { code: site.code, name: site.name },
  };
});

export const action = siteAction({
  'article:write#edit': async ({ context, params, form }) => {
    const fileId = params.file ?? '';
    await editFile(context, {
      fileId,
      version: Number(form.get('version')),
      alt: String(form.get('alt') ?? ''),
      folderId: String(form.get('folderId') ?? '') || null,
    });
    return redirectWith(consolePath.mediaFile(context.site.code, fileId), '文件的资料已保存。');
  },
  'article:write#delete': async ({ context, params }) => {
    await deleteFile(context, { fileId: params.file ?? '' });
    return redirectWith(consolePath.media(context.site.code), '文件已删除。');
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.file.name ?? '文件'} - 媒体库 - 站群管理平台` },
];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Use = Loaded['items'][number];

function EditForm({ file, folders }: Loaded): ReactElement {
  const refusal = useRefusal();
  const { typed, error } = refusal ?? {};
  return (
    <Form method="post" noValidate className="zc-card flex flex-col gap-4 p-4">
      <input type="hidden" name="version" value={file.version} />
      {isPicture(file) ? (
        <Field
          kind="text"
          name="alt"
          label="替代文字"
          maxLength={MAX_ALT}
          help="用一句话说出图片内容，插入文章时自动带上。已有文章里的不变。"
          defaultValue={typed?.alt ?? file.alt}
          errors={error?.fields.alt}
        />
      ) : (
        <input type="hidden" name="alt" value={file.alt} />
      )}
      <Field
        kind="select"
        name="folderId"
        label="文件夹"
        empty="不放在文件夹里"
        choices={folders}
        defaultValue={typed?.folderId ?? file.folderId ?? ''}
        errors={error?.fields.folderId}
      />
      <button type="submit" name="intent" value="article:write#edit" className="zc-button zc-button-main self-start">
        保存
      </button>
    </Form>
  );
}

/** Another file in its place; the address stays. */
function ReplaceForm({ file, site, uses, mayReplace }: Loaded): ReactElement {
  const revalidator = useRevalidator();
  const [percent, setPercent] = useState<number>();
  const [fault, setFault] = useState('');
  const [said, setSaid] = useState('');
  async function chosen(event: ChangeEvent<HTMLInputElement>) {
    const input = event.currentTarget;
    const [next] = input.files ?? [];
    input.value = '';
    if (!next) return;
    setPercent(0);
    setFault('');
    try {
      await sendFile(consolePath.replaceFile(site.code, file.id, file.version), next, setPercent);
      setSaid('已替换。用着它的页面会自动更新。');
      revalidator.revalidate();
    } catch (error) {
      setFault(error instanceof Error ? error.message : '');
    }
    setPercent(undefined);
  }
  return (
    <section aria-labelledby="replace-title" className="zc-card flex flex-col gap-3 p-4">
      <h2 id="replace-title" className="text-lg font-semibold">
        替换
      </h2>
      <p className="text-ink-soft">
        换成同样格式的另一个文件，网址不变，
        {uses.publicArticles > 0 ? `${uses.publicArticles} 篇公开的文章立刻显示新的` : '用着它的地方显示新的'}。
      </p>
      {mayReplace ? (
        <label className="zc-button self-start has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-main-600">
          <Icon name="refresh" className="size-4" />
          {percent === undefined ? '选择新文件' : `正在上传 ${percent}%`}
          <input
            type="file"
            disabled={percent !== undefined}
            className="sr-only"
            aria-describedby="replace-fault"
            onChange={chosen}
          />
        </label>
      ) : (
        <p className="text-sm text-ink-soft">
          它已公开，替换会直接改变公众看到的内容，由站点管理员办理；也可以在文章里换上新文件再送审。
        </p>
      )}
      <p id="replace-fault" role="alert" className="text-alarm-700 empty:hidden">
        {fault}
      </p>
      <p role="status" className="text-good-700 empty:hidden">
        {said}
      </p>
    </section>
  );
}

const COLUMNS: TableColumn<Use>[] = [
  { key: 'title', header: '文章', cell: (use) => use.title },
  {
    key: 'state',
    header: '使用情况',
    width: 'fit',
    cell: (use) =>
      use.isPublic ? (
        <Badge tone="good">公开显示</Badge>
      ) : use.isCurrent ? (
        <Badge>还没有公开</Badge>
      ) : (
        <Badge>只在以前的版本里</Badge>
      ),
  },
  { key: 'at', header: '最近改动', cell: (use) => formatDateTime(use.updatedAt), width: 'fit' },
];

function Uses({ uses, items, next, isFirstPage, site }: Loaded): ReactElement {
  return (
    <section aria-labelledby="uses-title">
      <h2 id="uses-title" className="mb-2 text-lg font-semibold">
        用在哪里
      </h2>
      {uses.topicIds.map((id) => (
        <p key={id}>
          它是一个
          <Link to={consolePath.topic(site.code, id)} className="zc-link">
            专题
          </Link>
          的页头图片。
        </p>
      ))}
      {uses.isLogo && (
        <p className="mb-2">
          <Badge tone="good">本站的标志</Badge>
        </p>
      )}
      <DataTable
        caption="用着这个文件的文章"
        columns={COLUMNS}
        rows={items}
        rowKey={(use) => use.articleId}
        rowHref={(use) => consolePath.article(site.code, use.articleId)}
        summary={`共 ${uses.articles.toLocaleString('zh-CN')} 篇，${uses.publicArticles.toLocaleString('zh-CN')} 篇公开显示`}
        empty={<p className="zc-card px-4 py-6 text-center text-ink-soft">还没有文章用它，可以删除。</p>}
      />
      <Pager next={next} isFirstPage={isFirstPage} />
    </section>
  );
}

function DeletePage({ file, uses, site }: Loaded): ReactElement {
  return (
    <ConfirmPage
      title="删除文件"
      back={{ label: file.name, href: consolePath.mediaFile(site.code, file.id) }}
      effect={`将从媒体库删除“${file.name}”`}
      consequences={[
        uses.articles > 0 ? `有 ${uses.articles} 篇文章用着它，现在还不能删除。` : '没有文章用着它。',
        '删除后不能恢复，操作记入日志。',
      ]}
      submit="删除文件"
      pending="正在删除…"
      intent="article:write#delete"
      {...summaryOf(useRefusal())}
    />
  );
}

export default function MediaFilePage(): ReactElement {
  const loaded = useLoaderData<typeof loader>();
  const { file, uses, site, publicUrl, isDeleting, mayWrite } = loaded;
  const { errors, message } = summaryOf(useRefusal());
  if (isDeleting) return <DeletePage {...loaded} />;
  const address = publicUrl ? (
    <a href={publicUrl} className="zc-link break-all">
      {publicUrl}
    </a>
  ) : (
    '文章公开后才有网址'
  );
  return (
    <>
      <PageHeader
        title={file.name}
        back={{ label: '媒体库', href: consolePath.media(site.code) }}
        actions={
          <>
            <a href={consolePath.file(site.code, file.id)} className="zc-button">
              <Icon name="download" className="size-4" />
              打开原文件
            </a>
            {mayWrite && uses.articles === 0 && !uses.isLogo && uses.topicIds.length === 0 && (
              <Link to={consolePath.mediaFile(site.code, file.id, { act: 'delete' })} className="zc-button">
                删除
              </Link>
            )}
          </>
        }
      />
      <div className="mb-5 max-w-3xl empty:hidden">
        <ErrorSummary errors={errors} message={message} />
      </div>
      {isPicture(file) && !file.alt && (
        <div className="mb-5">
          <Callout tone="warn">这张图片还没有替代文字，看不见图片的人不知道它说的是什么。</Callout>
        </div>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <div className="zc-card h-72 overflow-hidden bg-paper-deep sm:h-96">
            <FileThumbnail siteCode={site.code} file={file} isWhole />
          </div>
          <Uses {...loaded} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          {mayWrite && <EditForm {...loaded} />}
          <DefinitionList
            items={[
              { term: '格式与大小', value: factsOf(file) },
              {
                term: '上传',
                value: [formatDateTime(file.createdAt), file.createdByName].filter(Boolean).join('，'),
              },
              ...(file.replacedAt ? [{ term: '最近替换', value: formatDateTime(file.replacedAt) }] : []),
              { term: '公开网址', value: address },
            ]}
          />
          {mayWrite && <ReplaceForm {...loaded} />}
          {mayWrite && !publicUrl && <SignedLink siteCode={site.code} fileId={file.id} link={loaded.signedLink} />}
        </div>
      </div>
    </>
  );
}
