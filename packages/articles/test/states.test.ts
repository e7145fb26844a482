import { describe, expect, it } from 'vitest';
import { ARTICLE_STATES } from '../src/schema';
import { ARTICLE_ACTIONS, ARTICLE_TRANSITIONS, findTransition, refusal } from '../src/states';

const ALLOWED: Record<string, string> = {
  'DRAFT save': 'DRAFT',
  'DRAFT publish': 'PUBLISHED',
  'DRAFT move': 'DRAFT',
  'PUBLISHED save': 'PUBLISHED',
  'PUBLISHED publish': 'PUBLISHED',
  'PUBLISHED withdraw': 'WITHDRAWN',
  'PUBLISHED move': 'PUBLISHED',
  'PUBLISHED share': 'PUBLISHED',
  'PUBLISHED unshare': 'PUBLISHED',
  'WITHDRAWN save': 'WITHDRAWN',
  'WITHDRAWN publish': 'PUBLISHED',
  'WITHDRAWN move': 'WITHDRAWN',
  'WITHDRAWN unshare': 'WITHDRAWN',
};

describe('the state table of articles', () => {
  for (const state of ARTICLE_STATES) {
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
