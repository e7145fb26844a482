import { describe, expect, it } from 'vitest';
import { type BlockView, hasContent, placeBlocks } from './block-view';

const item = { id: '1', title: '标题', href: '/a/1.html', publishedAt: '2026-11-20 09:00' };

function list(id: string, width: 'half' | 'full', items = [item]): BlockView {
  return {
    id,
    type: 'columnList',
    settings: { columnCode: 'news', title: '', limit: 6, layout: 'list', width },
    data: { columnName: '要闻', moreHref: '/c/news/', items },
  };
}
const halves = (views: BlockView[]) => placeBlocks(views).map(({ view, half }) => `${view.id}${half ? '½' : ''}`);

describe('placeBlocks', () => {
  it('pairs neighbouring halves and widens the one left over', () => {
    expect(halves([list('a', 'half'), list('b', 'half'), list('c', 'half')])).toEqual(['a½', 'b½', 'c']);
  });

  it('does not pair halves across a full block', () => {
    expect(halves([list('a', 'half'), list('b', 'full'), list('c', 'half')])).toEqual(['a', 'b', 'c']);
  });

  it('leaves out a block without items and pairs what then stands together', () => {
    expect(halves([list('a', 'half'), list('b', 'full', []), list('c', 'half')])).toEqual(['a½', 'c½']);
  });
});

describe('hasContent', () => {
  it('counts a contact card without one fact as empty', () => {
    const card = (contact: { phone?: string }): BlockView => ({
      id: 'x',
      type: 'contactCard',
      settings: { title: '' },
      data: { contact },
    });
    expect(hasContent(card({}))).toBe(false);
    expect(hasContent(card({ phone: '' }))).toBe(false);
    expect(hasContent(card({ phone: '0000-0000000' }))).toBe(true);
  });
});
