import type { ReactNode } from 'react';
import { Crumbs } from './crumbs';
import type { LinkView } from './types';

export interface TopicPageProps {
  name: string;
  description?: string;
  /** As people say it, e.g. 2026-03-01 至 2026-06-30 */
  days?: string;
  isArchived: boolean;
  /** Over the title: a picture of its own with its words, or one drawn for it that says nothing. */
  picture: { href: string; alt: string };
  /** From the home page down to the column above. */
  trail: LinkView[];
  /** Its columns. */
  columns: LinkView[];
  children: ReactNode;
}

/** The home page of a topic, in the frame of its site. */
export function TopicPage({ name, description, days, isArchived, picture, trail, columns, children }: TopicPageProps) {
  return (
    <>
      <Crumbs trail={trail} current={name} />
      <header className="topic-head">
        <span className="frame frame-topic">
          <img src={picture.href} alt={picture.alt} width={1200} height={360} />
        </span>
        <div className="topic-words">
          <h1>{name}</h1>
          {days ? <p className="topic-days">{days}</p> : null}
          {description ? <p>{description}</p> : null}
        </div>
        {isArchived ? <p className="topic-over">本专题已经结束，内容留存备查，不再更新。</p> : null}
        {columns.length > 0 ? (
          <nav aria-label="专题栏目" className="topic-columns">
            <ul>
              {columns.map((column) => (
                <li key={column.href}>
                  <a href={column.href}>{column.label}</a>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
      </header>
      {children}
    </>
  );
}
