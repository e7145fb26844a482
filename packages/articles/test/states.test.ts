import { describe, expect, it } from 'vitest';
import { ARTICLE_ACTIONS, ARTICLE_TRANSITIONS, DESK_STATES, findTransition, refusal } from '../src/states';

const ALLOWED: Record<string, string> = {
  'DRAFT force': 'PUBLISHED',
  'PUBLISHED force': 'PUBLISHED',
  'WITHDRAWN force': 'PUBLISHED',
  'DRAFT_IN_REVIEW force': 'PUBLISHED',
  'PUBLISHED_IN_REVIEW force': 'PUBLISHED',
  'WITHDRAWN_IN_REVIEW force': 'PUBLISHED',
  'DRAFT save': 'DRAFT',
  'DRAFT submit': 'DRAFT_IN_REVIEW',
  'DRAFT publish': 'PUBLISHED',
  'DRAFT move': 'DRAFT',
  'PUBLISHED save': 'PUBLISHED',
  'PUBLISHED submit': 'PUBLISHED_IN_REVIEW',
  'PUBLISHED publish': 'PUBLISHED',
  'PUBLISHED withdraw': 'WITHDRAWN',
  'PUBLISHED move': 'PUBLISHED',
  'PUBLISHED share': 'PUBLISHED',
  'PUBLISHED unshare': 'PUBLISHED',
  'WITHDRAWN save': 'WITHDRAWN',
  'WITHDRAWN submit': 'WITHDRAWN_IN_REVIEW',
  'WITHDRAWN publish': 'PUBLISHED',
  'WITHDRAWN move': 'WITHDRAWN',
  'WITHDRAWN unshare': 'WITHDRAWN',
  'DRAFT_IN_REVIEW recall': 'DRAFT',
  'DRAFT_IN_REVIEW approve': 'PUBLISHED',
  'DRAFT_IN_REVIEW return': 'DRAFT',
  'PUBLISHED_IN_REVIEW recall': 'PUBLISHED',
  'PUBLISHED_IN_REVIEW approve': 'PUBLISHED',
  'PUBLISHED_IN_REVIEW return': 'PUBLISHED',
  'PUBLISHED_IN_REVIEW withdraw': 'WITHDRAWN',
  'PUBLISHED_IN_REVIEW share': 'PUBLISHED_IN_REVIEW',
  'PUBLISHED_IN_REVIEW unshare': 'PUBLISHED_IN_REVIEW',
  'WITHDRAWN_IN_REVIEW recall': 'WITHDRAWN',
  'WITHDRAWN_IN_REVIEW approve': 'PUBLISHED',
  'WITHDRAWN_IN_REVIEW return': 'WITHDRAWN',
  'WITHDRAWN_IN_REVIEW unshare': 'WITHDRAWN_IN_REVIEW',
  'DRAFT schedule': 'DRAFT_SCHEDULED',
  'PUBLISHED schedule': 'PUBLISHED_SCHEDULED',
  'WITHDRAWN schedule': 'WITHDRAWN_SCHEDULED',
  'DRAFT_SCHEDULED schedule': 'DRAFT_SCHEDULED',
  'PUBLISHED_SCHEDULED schedule': 'PUBLISHED_SCHEDULED',
  'WITHDRAWN_SCHEDULED schedule': 'WITHDRAWN_SCHEDULED',
  'DRAFT_SCHEDULED unschedule': 'DRAFT',
  'PUBLISHED_SCHEDULED unschedule': 'PUBLISHED',
  'WITHDRAWN_SCHEDULED unschedule': 'WITHDRAWN',
  'PUBLISHED_SCHEDULED withdraw': 'WITHDRAWN',
  'PUBLISHED_SCHEDULED share': 'PUBLISHED_SCHEDULED',
  'PUBLISHED_SCHEDULED unshare': 'PUBLISHED_SCHEDULED',
  'WITHDRAWN_SCHEDULED unshare': 'WITHDRAWN_SCHEDULED',
  'PUBLISHED plan-withdrawal': 'PUBLISHED',
  'PUBLISHED_IN_REVIEW plan-withdrawal': 'PUBLISHED_IN_REVIEW',
  'PUBLISHED_SCHEDULED plan-withdrawal': 'PUBLISHED_SCHEDULED',
  'PUBLISHED keep-public': 'PUBLISHED',
  'PUBLISHED_IN_REVIEW keep-public': 'PUBLISHED_IN_REVIEW',
  'PUBLISHED_SCHEDULED keep-public': 'PUBLISHED_SCHEDULED',
};

for (const state of DESK_STATES) ALLOWED[`${state} set-validity`] = state;

describe('the state table of articles', () => {
  for (const state of DESK_STATES) {
    for (const action of ARTICLE_ACTIONS) {
      const to = ALLOWED[`${state} ${action}`];
      it(to ? `leads from ${state} by ${action} to ${to}` : `refuses ${action} in ${state} with a sentence`, () => {
        expect(findTransition(state, action)?.to).toBe(to);
        const reason = refusal(state, action);
        if (to) expect(reason).toBeUndefined();
        else expect(reason).toMatch(/^[^！]{6,}。$/);
      });
    }
  }

  it('has each pair at most once', () => {
    const pairs = ARTICLE_TRANSITIONS.map((row) => `${row.from} ${row.action}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });
});
