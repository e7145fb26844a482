import { useLocation } from '@remix-run/react';
import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import { Icon } from './icon';
import type { PaletteItem } from './palette-filter';
import { type PaletteSearch, SearchList } from './search-list';

export interface CommandPaletteProps {
  items: readonly PaletteItem[];
  /** Reaches what the page does not hold, e.g. articles; a plain function that the app gives. */
  search?: PaletteSearch;
}

/** Opens with Ctrl/⌘+K or its button and reaches any site, column, item or act by typing. */
export function CommandPalette({ items, search }: CommandPaletteProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  const { key } = useLocation();
  const close = useCallback(() => dialog.current?.close(), []);
  const show = useCallback(() => {
    setOpen(true);
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  // A new location closes the palette
  useEffect(close, [key]);
  useEffect(() => {
    if (open) dialog.current?.querySelector('input')?.focus();
  }, [open]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k')
        return;
      event.preventDefault();
      if (dialog.current?.open) close();
      else show();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [close, show]);

  return (
    <>
      <button
        type="button"
        onClick={show}
        aria-haspopup="dialog"
        className="flex min-h-11 items-center gap-2 rounded border border-transparent px-2.5 text-ink-soft hover:border-main-600 sm:min-h-9 sm:border-line sm:bg-paper lg:w-72"
      >
        <Icon name="search" className="size-5 sm:size-4" />
        <span className="max-lg:sr-only">查找站点、栏目、内容</span>
        <kbd className="ml-auto hidden font-sans text-xs text-ink-faint lg:inline">Ctrl K</kbd>
      </button>
      <dialog
        ref={dialog}
        aria-label="查找与跳转"
        onClose={() => setOpen(false)}
        className="zc-dialog mx-auto mt-[12vh] w-[min(40rem,calc(100vw-2rem))] rounded-md border border-line bg-white p-3 text-ink shadow-raised"
      >
        {open && (
          <>
            <SearchList
              items={items}
              search={search}
              label="查找与跳转"
              placeholder="输入名称、拼音或首字母"
              unit="项"
              onDone={close}
            />
            <div className="mt-2 flex items-center justify-between border-t border-line px-3 pt-2 text-sm text-ink-faint">
              <span className="max-sm:hidden">↑↓ 选择，回车打开</span>
              <button type="button" className="zc-button zc-button-quiet zc-button-small ml-auto" onClick={close}>
                关闭
              </button>
            </div>
          </>
        )}
      </dialog>
    </>
  );
}
