import { describe, expect, it } from 'vitest';
import { SITE_ACTIONS, SITE_STATES, type SiteAction, type SiteState } from './schema';
import { findTransition, refusalOf, SITE_TRANSITIONS } from './states';

const ALLOWED: Record<string, SiteState> = {
  'PREPARING/bring-online': 'ONLINE',
  'ONLINE/take-offline': 'TEMP_OFFLINE',
  'ONLINE/close': 'CLOSED',
  'TEMP_OFFLINE/return-online': 'ONLINE',
  'TEMP_OFFLINE/close': 'CLOSED',
};

const PAIRS = SITE_STATES.flatMap((state) => SITE_ACTIONS.map((action): [SiteState, SiteAction] => [state, action]));

describe('the state table of a site', () => {
  it.each(PAIRS)('%s, %s leads where the rule says, or is refused with a sentence', (state, action) => {
    const to = ALLOWED[`${state}/${action}`];
    expect(findTransition(state, action)?.to).toBe(to);
    if (to) expect(refusalOf(state, action)).toBeUndefined();
    else expect(refusalOf(state, action)).toMatch(/^站点.+。$/);
  });

  it('asks for a note wherever a site goes away from its visitors', () => {
    for (const row of SITE_TRANSITIONS) expect(row.needs === 'note', row.action).toBe(row.to !== 'ONLINE');
  });
});
