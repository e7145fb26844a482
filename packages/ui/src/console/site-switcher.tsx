import type { ReactElement } from 'react';
import { Icon } from './icon';
import { MenuDisclosure } from './menu-disclosure';
import type { PaletteItem } from './palette-filter';
import { type PaletteSearch, SearchList } from './search-list';

export interface SiteSwitcherProps {
  current: { name: string; hint?: string };
  /** Sites that the actor may enter; `keywords` carry pinyin, initials and code. */
  sites: readonly PaletteItem[];
  search?: PaletteSearch;
}

export function SiteSwitcher({ current, sites, search }: SiteSwitcherProps): ReactElement {
  const face = (
    <>
      <span
        aria-hidden="true"
        className="grid size-9 shrink-0 place-items-center rounded bg-main-700 font-serif text-lg text-white"
      >
        {[...current.name][0]}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-semibold text-ink">{current.name}</span>
        {current.hint && <span className="block text-xs text-ink-soft">{current.hint}</span>}
      </span>
    </>
  );
  if (sites.length <= 1 && !search) return <div className="flex items-center gap-2.5 p-2">{face}</div>;
  return (
    <MenuDisclosure
      summary={
        <>
          {face}
          <span className="sr-only">，切换站点</span>
          <Icon name="sort" className="size-4 text-ink-faint" />
        </>
      }
      summaryClassName="flex items-center gap-2.5 rounded border border-line bg-white p-2 hover:border-main-600"
      panelClassName="inset-x-0 top-full mt-1 p-2 lg:right-auto lg:w-96"
    >
      {(close) => (
        <SearchList
          items={sites}
          search={search}
          label="切换站点"
          placeholder="站点名称、拼音或首字母"
          unit="个站点"
          limit={30}
          onDone={close}
        />
      )}
    </MenuDisclosure>
  );
}
