import { describe, expect, it } from 'vitest';
import { flattenPublicCss } from './public-css';

const SHEET = `
@layer theme, base, utilities;
@layer theme { :root { --color-red: oklch(63.7% 0.237 25.331); } }
@layer base { p { color: black } @layer inner { em { color: oklab(0.5 0.1 0.1 / 0.5); } } }
@layer utilities {
  .a { color: red; }
  .b { background: color-mix(in oklab, red 50%, transparent); color: blue; }
  @supports (color: color-mix(in lab, red, red)) { .a { color: color-mix(in oklab, red 50%, transparent); } }
  @media (min-width: 640px) { .c { color: green; } }
  .only { color: color-mix(in oklab, red, blue); }
}
@layer properties { @supports ((-webkit-hyphens: none) and (not (margin-trim: inline))) { * { --tw-shadow: 0 0 #0000; } } }
@property --tw-shadow { syntax: "*"; inherits: false; initial-value: 0 0 #0000; }
`;

describe('flattenPublicCss', () => {
  const flat = flattenPublicCss(SHEET);

  it.each(['@layer', 'oklch(', 'oklab(', 'color-mix(', '@property', '@supports'])('leaves no %s', (word) => {
    expect(flat).not.toContain(word);
  });

  it('keeps rules in the order of the layers and conditions the floor understands', () => {
    const places = ['--color-red', 'p {', 'em {', '.a {', '.b {', '@media', '--tw-shadow'].map((word) =>
      flat.indexOf(word),
    );
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('computes colours to sRGB and drops only the declaration it cannot compute', () => {
    expect(flat).toMatch(/--color-red: #[0-9a-f]{6};/);
    expect(flat).toMatch(/\.b \{ color: blue; \}/);
    expect(flat).not.toContain('.only');
  });

  it('changes nothing the second time', () => {
    expect(flattenPublicCss(flat)).toBe(flat);
  });
});
