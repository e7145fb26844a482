import { describe, expect, it } from 'vitest';
import {
  type Branch,
  changesNothing,
  type Held,
  heldAt,
  movedTree,
  moveOf,
  pickUp,
  placeInWords,
  placeOf,
} from './arrangement';

const branch = (id: string, ...children: Branch[]): Branch => ({ id, name: id.toUpperCase(), children });
/** a(b, c(d)), e */
const TREE = [branch('a', branch('b'), branch('c', branch('d'))), branch('e')];
const LEVELS = 4;

function written(tree: readonly Branch[] | undefined): string {
  return (tree ?? []).map(({ id, children }) => (children.length > 0 ? `${id}(${written(children)})` : id)).join(' ');
}
function picked(id: string): Held {
  const held = pickUp(TREE, id);
  if (!held) throw new Error(`There is no ${id}.`);
  return held;
}
const put = (id: string, to: { gap?: number; depth?: number }, levels = LEVELS) =>
  written(movedTree(TREE, moveOf(TREE, heldAt(TREE, picked(id), to, levels))));

describe('a column that is moved about in the tree', () => {
  it('stands where it stood until it is moved', () => {
    for (const id of 'abcde') {
      const move = moveOf(TREE, picked(id));
      expect(changesNothing(TREE, move)).toBe(true);
      expect(written(movedTree(TREE, move))).toBe('a(b c(d)) e');
    }
  });

  it('goes up and down among the rows, and takes what is below it with it', () => {
    expect(put('e', { gap: 0 })).toBe('e a(b c(d))');
    expect(put('c', { gap: 3, depth: 0 })).toBe('a(b) e c(d)');
    expect(put('a', { gap: 1 })).toBe('e a(b c(d))');
  });

  it('is at least as deep as what follows it, and at most a step deeper than what stands before it', () => {
    expect(put('e', { gap: 1, depth: 0 })).toBe('a(e b c(d))');
    expect(put('e', { gap: 4, depth: 9 })).toBe('a(b c(d(e)))');
    expect(put('b', { gap: 0, depth: 3 })).toBe('b a(c(d)) e');
  });

  it('never makes the tree deeper than it may be', () => {
    expect(put('e', { gap: 4, depth: 9 }, 3)).toBe('a(b c(d e))');
    expect(put('a', { gap: 1, depth: 1 }, 3)).toBe('e a(b c(d))');
  });

  it('is told by what it stands below and behind', () => {
    expect(placeInWords(TREE, { columnId: 'e', parentId: 'a', afterId: 'b' })).toBe('“A”下面，排在“B”之后');
    expect(placeInWords(TREE, { columnId: 'd', parentId: null, afterId: null })).toBe('第一层，排在最前面');
    expect(placeOf(TREE, 'd')).toEqual({ columnId: 'd', parentId: 'c', afterId: null });
  });

  it('stays as it was when the place is there no more', () => {
    expect(movedTree(TREE, { columnId: 'e', parentId: 'gone', afterId: null })).toBeUndefined();
    expect(movedTree(TREE, { columnId: 'e', parentId: 'a', afterId: 'd' })).toBeUndefined();
    expect(movedTree(TREE, { columnId: 'gone', parentId: null, afterId: null })).toBeUndefined();
    expect(movedTree(TREE, { columnId: 'a', parentId: 'c', afterId: null })).toBeUndefined();
  });
});
