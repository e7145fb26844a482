import { Link } from '@remix-run/react';
import type { LibraryFile } from '@zhanqun/media/server';
import { Badge, Icon } from '@zhanqun/ui/console';
import type { ReactElement, ReactNode } from 'react';
import { consolePath } from '../paths';
import { factsOf, iconOf, isPicture, typeOf } from './file-words';

type Shown = Pick<LibraryFile, 'id' | 'name' | 'mime' | 'size' | 'width' | 'height' | 'alt'>;

/** What a file looks like: a picture itself, cut to its place or whole, anything else as a sheet with its type. */
export function FileThumbnail(props: { siteCode: string; file: Shown; isWhole?: boolean }): ReactElement {
  const { siteCode, file, isWhole = false } = props;
  if (isPicture(file)) {
    return (
      <img
        src={isWhole ? consolePath.file(siteCode, file.id) : consolePath.smallPicture(siteCode, file.id)}
        alt=""
        loading="lazy"
        decoding="async"
        className={`size-full ${isWhole ? 'object-contain' : 'object-cover'}`}
      />
    );
  }
  return (
    <span className="flex size-full flex-col items-center justify-center gap-1 text-main-700">
      <Icon name={iconOf(file)} className="size-10" />
      <span className="text-sm font-semibold tracking-wide">{typeOf(file)}</span>
    </span>
  );
}

export interface FileCardProps {
  siteCode: string;
  file: Shown;
  /** Where the card leads; a file of another site leads nowhere. */
  href?: string;
  actions?: ReactNode;
}

/** A file of the library as a tile. */
export function FileCard({ siteCode, file, href, actions }: FileCardProps): ReactElement {
  return (
    <li className="zc-card relative flex min-w-0 flex-col overflow-hidden focus-within:border-main-700 hover:border-main-600">
      <div className="aspect-[4/3] border-b border-line bg-paper-deep">
        <FileThumbnail siteCode={siteCode} file={file} />
      </div>
      <div className="flex flex-1 flex-col gap-0.5 p-2.5">
        <p className="line-clamp-2 text-sm leading-5 font-semibold break-all">
          {href ? (
            <Link to={href} className="zc-row-link">
              {file.name}
            </Link>
          ) : (
            file.name
          )}
        </p>
        <p className="text-xs text-ink-faint tabular-nums">{factsOf(file)}</p>
        {isPicture(file) && !file.alt && (
          <p className="mt-0.5">
            <Badge tone="act">缺替代文字</Badge>
          </p>
        )}
        {actions && <div className="relative z-1 mt-auto pt-2">{actions}</div>}
      </div>
    </li>
  );
}
