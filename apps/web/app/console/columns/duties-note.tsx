import { Link } from '@remix-run/react';
import type { DutyState } from '@zhanqun/columns/cycles';
import { Callout } from '@zhanqun/ui/console';
import type { ReactElement } from 'react';
import { consolePath } from '../paths';

const SENTENCES: [DutyState, string][] = [
  ['LATE', '个栏目已经逾期'],
  ['EMPTY', '个栏目没有内容'],
  ['SOON', '个栏目即将到期'],
];

/** What the columns of a site ask for today; nothing when all is well. */
export function DutiesNote({ code, duties }: { code: string; duties: Record<DutyState, number> }): ReactElement | null {
  const due = SENTENCES.filter(([state]) => duties[state] > 0);
  if (due.length === 0) return null;
  return (
    <div className="mb-5">
      <Callout tone={duties.LATE + duties.EMPTY > 0 ? 'warn' : 'info'} title="栏目要更新">
        <ul className="flex flex-wrap gap-x-5">
          {due.map(([state, words]) => (
            <li key={state}>
              <Link to={consolePath.siteColumnBoard(code, { state })} className="zc-link">
                {duties[state]} {words}
              </Link>
            </li>
          ))}
        </ul>
      </Callout>
    </div>
  );
}
