import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { bodyExtensions } from './body-extensions';
import { footnoteIn } from './footnotes';

const schema = getSchema(bodyExtensions('x'));

/** Paragraphs; a number in brackets is raised. */
function textOf(...lines: string[]): Node {
  const paragraphs = lines.map((line) => {
    const parts = line.split(/(\[\d\])/).filter(Boolean);
    const marks = [schema.mark('superscript')];
    return schema.node(
      'paragraph',
      null,
      parts.map((part) => schema.text(part, /^\[\d\]$/.test(part) ? marks : [])),
    );
  });
  return schema.node('doc', null, paragraphs);
}

function noted(doc: Node, after: string, words: string): string[] {
  let at = 0;
  doc.descendants((node, from) => {
    const place = at === 0 && node.isText ? (node.text ?? '').indexOf(after) : -1;
    if (place >= 0) at = from + place + after.length;
  });
  const state = EditorState.create({ doc, selection: TextSelection.create(doc, at) });
  return footnoteIn(state, words)?.doc.children.map((node) => node.textContent) ?? [];
}

describe('a footnote', () => {
  it('is numbered at the cursor, and its words stand at the foot', () => {
    expect(noted(textOf('全县覆盖率为76%，提高。'), '76%', '年报')).toEqual(['全县覆盖率为76%[1]，提高。', '[1] 年报']);
  });

  it('before others moves their numbers and notes on, and stands among them in its place', () => {
    const doc = textOf('甲，乙[1]，丙[2]。', '[1] 乙的出处', '[2] 丙的出处');
    expect(noted(doc, '甲', '甲的出处')).toEqual([
      '甲[1]，乙[2]，丙[3]。',
      '[1] 甲的出处',
      '[2] 乙的出处',
      '[3] 丙的出处',
    ]);
    expect(noted(doc, '丙', '也是丙')).toEqual(['甲，乙[1]，丙[2][3]。', '[1] 乙的出处', '[2] 也是丙', '[3] 丙的出处']);
  });

  it('leaves a number in brackets alone that is not raised, and notes that nobody refers to', () => {
    const plain = schema.node('doc', null, [
      schema.node('paragraph', null, [schema.text('国发[2]号甲')]),
      ...textOf('[7] 无人引用').children,
    ]);
    expect(noted(plain, '甲', '甲的出处')).toEqual(['国发[2]号甲[1]', '[1] 甲的出处', '[7] 无人引用']);
  });
});
