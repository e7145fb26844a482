import { Icon } from '../icons';
import { Crumbs } from './crumbs';
import { PublishedTime } from './date';
import { ItemList } from './item-list';
import { Prose } from './prose';
import { Section } from './section';
import type { ArticleView, AttachmentView, LinkView, RecordLineView, VideoView } from './types';

export interface ArticlePageProps {
  article: ArticleView;
  trail: LinkView[];
  /** Address of reading.js; without it the page has no reading tools, which is a complete page too. */
  readingScriptHref?: string;
}

export function ArticlePage({ article, trail, readingScriptHref }: ArticlePageProps) {
  return (
    <>
      <Crumbs trail={trail} current="正文" />
      <article className="article">
        <header className="article-head">
          {article.mark ? <p className="article-mark">{article.mark}</p> : null}
          <h1>{article.title}</h1>
          {article.subtitle ? <p className="article-subtitle">{article.subtitle}</p> : null}
          <div className="article-meta">
            <span>来源：{article.source}</span>
            {article.author ? <span>作者：{article.author}</span> : null}
            <span>
              发布时间：
              <PublishedTime publishedAt={article.publishedAt} exact />
            </span>
            <ReadingTools />
          </div>
        </header>
        {article.carriedFrom ? (
          <p className="carried">
            <Icon name="link" size={18} />
            <span>
              本文由
              {article.carriedFrom.href ? (
                <a href={article.carriedFrom.href}>{article.carriedFrom.name}</a>
              ) : (
                article.carriedFrom.name
              )}
              发布，本站同步转载，内容随原文更新。
            </span>
          </p>
        ) : null}
        {article.record && article.record.length > 0 ? <ItemRecord record={article.record} /> : null}
        <Corrections notes={article.corrections ?? []} />
        {article.video ? <Video title={article.title} video={article.video} /> : null}
        {article.bodyHtml ? (
          <div className={article.gallery ? 'gallery' : undefined}>
            <Prose html={article.bodyHtml} indent={article.indent} main />
          </div>
        ) : null}
        {article.link ? (
          <p className="article-link">
            <a href={article.link.href}>
              <Icon name="link" size={20} />
              {article.link.label}
            </a>
          </p>
        ) : null}
        <Attachments files={article.attachments ?? []} />
        {article.responsibleEditor ? <p className="article-editor">责任编辑：{article.responsibleEditor}</p> : null}
        {article.provenance ? <Provenance {...article.provenance} /> : null}
        <Neighbours previous={article.previous} next={article.next} />
      </article>
      {article.interpretations && article.interpretations.length > 0 ? (
        <Section id="interpretations" title="政策解读" className="article-related">
          <ItemList items={article.interpretations} layout="compact" />
        </Section>
      ) : null}
      {article.related && article.related.length > 0 ? (
        <Section id="related" title="相关内容" className="article-related">
          <ItemList items={article.related} layout="compact" />
        </Section>
      ) : null}
      {readingScriptHref ? <script src={readingScriptHref} defer /> : null}
    </>
  );
}

/** Nothing plays or loads by itself; what is said can be read below. */
function Video({ title, video }: { title: string; video: VideoView }) {
  return (
    <section className="video" aria-label="视频">
      {/* biome-ignore lint/a11y/useMediaCaption: the words stand below as a transcript. */}
      <video controls preload="none" poster={video.posterHref} aria-label={title} playsInline>
        <source src={video.href} type="video/mp4" />
        <a href={video.href}>下载这段视频</a>
      </video>
      {video.transcript.length > 0 ? (
        <details className="transcript">
          <summary>
            <Icon name="document" size={20} />
            文字稿
          </summary>
          {video.transcript.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </details>
      ) : null}
    </section>
  );
}

/** The former address is told and no link: it leads here, or belongs to somebody else by now. */
function Provenance({ at, address }: { at?: string; address?: string }) {
  return (
    <p className="provenance">
      {at ? <span>原发布时间：{at}</span> : null}
      {address ? <span>原网址：{address}</span> : null}
    </p>
  );
}

/** What the text said before is told before it is read again. */
function Corrections({ notes }: { notes: { at: string; text: string }[] }) {
  if (notes.length === 0) return null;
  return (
    <section className="corrections" aria-labelledby="corrections">
      <h2 id="corrections">更正说明</h2>
      <ol>
        {notes.map(({ at, text }) => (
          <li key={at}>
            <PublishedTime publishedAt={at} exact />
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Shown by reading.js only: without script these buttons could do nothing. */
function ReadingTools() {
  return (
    <span className="tools" data-reading-tools="" hidden>
      <fieldset className="tools-size">
        <legend className="visually-hidden">字号</legend>
        {(['标准', '大', '特大'] as const).map((label, step) => (
          <button key={label} type="button" data-reading-size={step} aria-pressed={step === 0}>
            {label}
          </button>
        ))}
      </fieldset>
      <button type="button" data-reading-print="">
        <Icon name="print" size={18} />
        打印
      </button>
      <button type="button" data-reading-copy="" hidden>
        <Icon name="link" size={18} />
        <span>复制链接</span>
      </button>
    </span>
  );
}

function ItemRecord({ record }: { record: RecordLineView[] }) {
  return (
    <dl className="record" aria-label="文件信息">
      {record.map(({ label, value, href, isVoid }) => (
        <div key={label} className={isVoid ? 'record-void' : undefined}>
          <dt>{label}</dt>
          <dd>{href ? <a href={href}>{value}</a> : value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** File size with its unit, one decimal from a megabyte up. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${Math.floor(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function Attachments({ files }: { files: AttachmentView[] }) {
  if (files.length === 0) return null;
  return (
    <section className="attachments" aria-labelledby="attachments">
      <h2 id="attachments">附件</h2>
      <ul>
        {files.map((file) => (
          <li key={file.href}>
            <a href={file.href} download={file.name}>
              <Icon name="download" size={20} />
              <span className="attachment-name">{file.name}</span>
              <span className="attachment-note">
                {file.type}，{fileSize(file.bytes)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Neighbours({ previous, next }: { previous: LinkView | undefined; next: LinkView | undefined }) {
  if (!previous && !next) return null;
  return (
    <nav className="neighbours" aria-label="上一篇与下一篇">
      {previous ? (
        <a rel="prev" href={previous.href}>
          <span>上一篇</span>
          {previous.label}
        </a>
      ) : null}
      {next ? (
        <a rel="next" href={next.href}>
          <span>下一篇</span>
          {next.label}
        </a>
      ) : null}
    </nav>
  );
}
