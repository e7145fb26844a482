import { HomeBlocks } from '@zhanqun/pages/ui';
import { ColumnGroups, ColumnPage, TopicPage } from '@zhanqun/ui/public';
import { feedLinks } from '../feeds/formats';
import { publicHeaders, publicMeta, publicPage } from '../page';
import { publicLoader } from '../page.server';
import { loadColumn } from './column.server';

export const loader = publicLoader(loadColumn);

export const headers = publicHeaders;

export const meta = publicMeta<typeof loader>((page, shell) => ({
  title: page.column.name,
  description: page.column.description,
  column: page.tags,
  feeds: page.column.feedHref
    ? feedLinks(`${page.column.name} - ${shell.tags.siteName}`, page.column.feedHref.replace(/[^/]*$/, ''))
    : [],
}));

export default publicPage<typeof loader>(
  (page) => {
    const { topic, ...column } = page;
    if (!topic) return <ColumnPage {...column} />;
    const { blocks, ...head } = topic;
    const { name, description } = column.column;
    return (
      <TopicPage {...head} name={name} description={description} trail={column.trail}>
        {blocks.length > 0 ? <HomeBlocks blocks={blocks} /> : <ColumnGroups groups={column.groups ?? []} />}
      </TopicPage>
    );
  },
  { current: (page) => page.top },
);
