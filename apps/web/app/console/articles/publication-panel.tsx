import { Form, Link } from '@remix-run/react';
import { WITHDRAWAL_KIND_LABELS } from '@zhanqun/articles/schema';
import type { ArticleForDesk } from '@zhanqun/articles/server';
import { formatDateTime } from '@zhanqun/kit';
import type { Carrier } from '@zhanqun/sharing/server';
import { Callout, Icon } from '@zhanqun/ui/console';
import type { ReactNode } from 'react';
import { consolePath } from '../paths';
import { type LevelsAsked, levelsIn } from './levels-asked';
import { PlannedWithdrawal } from './schedule-panel';

export interface PublicationPanelProps {
  data: {
    article: ArticleForDesk;
    site: { code: string };
    publicUrl: string;
    isSiteOnline: boolean;
    carriers: readonly Carrier[];
    mayPublish: boolean;
    mayForce: boolean;
    mayWithdraw: boolean;
    mayShare: boolean;
    levels: LevelsAsked;
  };
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col items-start gap-2 border-t border-line pt-4 first:border-0 first:pt-0">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function PublicState({ data }: PublicationPanelProps) {
  const { article, publicUrl, isSiteOnline, mayPublish, levels } = data;
  if (article.state === 'DRAFT') {
    const isOnItsWay =
      levelsIn(levels, article.columnId) > 0 || article.openReviewId !== null || article.publishAt !== null;
    return <p className="text-ink-soft">还没有公开。{mayPublish && !isOnItsWay ? '预览无误后按“发布”。' : ''}</p>;
  }
  if (article.state === 'WITHDRAWN') {
    return (
      <p className="text-ink-soft">
        {article.withdrawnAt && formatDateTime(article.withdrawnAt)} 撤回
        {article.withdrawKind && `（${WITHDRAWAL_KIND_LABELS[article.withdrawKind]}）`}：{article.withdrawReason}
      </p>
    );
  }
  const isEdited = article.publishedNumber !== article.latest.number;
  return (
    <>
      <p className="text-ink-soft">
        首次发布：{article.firstPublishedAt && formatDateTime(article.firstPublishedAt)}
        。这个时间以后不变。
      </p>
      {isEdited ? (
        <Callout tone="warn">
          公开的是第 {article.publishedNumber} 版，{article.openReviewId ? '正在审核' : '您正在编辑'}第{' '}
          {article.latest.number} 版。
        </Callout>
      ) : (
        <p>公开的就是第 {article.latest.number} 版。</p>
      )}
      {isSiteOnline ? (
        <a href={publicUrl} target="_blank" rel="noopener" className="zc-link break-all">
          {publicUrl}
        </a>
      ) : (
        <p className="text-ink-soft">本站没有上线，公众暂时打不开：{publicUrl}</p>
      )}
    </>
  );
}

function Sharing({ data }: PublicationPanelProps) {
  const { article, carriers, mayShare, site } = data;
  if (!mayShare || (article.state !== 'PUBLISHED' && !article.isShared)) return null;
  return (
    <Part title="共享">
      {article.isShared ? (
        <>
          <p className="text-ink-soft">
            {carriers.length > 0 ? `${carriers.length} 个站点转载了它：` : '其他站点可以转载，目前没有站点转载。'}
          </p>
          {carriers.length > 0 && (
            <ul className="list-disc pl-5">
              {carriers.map((carrier) => (
                <li key={carrier.linkId}>{carrier.siteName}</li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <p className="text-ink-soft">共享后，站群里的其他站点可以转载；以后的修改和撤回，转载的站点同步生效。</p>
      )}
      <Form method="post" action={consolePath.article(site.code, article.id)}>
        <button
          type="submit"
          name="intent"
          value={article.isShared ? 'article:share#off' : 'article:share#on'}
          className="zc-button"
        >
          <Icon name="share" className="size-4" />
          {article.isShared ? '取消共享' : '共享给其他站点'}
        </button>
      </Form>
    </Part>
  );
}

/** For what cannot wait for its levels. */
function ForceLink({ data: { article, site, levels } }: PublicationPanelProps) {
  if (levelsIn(levels, article.columnId) === 0 && article.openReviewId === null) return null;
  return (
    <Link to={consolePath.articleForce(site.code, article.id)} className="zc-link">
      等不及审核，强制发布
    </Link>
  );
}

/** Where the article stands: what the public sees, who carries it, who wrote it. */
export function PublicationPanel({ data }: PublicationPanelProps) {
  const { article, site, mayWithdraw } = data;
  return (
    <div className="zc-card flex flex-col gap-4 p-4">
      <Part title="公开状态">
        <PublicState data={data} />
        <PlannedWithdrawal siteCode={site.code} article={article} mayWithdraw={mayWithdraw} />
        {data.mayForce && article.publishedNumber !== article.latest.number && article.publishAt === null && (
          <ForceLink data={data} />
        )}
        {article.state === 'PUBLISHED' && mayWithdraw && (
          <Link to={consolePath.articleWithdraw(site.code, article.id)} className="zc-button">
            撤回
          </Link>
        )}
      </Part>
      <Sharing data={data} />
      <Part title="版本">
        <p className="text-ink-soft">
          第 {article.latest.number} 版，{article.latest.editorName} {formatDateTime(article.latest.createdAt)} 保存。
          {article.createdByName} {formatDateTime(article.createdAt)} 起草。
        </p>
        <Link to={consolePath.articleHistory(site.code, article.id)} className="zc-link">
          查看各版
        </Link>
      </Part>
    </div>
  );
}
