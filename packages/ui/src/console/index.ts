export { Callout, type CalloutProps, type Tone } from './callout';
export { CommandPalette, type CommandPaletteProps } from './command-palette';
export { ConfirmPage, type ConfirmPageProps } from './confirm-page';
export { CopyOnce, type CopyOnceProps } from './copy-once';
export { type BulkAction, DataTable, type DataTableProps, type TableColumn } from './data-table';
export { EntryFrame, type EntryFrameProps } from './entry-frame';
export {
  Badge,
  type BadgeTone,
  DefinitionList,
  type DefinitionListProps,
  Progress,
  type ProgressProps,
  Stat,
  type StatProps,
  StatRow,
  Timeline,
  type TimelineProps,
} from './facts';
export { type Choice, Field, type FieldProps } from './field';
export { formatBytes } from './field-file';
export { FieldErrors, fieldId } from './field-frame';
export { type Filter, FilterBar, type FilterBarProps } from './filter-bar';
export { draftKey, type FormDraft } from './form-draft';
export {
  ErrorSummary,
  type ErrorSummaryProps,
  FormActions,
  type FormActionsProps,
  type FormErrors,
  FormPage,
  type FormPageProps,
  FormSection,
} from './form-page';
export { Icon, type IconName } from './icon';
export {
  DraftCleared,
  KeepTyped,
  type KeepTypedProps,
  type KeptElsewhere,
  putTyped,
  RESTORED_EVENT,
} from './keep-typed';
export { listHref, readSort, type Sort } from './list-address';
export { ListKeysNote } from './list-keys-note';
export { MenuDisclosure } from './menu-disclosure';
export { PageHeader, type PageHeaderProps } from './page-header';
export { Pager, type PagerProps } from './pager';
export { filterPalette, type PaletteItem } from './palette-filter';
export { PictureCard, type PictureCardProps, PictureGrid } from './picture-card';
export { type PaletteSearch, SearchList } from './search-list';
export { ConsoleShell, type ConsoleShellProps, type NavGroup, type NavItem } from './shell';
export { SideBySide, type SideBySideProps } from './side-by-side';
export { SiteSwitcher, type SiteSwitcherProps } from './site-switcher';
export {
  EmptyState,
  type EmptyStateProps,
  NoMatch,
  NoPermission,
  type NoPermissionProps,
  PartialResult,
  type PartialResultProps,
  Skeleton,
} from './states';
export { Tabs, type TabsProps } from './tabs';
export { type ComparedLine, compareLines } from './text-difference';
export { type Toast, Toasts } from './toasts';
export { TreeList, type TreeListProps, type TreeNode } from './tree-list';
export { UnsavedGuard, type UnsavedGuardProps } from './unsaved-guard';
