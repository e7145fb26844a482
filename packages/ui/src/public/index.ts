export { ArticlePage, type ArticlePageProps, fileSize } from './article-page';
export { DemonstrationBanner, PreviewBanner } from './banners';
export { ColumnGroups, type ColumnGroupView, ColumnPage, type ColumnPageProps } from './column-page';
export { ContactCard } from './contact-card';
export { Crumbs } from './crumbs';
export { PublishedTime } from './date';
export { ItemList, type ItemListLayout } from './item-list';
export { DirectoryPage, SitemapPage, SubsiteTile } from './listing-pages';
export { BareNoticePage, NoticePage, type NoticePageProps, noticeTitle } from './notice-page';
export { Pager } from './pager';
export { PreviewComment, type PreviewCommentProps } from './preview-comment';
export { Prose } from './prose';
export { PublicPage } from './public-page';
export {
  type FacetView,
  SearchPage,
  type SearchPageProps,
  type SearchResultsView,
  type SearchResultView,
} from './search-page';
export { Section } from './section';
export { TopicPage, type TopicPageProps } from './topic-page';
export type * from './types';
