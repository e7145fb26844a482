import { Link } from '@remix-run/react';
import { Icon } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { consolePath } from '../paths';

export interface SignedAddress {
  url: string;
  /** When it ends, as shown. */
  until: string;
}

export interface SignedLinkProps {
  siteCode: string;
  fileId: string;
  link: SignedAddress | undefined;
}

/** For somebody who has to see a file before it is public. */
export function SignedLink({ siteCode, fileId, link }: SignedLinkProps): ReactElement {
  return (
    <section aria-labelledby="link-title" className="zc-card flex flex-col gap-3 p-4">
      <h2 id="link-title" className="text-lg font-semibold">
        临时链接
      </h2>
      <p className="text-ink-soft">公众还看不到这个文件。要先给别人看，可以生成一个短时间有效的链接。</p>
      {link && (
        <div className="flex flex-col gap-1">
          <input readOnly aria-label="临时链接" value={link.url} className="zc-input" />
          <p className="text-sm text-ink-soft">{link.until} 前有效，拿到链接的人不用登录就能打开，请只发给需要的人。</p>
        </div>
      )}
      <Link
        to={consolePath.mediaFile(siteCode, fileId, { link: '1' })}
        preventScrollReset
        className="zc-button self-start"
      >
        <Icon name="link" className="size-4" />
        {link ? '重新生成' : '生成临时链接'}
      </Link>
    </section>
  );
}
