import type { ReactElement } from 'react';

/** One family: 24-unit grid, 1.75 stroke, round ends. */
const PATHS = {
  alert: 'M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5m0 2.6v.1',
  article: 'M6 3.5h8.5L18.5 7.5v13H6zM14 3.5V8h4.5M9 12h6.5M9 15.5h6.5',
  audit: 'M12 7v5l3 2m5.5-2a8.5 8.5 0 1 1-2.6-6.1M20.5 3.5v4h-4',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  check: 'm4.5 12.5 5 5 10-11',
  city: 'M3.5 20.5h17M5.5 20.5V9l6-4.5v16m0-11 7 3v8M8.5 11.5v.1m0 3.4v.1m6.5.4v.1m0 2.4v.1',
  close: 'm6 6 12 12M18 6 6 18',
  columns: 'M4 5h16v14H4zM10 5v14M4 10h16',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  down: 'm5.5 9 6.5 6.5L18.5 9',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z',
  file: 'M12 15.5v-9m-4 4 4-4 4 4M4.5 15v4.5h15V15',
  forward: 'M9.5 5.5 16 12l-6.5 6.5',
  home: 'M3.5 11.5 12 4.5l8.5 7M6 10v9.5h12V10M10 19.5v-5.5h4v5.5',
  info: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 11v5.5m0-8.7v.1',
  key: 'M8 15.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm4-4h9m-3 0v3.5m-3-3.5v2.5',
  library: 'M4 4.5h7v7H4zM14 4.5h6v7h-6zM4 14.5h7v5H4zM14 14.5h6v5h-6z',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  open: 'M13.5 4.5h6v6m0-6-8.5 8.5M10 5.5H5v13.5h13.5v-5',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5c.3-3.4 2.9-5.5 6.5-5.5s6.2 2.1 6.5 5.5M16 4.8a3.5 3.5 0 0 1 0 6.4m2 3.3c2 .8 3.3 2.5 3.5 5',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 4.5 4.5',
  settings:
    'M4 7h10m4 0h2M4 17h2m4 0h10M16 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM8 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  share:
    'M6.5 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm11-6a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm0 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM8.8 10.9l6.4-3.6M8.8 13.1l6.4 3.6',
  signOut: 'M10 4.5H5v15h5M15.5 8l4 4-4 4m4-4H9.5',
  swap: 'm8 9.5 4-4.5 4 4.5m-8 5 4 4.5 4-4.5',
  theme: 'M12 3.5c3.5 4.2 5.5 7 5.5 10a5.5 5.5 0 0 1-11 0c0-3 2-5.8 5.5-10Zm0 12.5a2.8 2.8 0 0 0 2.6-2.6',
  up: 'm5.5 15 6.5-6.5 6.5 6.5',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8c.4-3.8 3.3-6 7.5-6s7.1 2.2 7.5 6',
} as const;

export type IconName = keyof typeof PATHS;

/** Always decorative: the words beside it, or the control's label, carry the meaning. */
export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }): ReactElement {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className={`${className} shrink-0`}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
