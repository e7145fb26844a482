import { getColumnTree } from '@zhanqun/columns/server';
import { MOST_LEVELS } from '@zhanqun/review/schema';
import { atSite } from '@zhanqun/tenancy/server';
import type { Filter } from '@zhanqun/ui/console';
import { itemColumnChoices } from '../columns/column-choices';
import type { GroupArgs } from '../guard.server';
import { sitesIn } from '../site-names.server';

const DAY_MS = 24 * 3_600_000;
const WAITING_DAYS = [1, 3, 7, 30];
const MOST_LETTERS = 60;

/** What the address of the inbox asks for, and the choices of its filter bar. What is not valid is left out. */
export async function readInboxFilter({ request, context, reach }: GroupArgs) {
  const params = new URL(request.url).searchParams;
  const typed = (name: string) => params.get(name)?.trim().slice(0, MOST_LETTERS) || undefined;
  const sites = sitesIn(context.directory, reach);
  const site = sites.find(({ code }) => code === params.get('site'));
  const columns = site
    ? itemColumnChoices(await getColumnTree(atSite(context, site))).filter(({ disabled }) => !disabled)
    : [];
  const column = columns.find(({ value }) => value === params.get('column'));
  const level = Number(params.get('level'));
  const days = WAITING_DAYS.find((count) => String(count) === params.get('days'));
  const filter = {
    siteId: site?.id,
    columnId: column?.value,
    level: Number.isInteger(level) && level >= 1 && level <= MOST_LEVELS ? level : undefined,
    before: days === undefined ? undefined : new Date(context.now.getTime() - days * DAY_MS),
    unit: typed('unit'),
    q: typed('q'),
    after: params.get('after') || undefined,
  };
  const choices: Filter[] = [
    ...(sites.length > 1
      ? [
          {
            name: 'site',
            label: '站点',
            choices: sites.map(({ code, shortName }) => ({ value: code, label: shortName })),
          },
        ]
      : []),
    ...(columns.length > 0
      ? [{ name: 'column', label: '栏目', choices: columns.map(({ value, label }) => ({ value, label })) }]
      : []),
    {
      name: 'level',
      label: '审核级别',
      choices: Array.from({ length: MOST_LEVELS }, (_, index) => ({
        value: String(index + 1),
        label: `第 ${index + 1} 级`,
      })),
    },
    {
      name: 'days',
      label: '已等待',
      choices: WAITING_DAYS.map((count) => ({ value: String(count), label: `${count} 天以上` })),
    },
    { name: 'unit', label: '提交单位' },
  ];
  const { after, ...conditions } = filter;
  const isFiltered = Object.values(conditions).some((value) => value !== undefined);
  return { filter, choices, isFiltered, isFirstPage: after === undefined };
}
