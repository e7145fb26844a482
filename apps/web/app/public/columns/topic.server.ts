import { type ColumnNode, getPublicTopic } from '@zhanqun/columns/server';
import { formatDate } from '@zhanqun/kit';
import { findPublicTopicPage } from '@zhanqun/pages/server';
import type { BlockView } from '@zhanqun/pages/ui';
import type { TopicPageProps } from '@zhanqun/ui/public';
import { viewBlocks } from '../home/blocks.server';
import type { PublicArgs } from '../page.server';

export interface TopicView extends Omit<TopicPageProps, 'children' | 'trail' | 'name' | 'description'> {
  /** What somebody composed; empty where its columns stand one below the other. */
  blocks: BlockView[];
}

/** What the page of a topic has over and between its columns. */
export async function loadTopic(args: PublicArgs, column: ColumnNode): Promise<TopicView> {
  const { tx, visit, paths, tree } = args;
  const topic = await getPublicTopic(tx, visit.site.id, column.id);
  const page = await findPublicTopicPage(tx, visit.site.id, column.id);
  const days = [topic.beginsOn, topic.endsOn].map((day) => (day ? formatDate(day) : ''));
  const [begins, ends] = days;
  return {
    ...(begins && ends ? { days: `${begins} 至 ${ends}` } : begins ? { days: `${begins} 起` } : {}),
    ...(!begins && ends ? { days: `至 ${ends}` } : {}),
    isArchived: column.isArchived,
    picture: topic.pictureId
      ? { href: paths.file(topic.pictureId, 'topic'), alt: topic.pictureAlt }
      : { href: paths.placeholder(column.id), alt: '' },
    columns: tree
      .below(column)
      .filter((child) => !child.isHidden)
      .map((child) => ({ label: child.name, href: paths.column(child.code) })),
    blocks: page ? await viewBlocks(args, page.blocks) : [],
  };
}
