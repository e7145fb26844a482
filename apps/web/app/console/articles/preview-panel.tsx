import { Callout, Icon } from '@zhanqun/ui/console';
import { useEffect, useRef, useState } from 'react';
import type { PreviewLink } from './article-form.server';
import { QrCode } from './qr-code';

/** A save for a preview may lead from the page of a new article to another one; a reload forgets it. */
let isWanted = false;

export function noteWantedPreview(isAsked: boolean): void {
  if (isAsked) isWanted = true;
}

/** The signed link to the saved text: opened in a new tab when the browser lets us, and always there to press. */
export function PreviewPanel({ preview: { url, number, until } }: { preview: PreviewLink }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'selected'>('no');
  const address = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!isWanted) return;
    isWanted = false;
    window.open(url, '_blank', 'noopener');
  }, [url]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(url);
      setCopied('yes');
    } catch {
      address.current?.select();
      setCopied('selected');
    }
  }
  return (
    <Callout tone="info" title={`第 ${number} 版的预览`}>
      <p>链接在 {until} 前有效（30 分钟），拿到链接的人不用登录就能看这一版，请只发给需要的人。</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <a href={url} target="_blank" rel="noopener" className="zc-button zc-button-main">
          <Icon name="external" className="size-4" />
          打开预览
        </a>
        <button type="button" className="zc-button" onClick={copy}>
          <Icon name={copied === 'yes' ? 'check' : 'copy'} className="size-4" />
          {copied === 'yes' ? '已复制' : '复制链接'}
        </button>
      </div>
      <details className="mt-2">
        <summary>用手机看</summary>
        <QrCode text={url} label="预览链接的二维码" />
        <p className="text-sm text-ink-soft">手机要能连上本站。看的人可以在页面下方写意见，意见显示在这里。</p>
      </details>
      <input ref={address} readOnly aria-label="预览链接" value={url} className="zc-input mt-2" />
      <p role="status" className="text-sm text-ink-soft">
        {copied === 'selected' && '已选中，请按 Ctrl+C 复制'}
      </p>
    </Callout>
  );
}
