import { ANONYMOUS_LIMIT } from '@zhanqun/partners/schema';
import { Crumbs } from '@zhanqun/ui/public';
import type { ReactElement } from 'react';
import { RSS } from '../feeds/formats';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { pageNotFound, publicLoader } from '../page.server';
import { parametersOf } from './openapi';
import { OPERATIONS } from './operations';
import { DEFAULT_PAGE, MAX_PAGE } from './schema';

/** The open interfaces explained for people who write programs; they stand under the portal's address alone. */
export const loader = publicLoader(async ({ visit, app, paths, shell }) => {
  const { site } = visit;
  if (site.parentId) throw pageNotFound();
  return {
    trail: [{ label: '首页', href: paths.home() }],
    server: app.deployment.directory.urlOf(site, '/api/v1'),
    rssHref: `${paths.home()}${RSS.file}`,
    sample: site.code,
    sponsor: shell.site.footer.sponsor ?? shell.site.name,
    operations: Object.values(OPERATIONS).map((operation) => ({
      id: operation.id,
      path: operation.path,
      summary: operation.summary,
      parameters: parametersOf(operation),
    })),
  };
});

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>(() => ({
  title: '开放接口',
  description: '供程序读取本网站群公开内容的接口说明。',
}));

function Sample({ children }: { children: string }): ReactElement {
  return (
    <pre>
      <code>{children}</code>
    </pre>
  );
}

function Terms({ terms }: { terms: [string, string][] }): ReactElement {
  return (
    <ul>
      {terms.map(([name, text]) => (
        <li key={name}>
          <code>{name}</code>：{text}
        </li>
      ))}
    </ul>
  );
}

const PAGING = `每页默认 ${DEFAULT_PAGE} 条，最多 ${MAX_PAGE} 条。回答里的 next 是下一页的完整地址，为 null 时已经到底。请原样使用它，不要自己拼 cursor。`;
const COUNTING =
  '每个回答的 RateLimit-Limit、RateLimit-Remaining 和 RateLimit-Reset 说明每分钟的次数、还剩的次数和多少秒后重新计数。密钥只增加次数，看到的内容和公众一样。请不要把密钥写进网页。';
const RENEWING =
  '定期读取时，用 since 只取上次以后发布的内容；带上次回答的 ETag 作为 If-None-Match，没有变化时回答 304，不传内容。内容更正后 updatedAt 会变，撤回后接口回答 404，附件地址同时失效。';
const ERRORS: [string, string][] = [
  ['400 INVALID', '参数不正确，message 说明是哪一个'],
  ['401 UNAUTHENTICATED', '密钥不正确、已到期或已作废'],
  ['404 NOT_FOUND', '没有这个站点、栏目或内容，或者它没有公开'],
  ['429 TOO_MANY', '请求太多，过 Retry-After 所说的秒数再试'],
  ['503 BUSY', '系统正忙，过 Retry-After 所说的秒数再试'],
];

export default publicPage<typeof loader>(({ trail, server, rssHref, sample, sponsor, operations }) => (
  <>
    <Crumbs trail={trail} current="开放接口" />
    <div className="page-head">
      <h1>开放接口</h1>
      <p>供程序读取网站群公开的站点、栏目、内容和附件。只读，不需要登录。</p>
    </div>
    <div className="prose">
      <h2>开始使用</h2>
      <p>所有接口都在下面的地址之下，回答都是 UTF-8 编码的 JSON。</p>
      <Sample>{server}</Sample>
      <p>读取门户最新发布的 5 篇内容：</p>
      <Sample>{`curl '${server}/sites/${sample}/items?limit=5'`}</Sample>
      <p>
        给程序看的完整说明（OpenAPI 3.1）：<a href={`${server}/openapi.json`}>openapi.json</a>。
      </p>
      <h2>接口</h2>
      {operations.map((operation) => (
        <section key={operation.id} aria-labelledby={operation.id}>
          <h3 id={operation.id}>{operation.summary}</h3>
          <Sample>{`GET ${operation.path}`}</Sample>
          {operation.parameters.length > 0 ? (
            <Terms terms={operation.parameters.map(({ name, description }) => [name, description])} />
          ) : null}
        </section>
      ))}
      <h2>翻页</h2>
      <p>{PAGING}</p>
      <h2>次数和密钥</h2>
      <p>
        不带密钥时按来访地址计数，每分钟 {ANONYMOUS_LIMIT} 次。需要更多次数的单位可以向{sponsor}
        申请密钥，请求时放在 Authorization 里：
      </p>
      <Sample>{`curl -H 'Authorization: Bearer zq_您的密钥' '${server}/sites'`}</Sample>
      <p>{COUNTING}</p>
      <h2>只取新的</h2>
      <p>{RENEWING}</p>
      <h2>出错</h2>
      <p>出错时的回答是 {'{ "error": { "code", "message" } }'}。</p>
      <Terms terms={ERRORS} />
      <h2>订阅</h2>
      <p>
        只想知道有什么新内容时，用订阅更简单：每个站点和栏目的地址后面加 rss.xml、atom.xml 或 feed.json，例如{' '}
        <a href={rssHref}>{rssHref}</a>。
      </p>
    </div>
  </>
));
