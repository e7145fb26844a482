import { describe, expect, it } from 'vitest';
import { formatsOf, readVariant, variantWidths } from '../src/picture-sizes';

describe('the sizes of a picture', () => {
  it('are steps below its own width, and that width up to 2,560', () => {
    expect(variantWidths({ width: 300, height: 200 })).toEqual([300]);
    expect(variantWidths({ width: 960, height: 200 })).toEqual([480, 960]);
    expect(variantWidths({ width: 8000, height: 6000 })).toEqual([480, 960, 1600, 2560]);
  });

  it('are none for what is taller than formats allow', () => {
    expect(variantWidths({ width: 1000, height: 16_000 })).toEqual([480, 960, 1000]);
    expect(variantWidths({ width: 1000, height: 16_001 })).toEqual([]);
  });

  it('are named by width and format, and by nothing else', () => {
    expect(readVariant('960.avif')).toEqual({ width: 960, format: 'avif' });
    for (const name of ['0960.avif', '960.svg', '960', '99999.webp', '../1.png'])
      expect(readVariant(name)).toBeUndefined();
  });

  it('come in the format of the picture too, once', () => {
    expect(formatsOf('image/png')).toEqual(['avif', 'webp', 'png']);
    expect(formatsOf('image/webp')).toEqual(['avif', 'webp']);
    expect(formatsOf('image/gif')).toEqual([]);
  });
});
