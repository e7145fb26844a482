import type { ReactNode } from 'react';
import type { LinkView, NoticeKind } from './types';

const WORDS: Record<NoticeKind, { title: string; body: string }> = {
  preparing: { title: '本站正在筹备', body: '站点还没有开通。开通前，可以在上级网站查找信息和办事入口。' },
  'temporarily-offline': { title: '本站暂时下线', body: '站点正在整改，期间的信息发布和办事请到上级网站。' },
  closed: { title: '本站已关停', body: '站点已经停止服务，原有内容由上级网站承接。' },
  forbidden: { title: '这一页不对外公开', body: '您打开的链接没有查看权限，或者已经过了有效期。' },
  'not-found': {
    title: '没有找到这一页',
    body: '网址可能输错了，或者内容已经移走。可以回到首页，或者搜索您要找的内容。',
  },
  gone: { title: '内容已撤下', body: '这条内容已由发布单位撤下，不再提供查看。' },
  'bad-request': { title: '网址不完整', body: '网址里有无法识别的部分，请检查后重新打开。' },
  'too-many': { title: '访问太频繁', body: '短时间内请求过多，请过一分钟再试。' },
  fault: { title: '页面暂时打不开', body: '系统出现故障，已经记录。请稍后再试。' },
  unavailable: { title: '页面暂时打不开', body: '现在访问的人较多，或者系统正在维护，请过一会儿刷新页面。' },
};

/** The usual heading of a notice, for the document's title too. */
export function noticeTitle(kind: NoticeKind): string {
  return WORDS[kind].title;
}

export interface NoticePageProps {
  kind: NoticeKind;
  title?: string;
  /** Replaces the usual sentence, e.g. the announced reason and dates of a temporary closure. */
  body?: ReactNode;
  /** What to do from here, most useful first. */
  links: LinkView[];
  requestId?: string;
}

/** What happened and what to do, inside PublicPage. */
export function NoticePage({ kind, title, body, links, requestId }: NoticePageProps) {
  return (
    <div className="message">
      <h1>{title ?? noticeTitle(kind)}</h1>
      <div className="message-body">{body ?? <p>{WORDS[kind].body}</p>}</div>
      {links.length > 0 ? (
        <ul className="message-links">
          {links.map((link) => (
            <li key={link.href}>
              <a href={link.href}>{link.label}</a>
            </li>
          ))}
        </ul>
      ) : null}
      {requestId ? <p className="message-id">请求编号：{requestId}</p> : null}
    </div>
  );
}

/** The same message where no site is known, so that no name, column or footer of one can be shown. */
export function BareNoticePage(props: NoticePageProps) {
  return (
    <main id="main" className="wrap main bare">
      <NoticePage {...props} />
    </main>
  );
}
