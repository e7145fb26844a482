import { describe, expect, it } from 'vitest';
import { readFlash, redirectWith } from './flash.server';

function cookieOf(response: Response): string {
  return (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
}

describe('the sentence that goes over a redirect', () => {
  it('comes out as it went in, with the form whose draft it clears, and is taken away', () => {
    const sent = redirectWith('/console/sites/a', '“甲；乙”已保存。', { clears: 'facts-a' });
    expect([sent.status, sent.headers.get('Location')]).toEqual([302, '/console/sites/a']);
    expect(sent.headers.get('Set-Cookie')).toContain('; Path=/console; Max-Age=60; HttpOnly; SameSite=Lax');
    const flash = readFlash(`other=1; ${cookieOf(sent)}; last=2`);
    expect(flash).toMatchObject({ toast: { tone: 'success', text: '“甲；乙”已保存。' }, cleared: 'facts-a' });
    expect(flash?.takeAway).toContain('Max-Age=0');
  });

  it('is another one each time, so that closing it does not close the next', () => {
    const [first, second] = [redirectWith('/console', '好。'), redirectWith('/console', '好。')];
    expect(readFlash(cookieOf(first))?.toast.id).not.toBe(readFlash(cookieOf(second))?.toast.id);
  });

  it('keeps the other cookies of the answer', () => {
    const headers = new Headers({ 'Set-Cookie': 'session=1' });
    expect(redirectWith('/console', '好。', { headers }).headers.getSetCookie()).toHaveLength(2);
  });

  it.each([
    [null],
    [''],
    ['zhanqun-done=%'],
    ['zhanqun-done=[1]'],
    ['zhanqun-done=%5B%22a%22%2C%22red%22%2C%22x%22%2C%22%22%5D'],
  ])('is nothing when the cookie is %j', (cookie) => {
    expect(readFlash(cookie)).toBeUndefined();
  });
});
