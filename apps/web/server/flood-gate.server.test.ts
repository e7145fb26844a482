import { describe, expect, it } from 'vitest';
import { FloodGate } from './flood-gate.server';

describe('a flood gate', () => {
  it('shuts for one address after its limit, and opens with the next minute', () => {
    let now = 60_000;
    const gate = new FloodGate(3, () => now);
    for (let i = 0; i < 2; i += 1) gate.count('10.0.0.1');
    expect(gate.isShut('10.0.0.1')).toBe(false);
    gate.count('10.0.0.1');
    expect([gate.isShut('10.0.0.1'), gate.isShut('10.0.0.2')]).toEqual([true, false]);
    now = 120_000;
    expect(gate.isShut('10.0.0.1')).toBe(false);
  });
});
