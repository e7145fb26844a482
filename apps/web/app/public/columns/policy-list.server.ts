import { createHash } from 'node:crypto';
import { listPolicies, type PolicyFilter } from '@zhanqun/articles/server';
import type { FilterView } from '@zhanqun/ui/public';
import { type PublicArgs, pageNotFound } from '../page.server';
import { columnFrame, columnItems } from './column.server';

/** Choices beyond which a list of years or topics is no help. */
const MOST_CHOICES = 30;

/** Names a topic in an address, which never carries words. */
function topicCode(topic: string): string {
  return createHash('sha256').update(topic).digest('hex').slice(0, 8);
}

/** The last part of the address of a list that was narrowed; each list has exactly one. */
function nameOf({ validity, year, topic }: PolicyFilter): string {
  const parts = [validity, year && `y${year}`, topic && `t${topicCode(topic)}`];
  return `${parts.filter(Boolean).join('-') || 'all'}.html`;
}

const NAME = /^(?:all|(valid|ended)?-?(?:y(\d{4}))?-?(?:t([0-9a-f]{8}))?)\.html$/;

/** Whether the last part of an address may name such a list. */
export function mayNamePolicies(name: string): boolean {
  return NAME.test(name);
}

/**
 * The documents of a column by validity, year and topic. Only values that some document has are addresses: there are no
 * more pages than that, whatever somebody asks for.
 */
export async function loadPolicyList(args: PublicArgs) {
  const { tx, visit, paths, params } = args;
  const { column, frame } = columnFrame(args);
  const name = params.page ?? '';
  const [, validity, year, code] = NAME.exec(name) ?? [];
  if (column.kind !== 'POLICY') throw pageNotFound();
  const everything = code ? await listPolicies(tx, visit.site.id, column.id, {}) : undefined;
  const topic = everything?.topics.find((one) => topicCode(one) === code);
  const filter: PolicyFilter = { validity: validity as PolicyFilter['validity'], year, topic };
  if (nameOf(filter) !== name) throw pageNotFound();
  const found = await listPolicies(tx, visit.site.id, column.id, filter);
  if (year && !found.years.includes(year)) throw pageNotFound();
  const option = (label: string, wanted: PolicyFilter, current: boolean) => ({
    label,
    href: `${paths.column(column.code)}${nameOf(wanted)}`,
    current,
  });
  const filters: FilterView[] = [
    {
      label: '有效性',
      options: [
        option('全部', { ...filter, validity: undefined }, !validity),
        option('现行有效', { ...filter, validity: 'valid' }, validity === 'valid'),
        option('失效或废止', { ...filter, validity: 'ended' }, validity === 'ended'),
      ],
    },
    {
      label: '年份',
      options: [
        option('全部', { ...filter, year: undefined }, !year),
        ...found.years.slice(0, MOST_CHOICES).map((one) => option(one, { ...filter, year: one }, one === year)),
      ],
    },
    {
      label: '主题',
      options: [
        option('全部', { ...filter, topic: undefined }, !topic),
        ...found.topics.slice(0, MOST_CHOICES).map((one) => option(one, { ...filter, topic: one }, one === topic)),
      ],
    },
  ];
  const { total, items } = found;
  return {
    ...frame,
    filters: filters.filter(({ options }) => options.length > 2),
    filterNote: total > items.length ? `共 ${total} 件，列出最新的 ${items.length} 件。` : `共 ${total} 件。`,
    items: columnItems(column, items, paths),
    emptyText: '没有符合条件的文件，请换一个条件。',
  };
}
